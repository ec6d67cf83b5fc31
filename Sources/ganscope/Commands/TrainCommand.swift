import ArgumentParser
import Foundation

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train without a screen.",
    discussion: "Ctrl-C ends the run after the current batch and saves it.")

  @OptionGroup var options: TrainingOptions
  @OptionGroup var report: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Write all that the first batches drew, computed and changed (safetensors).",
      valueName: "file"))
  var trace: String?

  @Option(
    name: .customLong("trace-batches"), help: "How many batches a trace has, 1 to 100; else 5.")
  var traceBatches: Int?

  func validate() throws {
    try require(traceBatches, in: 1...100, "--trace-batches")
    if traceBatches != nil, trace == nil {
      throw ValidationError("--trace-batches needs --trace FILE")
    }
  }

  func run() async throws {
    let setup = try TrainingSetup(options)
    if let trace { try requireFolder(of: trace) }
    try await HeadlessTraining(
      setup: setup, options: report, trace: trace.map { ($0, traceBatches ?? 5) }
    ).run()
  }

  /// A trace is written after hours of training, perhaps: better to know now that it cannot be.
  private func requireFolder(of file: String) throws {
    let folder = URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw ShellError("\(file): cannot be written: no such folder, or no right to", .cannotCreate)
    }
  }
}

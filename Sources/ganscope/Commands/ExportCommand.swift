import ArgumentParser
import Foundation
import RunStore
import Session

struct ExportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv
    case jsonl
    case tensorboard
    case png
    case gif
    case safetensors
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the series, samples or weights of a run.",
    discussion: """
      csv has a line a batch; jsonl the objects of 'train --json' and every event; tensorboard \
      a folder for 'tensorboard --logdir'; png the samples of an epoch; gif those of all epochs as \
      an animation. A branch has all from the beginning of the run to its own end.

      safetensors has tensors named by network, layer and purpose, such as generator.3.kernel, and \
      shaped as Keras has them, of the last checkpoint or that of an epoch.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @Option(
    help: """
      csv, jsonl, tensorboard, png, gif or safetensors; needed where the end of the output's name \
      is none of them.
      """)
  var format: Format?

  @Option(help: "The file to write; with tensorboard the folder.")
  var output: String

  @Option(
    help: """
      The name of a branch, or for csv, jsonl and tensorboard 'all'; else the branch that was \
      trained last.
      """)
  var branch: String?

  @Option(help: "png, safetensors: the end of this epoch, 0 for the start; else the last one.")
  var epoch: Int?

  @Option(help: "gif: a frame every so many epochs; else 1.")
  var every: Int?

  @Option(help: "gif: how long a frame is shown, in milliseconds; else 200.")
  var delay: Int?

  @Option(help: "safetensors: generator or discriminator; else both.")
  var network: NetworkRole?

  @Flag(help: "safetensors: the average of the generator's weights, where the run keeps one.")
  var average = false

  @Flag(help: "csv: a line for each of the judge's readings in place of each batch.")
  var readings = false

  /// What `--branch` says for all of them.
  static let allBranches = "all"

  func validate() throws {
    try require(epoch, in: 0...1_000_000_000, "--epoch")
    try require(every, in: 1...1_000_000_000, "--every")
    try require(delay, in: 20...60_000, "--delay")
    try allow("--epoch", if: epoch != nil, only: .png, .safetensors)
    try allow("--every", if: every != nil, only: .gif)
    try allow("--delay", if: delay != nil, only: .gif)
    try allow("--network", if: network != nil, only: .safetensors)
    try allow("--readings", if: readings, only: .csv)
    try allow("--average", if: average, only: .safetensors)
    try allow("--branch all", if: branch == Self.allBranches, only: .csv, .jsonl, .tensorboard)
    if average, network != .generator {
      throw ValidationError(
        "a run keeps an average of the generator's weights only: add --network generator")
    }
  }

  func run() throws {
    let reader = try RunReader(RunCatalogue().existing(name))
    let what =
      switch try chosenFormat() {
      case .csv: try writeCSV(reader)
      case .jsonl: try writeJSONLines(reader)
      case .tensorboard: try writeTensorBoard(reader)
      case .png: try writePicture(reader)
      case .gif: try writeAnimation(reader)
      case .safetensors: try writeWeights(reader)
      }
    try StandardOutput.writeLine("wrote \(what) to \(output)")
  }

  private func chosenFormat() throws -> Format {
    let suffix = URL(filePath: output).pathExtension.lowercased()
    if let format = format ?? Format(rawValue: suffix) { return format }
    let names = Format.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError(
      "the name '\(output)' ends in no format: choose one with --format: \(names)")
  }

  private func allow(_ option: String, if isGiven: Bool, only formats: Format...) throws {
    let format = try chosenFormat()
    guard isGiven, !formats.contains(format) else { return }
    let names = formats.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option) is for \(names), but the format is \(format.rawValue)")
  }
}

extension NetworkRole: ExpressibleByArgument {}

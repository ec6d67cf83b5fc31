import ArgumentParser
import RunStore
import Session
import Tensors
import Training

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Train a run again from its seed and compare the weights.",
    discussion: """
      Every knob is turned at the batch at which it was turned, on every branch. At each checkpoint that \
      the run has ever written, the hash of the weights is compared; nothing is written. The exit \
      code is 65 where anything came out differently, as on a processor with other vector units.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @Option(help: "Only this branch, and of others what leads to it.")
  var branch: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  func validate() throws {
    try require(threads, in: 1...1024, "--threads")
  }

  func run() throws {
    let reader = try RunReader(RunCatalogue().existing(name))
    let setup = try TrainingSetup(
      continuing: reader, lock: nil, branch: branch, epochs: nil, threads: threads)
    let replay = Replay(lines: try reader.lines(), checkpoints: try reader.checkpoints())
    let wanted = try branch.map { try reader.branch(named: $0).number }
    let report = ReplayReport(json: json)
    let outcome = try replay.run(
      wanted, from: setup.makeTrainer { _ in }, found: report.show, batchTrained: report.progress)
    try report.show(outcome)
    guard outcome.isSame else {
      throw ShellError("\(name): \(outcome.difference)\(try kernelHint(reader))", .badData)
    }
  }

  private func kernelHint(_ reader: RunReader) throws -> String {
    let (run, now) = (try reader.overview().record.description.kernels, KernelSet.chosen.name)
    return run == now ? "" : ": it was trained with the kernels \(run), these are \(now)"
  }
}

extension Replay.Outcome {
  /// For example `2 of 5 checkpoints and 12 of 400 batches came out differently`.
  fileprivate var difference: String {
    "\(differentCheckpoints) of \(checkpoints) checkpoints and \(differentBatches) of \(batches) batches "
      + "came out differently"
  }
}

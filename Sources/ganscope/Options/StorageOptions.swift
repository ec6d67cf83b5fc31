import ArgumentParser
import RunStore

/// The options that say how many states of a run are kept on disk.
struct StorageOptions: ParsableArguments {
  @Option(
    name: .customLong("checkpoint-budget"),
    help: "How much room all checkpoints may take, such as 500M or 2G; then they are thinned.")
  var checkpointBudget = ByteCount(bytes: RunSettings.defaultBudget)

  @Option(
    name: .customLong("checkpoint-every"),
    help: "After how many batches checkpoints come besides those at the ends of epochs.")
  var checkpointInterval: Int?

  func validate() throws {
    try require(checkpointInterval, in: 1...1_000_000_000, "--checkpoint-every")
  }
}

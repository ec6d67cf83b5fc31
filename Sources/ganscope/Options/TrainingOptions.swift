import ArgumentParser
import Tensors

/// The options that `watch` and `train` have in common.
struct TrainingOptions: ParsableArguments {
  @Option(help: "A recipe's name, or a file that ends in .toml (see: ganscope recipes).")
  var recipe = "pocket"

  @Option(help: "A data set's name, or a path; the recipe's own if not given.")
  var dataset: String?

  @Option(help: "Which classes to train on: names, or numbers from 0, separated by commas.")
  var classes: String?

  @Option(name: .customLong("data-dir"), help: "Where data sets are looked for first.")
  var dataDirectory: String?

  @Option(help: "How many epochs to train.")
  var epochs: Int?

  @Option(help: "How many images a batch holds.")
  var batch: Int?

  @Option(help: "The number from which all random numbers follow.")
  var seed: UInt64 = 1

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  @Option(help: "To what products round: float32, or the faster and coarser bfloat16.")
  var precision = Precision.float32

  @Option(name: .customLong("generator-rate"), help: "The generator's learning rate.")
  var generatorRate: Double?

  @Option(name: .customLong("discriminator-rate"), help: "The discriminator's learning rate.")
  var discriminatorRate: Double?

  @Option(help: "The rate of the discriminator's dropout layers, 0 to 0.95.")
  var dropout: Double?

  @Option(name: .customLong("run"), help: "The run's name, or a folder for it.")
  var runName: String?

  @Option(help: "Use only the first images of the data set.")
  var limit: Int?

  func validate() throws {
    try require(epochs, in: 1...1_000_000, "--epochs")
    try require(batch, in: 1...65_536, "--batch")
    try require(threads, in: 1...1024, "--threads")
    try require(limit, in: 1...1_000_000_000, "--limit")
    try require(generatorRate, in: 0...10, "--generator-rate")
    try require(discriminatorRate, in: 0...10, "--discriminator-rate")
    try require(dropout, in: 0...0.95, "--dropout")
  }
}

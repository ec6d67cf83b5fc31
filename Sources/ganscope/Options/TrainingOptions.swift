import ArgumentParser
import Tensors

/// The options that `watch` and `train` have in common.
struct TrainingOptions: ParsableArguments {
  /// The recipe that is trained where none is named.
  static let defaultRecipe = "pocket"

  @Option(
    help:
      "A recipe's name, or a file that ends in .toml; pocket if not given (see: ganscope recipes).")
  var recipe: String?

  var recipeName: String { recipe ?? Self.defaultRecipe }

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

  @Flag(name: .customLong("no-judge"), help: "Train no judge that reads the samples.")
  var unjudged = false

  @Flag(
    name: .customLong("pause-on-alarm"), help: "Pause when the numbers say that something is wrong."
  )
  var pausesOnAlarm = false

  @OptionGroup var storage: StorageOptions

  /// Whether they say what or how to train.
  var namesTraining: Bool {
    let words = [recipe, dataset, classes, runName]
    let numbers = [epochs, batch, limit, threads]
    let rates = [generatorRate, discriminatorRate, dropout]
    return words.contains { $0 != nil } || numbers.contains { $0 != nil }
      || rates.contains { $0 != nil }
  }

  /// The options of another run that is begun on the screen.
  ///
  /// How and on how much data is computed stays as it was asked for. What changes a recipe was meant
  /// for the one that it was given with, and the name of the first run is taken.
  func another(recipe: String, dataset: String?, seed: UInt64?) -> TrainingOptions {
    var options = self
    if recipe != recipeName {
      (options.dataset, options.epochs, options.batch) = (nil, nil, nil)
      (options.generatorRate, options.discriminatorRate, options.dropout) = (nil, nil, nil)
    }
    options.recipe = recipe
    options.runName = nil
    if let dataset { options.dataset = dataset }
    if let seed { options.seed = seed }
    return options
  }

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

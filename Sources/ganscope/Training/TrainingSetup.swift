import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Training

/// What the options of a training come to, checked as far as that is possible before any data is
/// loaded and anything is written.
struct TrainingSetup: Sendable {
  let recipe: Recipe
  let dataset: String
  let directory: RunDirectory
  private let catalogue: DatasetCatalogue
  private let limit: Int?
  private let seed: UInt64
  private let precision: Precision
  private let overrides: GANTrainer.Overrides

  init(_ options: TrainingOptions) throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    precision = try options.precision.available()
    recipe = try options.recipeInUse()
    dataset = options.dataset ?? recipe.dataset
    catalogue = try DatasetCatalogue(
      searchPath: DatasetSearchPath(
        dataDirectory: options.dataDirectory, environment: ProcessInfo.processInfo.environment))
    directory = try RunCatalogue().new(options.runName, recipe: recipe.name, dataset: dataset)
    limit = options.limit
    seed = options.seed
    overrides = GANTrainer.Overrides(
      generatorRate: options.generatorRate, discriminatorRate: options.discriminatorRate,
      dropout: options.dropout)
    if let threads = options.threads { Workers.count = threads }
  }

  /// Loads the data and builds the networks.
  func makeTrainer(report: (String) -> Void) throws -> any Trainer {
    report("loading \(dataset)")
    let images = try catalogue.load(dataset, limit: limit)
    report("building \(recipe.name)")
    return try GANTrainer(
      recipe: recipe, dataset: images, seed: seed, runName: directory.name,
      precision: precision, overrides: overrides)
  }

  /// Makes the run's folder, now that all input has proven good, and what keeps the run in it.
  func makeRecorder(
    of run: RunDescription, whenFailing: @escaping @Sendable (RunStoreError) -> Void
  ) throws(RunStoreError) -> RunWriter {
    let writer = RunWriter(
      directory: directory,
      record: RunRecord(
        description: run, recipeText: recipe.text, machine: machineDescription(),
        programVersion: programVersion),
      whenFailing: whenFailing)
    try writer.open()
    return writer
  }
}

extension TrainingOptions {
  /// The recipe with what the options change of it.
  fileprivate func recipeInUse() throws -> Recipe {
    var recipe = try RecipeCatalogue().recipe(recipeName)
    if let batch { recipe = recipe.withBatch(batch) }
    if let epochs { recipe.epochs = epochs }
    return recipe
  }
}

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
    _ = try recipe.summaries()
    dataset = options.datasetInUse(of: recipe)
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
  ///
  /// - Parameter trace: takes the trace of the first batches, if one is wanted.
  func makeTrainer(
    tracedBy trace: TraceWriter? = nil, report: (String) -> Void
  ) throws -> any Trainer {
    report("loading \(dataset)")
    let images = try catalogue.load(dataset, limit: limit)
    report("building \(recipe.name)")
    let trainer = try GANTrainer(
      recipe: recipe, dataset: images, seed: seed, runName: directory.name,
      precision: precision, overrides: overrides)
    guard let trace else { return trainer }
    return TracingTrainer(trainer, writer: trace, program: programVersion)
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
  /// The data set, with the classes that the options choose of it.
  fileprivate func datasetInUse(of recipe: Recipe) -> String {
    let dataset = self.dataset ?? recipe.dataset
    return classes.map { "\(dataset):\($0)" } ?? dataset
  }

  /// The recipe with what the options change of it.
  fileprivate func recipeInUse() throws -> Recipe {
    var recipe = try RecipeCatalogue().recipe(recipeName)
    if let batch { recipe = recipe.withBatch(batch) }
    if let epochs { recipe.epochs = epochs }
    return recipe
  }
}

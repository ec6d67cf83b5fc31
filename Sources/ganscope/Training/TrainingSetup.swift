import Configuration
import Datasets
import Foundation
import GANs
import Networks
import RunStore
import Session
import Tensors
import Training

/// What is to be trained, checked as far as that is possible before any data is loaded and anything is
/// written: a new run as options ask for it, or one on disk that is to go on.
struct TrainingSetup: Sendable {
  /// What there is of a run that is to go on.
  private struct Earlier {
    let record: RunRecord
    let history: RunHistory
    /// The right to train it; nil where it is only to be trained again for comparison.
    let lock: ProcessLock?
  }

  let recipe: Recipe
  let directory: RunDirectory
  private let settings: RunSettings
  private let catalogue: DatasetCatalogue
  private let seed: UInt64
  private let precision: Precision
  private let overrides: GANTrainer.Overrides
  private let earlier: Earlier?

  /// A new run.
  init(_ options: TrainingOptions) throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    precision = try options.precision.available()
    recipe = try options.recipeInUse()
    if options.dropout != nil { try Self.requireDropout(in: recipe) }
    _ = try recipe.summaries()
    catalogue = try Self.catalogue(options.dataDirectory)
    let dataset = options.datasetInUse(of: recipe)
    directory = try RunCatalogue().new(options.runName, recipe: recipe.name, dataset: dataset)
    settings = RunSettings(
      dataset: try catalogue.absolute(dataset), limit: options.limit,
      dataDirectory: options.dataDirectory.map(Self.absolutePath),
      checkpointBudget: options.storage.checkpointBudget.bytes,
      checkpointInterval: options.storage.checkpointInterval, isJudged: !options.unjudged,
      pausesOnAlarm: options.pausesOnAlarm)
    seed = options.seed
    overrides = GANTrainer.Overrides(
      generatorRate: options.generatorRate, discriminatorRate: options.discriminatorRate,
      dropout: options.dropout)
    earlier = nil
    if let threads = options.threads { Workers.count = threads }
  }

  /// A run on disk that is to go on where it ended.
  ///
  /// - Parameters:
  ///   - lock: the right to train it; nil where it is only to be trained again for comparison.
  ///   - branch: the branch on which to go on; nil for the one that was trained last.
  ///   - epochs: how many epochs it is to have; nil for as many as it has.
  init(
    continuing reader: RunReader, lock: ProcessLock?, branch: String?, epochs: Int?, threads: Int?
  ) throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    var record = try reader.overview().record
    let before = record.description.epochs
    record.description.epochs = epochs ?? before
    guard let settings = record.settings else {
      throw ShellError(
        "\(reader.directory.path): an earlier ganscope made this run and kept no checkpoints of it: "
          + "start a new one with 'ganscope train'", .badData)
    }
    (directory, self.settings) = (reader.directory, settings)
    recipe = try Recipe(of: record)
    precision = try record.precision.available()
    catalogue = try Self.catalogue(settings.dataDirectory)
    seed = record.description.seed
    overrides = GANTrainer.Overrides()
    var news: [TrainingEvent.Kind] = [
      .continued(machine: machineDescription(), version: programVersion)
    ]
    if let epochs, epochs != before { news.append(.prolonged(from: before, to: epochs)) }
    earlier = Earlier(
      record: record,
      history: RunHistory(
        lines: try reader.lines(), branch: try reader.branch(named: branch).number, news: news,
        judge: try reader.overview().judge),
      lock: lock)
    if let threads { Workers.count = threads }
  }

  /// What was trained before, where the run is to go on.
  var history: RunHistory? { earlier?.history }

  /// Whether the run is paused when an alarm is raised.
  var pausesOnAlarm: Bool { settings.pausesOnAlarm ?? false }

  /// After how many batches checkpoints come besides those at the ends of epochs, or nil for none.
  var checkpointInterval: Int? { settings.checkpointInterval }

  /// Loads the data and builds the networks as they are before the first batch.
  ///
  /// - Parameter trace: takes the trace of the first batches, if one is wanted.
  func makeTrainer(
    tracedBy trace: TraceWriter? = nil, report: (String) -> Void
  ) throws -> any Trainer {
    report("loading \(settings.dataset)")
    let images = try catalogue.load(settings.dataset, limit: settings.limit)
    report("building \(recipe.name)")
    var trainer = try GANTrainer(
      recipe: recipe, dataset: images, seed: seed, runName: directory.name,
      precision: precision, overrides: overrides, judge: judge(of: images))
    if let record = earlier?.record {
      try requireSameImages(trainer.run, as: record.description)
      _ = trainer.turn(to: record.description.knobs)
    }
    guard let trace else { return trainer }
    return TracingTrainer(trainer, writer: trace, program: programVersion)
  }

  /// Who is to read the samples; nobody where the run is only trained again for comparison.
  private func judge(of images: ImageDataset) -> JudgeSource? {
    guard settings.isJudged != false, earlier == nil || earlier?.lock != nil else { return nil }
    let cache = JudgeCache(folder: UserFolders().cache + "/judges")
    return JudgeSource(cache: cache) { [settings, catalogue] in
      try JudgeMaterial(of: settings.dataset, images: images, in: catalogue)
    }
  }

  /// Makes or opens the run's folder, now that all input has proven good, and what keeps the run in it.
  func makeRecorder(
    of run: RunDescription, whenStorageChanges: @escaping @Sendable (RunStoreError?) -> Void
  ) throws(RunStoreError) -> RunWriter {
    let writer: RunWriter
    if let earlier {
      guard let lock = earlier.lock else {
        preconditionFailure("a run that is only compared is not written")
      }
      writer = RunWriter(
        continuing: directory, lines: earlier.history.lines, branch: earlier.history.branch,
        record: earlier.record, lock: lock,
        whenStorageChanges: whenStorageChanges)
    } else {
      writer = RunWriter(
        directory: directory,
        record: RunRecord(
          description: run, recipeText: recipe.text, settings: settings,
          machine: machineDescription(), programVersion: programVersion),
        whenStorageChanges: whenStorageChanges)
    }
    try writer.open()
    return writer
  }

  private func requireSameImages(
    _ run: RunDescription, as earlier: RunDescription
  ) throws(ShellError) {
    guard run.imagesSHA256 != earlier.imagesSHA256 else { return }
    throw ShellError(
      "\(settings.dataset): these are not the images that the run \(directory.name) was trained on: "
        + "they have changed since", .badData)
  }

  private static func requireDropout(in recipe: Recipe) throws(ShellError) {
    guard !recipe.discriminator.layers.contains(where: { $0 is Dropout.Description }) else {
      return
    }
    throw ShellError(
      "--dropout: the discriminator of the recipe \(recipe.name) has no dropout layers: leave it out",
      .usage)
  }

  private static func catalogue(_ dataDirectory: String?) throws -> DatasetCatalogue {
    try DatasetCatalogue(
      searchPath: DatasetSearchPath(
        dataDirectory: dataDirectory, environment: ProcessInfo.processInfo.environment))
  }

  private static func absolutePath(_ path: String) -> String {
    URL(filePath: path).absoluteURL.path(percentEncoded: false)
  }
}

extension Recipe {
  /// The recipe of a run on disk, with what options had changed of it.
  init(of record: RunRecord) throws {
    let description = record.description
    self = try Recipe(
      toml: record.recipeText, name: description.recipe,
      file: "the recipe of \(description.run)")
    if batch != description.batchSize { self = withBatch(description.batchSize) }
    epochs = description.epochs
  }
}

extension RunRecord {
  /// To what products of the run round their operands.
  fileprivate var precision: Precision {
    description.precision.flatMap(Precision.init(rawValue:)) ?? .float32
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

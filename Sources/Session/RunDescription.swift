/// What does not change during a run.
package struct RunDescription: Sendable, Hashable, Codable {
  package var run: String
  package var recipe: String
  package var dataset: String
  package var imageCount: Int
  /// The SHA-256 of the images, by which a data set that has changed is noticed; nil in the description
  /// of a run that is older than checkpoints.
  package var imagesSHA256: String?
  package var format: ImageFormat
  package var epochs: Int
  package var batchSize: Int
  package var batchesPerEpoch: Int
  package var seed: UInt64
  package var threads: Int
  /// The kernels in use, for example `avx512`.
  package var kernels: String
  /// To which products round their operands, for example `bfloat16`; nil in the description of a run
  /// that is older than the choice, which did not round them.
  package var precision: String?
  package var generatorParameters: Int
  package var discriminatorParameters: Int
  /// The settings with which the run began.
  package var knobs: Knobs

  package init(
    run: String, recipe: String, dataset: String, imageCount: Int, imagesSHA256: String? = nil,
    format: ImageFormat, epochs: Int, batchSize: Int, batchesPerEpoch: Int, seed: UInt64,
    threads: Int, kernels: String, precision: String? = nil, generatorParameters: Int,
    discriminatorParameters: Int, knobs: Knobs
  ) {
    self.run = run
    self.recipe = recipe
    self.dataset = dataset
    self.imageCount = imageCount
    self.imagesSHA256 = imagesSHA256
    self.format = format
    self.epochs = epochs
    self.batchSize = batchSize
    self.batchesPerEpoch = batchesPerEpoch
    self.seed = seed
    self.threads = threads
    self.kernels = kernels
    self.precision = precision
    self.generatorParameters = generatorParameters
    self.discriminatorParameters = discriminatorParameters
    self.knobs = knobs
  }
}

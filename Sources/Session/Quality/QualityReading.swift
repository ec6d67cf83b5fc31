/// What the judge of a run's data set finds in images that the generator made at one moment.
///
/// All values are numbers of the judge's features unless they say otherwise, so readings compare only
/// where the judge is the same.
package struct QualityReading: Sendable, Hashable, Codable {
  /// Where the images come from.
  package enum Source: String, Sendable, Hashable, Codable, CaseIterable {
    /// The images that the discriminator was shown in the last batches.
    case training
    /// Images that the generator makes, in inference mode, of latent vectors that are the same for every
    /// reading of a run.
    case generator
    /// The same latent vectors through the average of the generator's weights.
    case average
  }

  /// The epoch and the batch within the run after which it was taken; 0 before the first batch.
  package var epoch: Int
  package var step: Int
  package var source: Source
  /// How many images were judged.
  package var count: Int

  /// The Fréchet distance to the real images, and what as many real images get on average.
  package var distance: Double
  package var floor: Double
  /// The distance as a share of the trace of the real images' covariance, 1 being all of it.
  package var distanceShare: Double
  /// How many images the judge takes for each class; empty where the judge knows no classes.
  package var classCounts: [Int]
  /// The divergence of that histogram from the real one, Σ p ln(p / q), in nats; 0 is best.
  package var classDivergence: Double?
  /// exp of the mean divergence of an image's classes from those of all, from 1 to the number of classes.
  package var classifierScore: Double?
  /// The share of generated images that lie among real ones, that of real ones that lie among generated
  /// ones, and that of real ones with a generated one near, each from 0 to 1 (k = 3); nil where they were
  /// not taken.
  package var precision: Double?
  package var recall: Double?
  package var coverage: Double?
  /// The squared kernel distance, where somebody asked for it.
  package var kernelDistance: Double?

  /// The standard deviation of a pixel over the images, as a mean of all pixels, in shares of the range
  /// from black to white; and the mean Euclidean distance of two images, in the same unit.
  package var pixelDeviation: Double
  package var pairwiseDistance: Double
  /// The share of generated images that are nearer to an image of the training than real images are to
  /// each other; nil where it was not taken.
  package var nearCopies: Double?
  /// The share of pixels within a hundredth of the range of its ends.
  package var saturatedPixels: Double
  /// The energy at the highest frequency of rows and columns over that of real images.
  package var checkerboard: Double

  /// How far the discriminator's estimates are from the shares of real images, 0 to 1: the expected
  /// calibration error over its last batches; nil where its loss gives no probabilities.
  package var calibrationError: Double?
  /// The mean logit of images of the training less that of real images that were held out; nil where there
  /// are none.
  package var heldOutGap: Double?

  package init(
    epoch: Int, step: Int, source: Source, count: Int, distance: Double, floor: Double,
    distanceShare: Double, classCounts: [Int] = [], classDivergence: Double? = nil,
    classifierScore: Double? = nil, precision: Double? = nil, recall: Double? = nil,
    coverage: Double? = nil, kernelDistance: Double? = nil, pixelDeviation: Double,
    pairwiseDistance: Double, nearCopies: Double? = nil, saturatedPixels: Double,
    checkerboard: Double, calibrationError: Double? = nil, heldOutGap: Double? = nil
  ) {
    self.epoch = epoch
    self.step = step
    self.source = source
    self.count = count
    self.distance = distance
    self.floor = floor
    self.distanceShare = distanceShare
    self.classCounts = classCounts
    self.classDivergence = classDivergence
    self.classifierScore = classifierScore
    self.precision = precision
    self.recall = recall
    self.coverage = coverage
    self.kernelDistance = kernelDistance
    self.pixelDeviation = pixelDeviation
    self.pairwiseDistance = pairwiseDistance
    self.nearCopies = nearCopies
    self.saturatedPixels = saturatedPixels
    self.checkerboard = checkerboard
    self.calibrationError = calibrationError
    self.heldOutGap = heldOutGap
  }
}

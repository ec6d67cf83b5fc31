package import Datasets
package import Session
package import Tensors

/// The real images beside which generated ones are read, as every metric needs them.
package struct QualityReference: Sendable {
  /// How many real images stand for all of them where each is compared with each.
  package static let sampleCount = 1_000
  /// How many are enough for what their pixels show.
  private static let pixelSampleCount = 5_000

  /// Of all real images.
  package let moments: FeatureMoments
  package let frechet: FrechetDistance
  /// Of all; nil where the judge knows no classes.
  package let classes: ClassHistogram?
  /// Of a sample; half of the images where there are fewer than twice as many.
  package let neighbours: NeighbourhoodReference
  /// The features of that sample, `[images, features]`.
  package let sample: Tensor
  /// Of another sample.
  package let pixels: PixelStatistics
  package let copies: NearCopies
  /// What real images themselves get.
  package let description: JudgeDescription.Reference

  /// - Parameters:
  ///   - opinions: on all images of the data set, in their order.
  ///   - dataset: what the run's images are drawn from.
  ///   - training: the features of the run's own images. Where they are fewer, they are the first of the
  ///     data set, and the others tell what is usual between real images.
  package init(opinions: JudgeOpinions, of dataset: ImageDataset, training: Tensor) {
    precondition(opinions.count == dataset.count, "one opinion for each image")
    let order = Self.order(of: dataset.count)
    let half = min(Self.sampleCount, dataset.count / 2)
    let features = opinions.features
    moments = FeatureMoments(features)
    frechet = FrechetDistance(to: moments)
    classes = opinions.probabilities.map { ClassHistogram(probabilities: $0) }
    sample = features.samples(at: Array(order.prefix(half)))
    neighbours = NeighbourhoodReference(features: sample)
    pixels = Self.pixels(of: dataset, at: order.prefix(Self.pixelSampleCount))
    copies = Self.copies(of: training, among: features, order: order)
    let overlap = neighbours.overlap(
      with: features.samples(at: Array(order.dropFirst(half).prefix(half))))
    description = JudgeDescription.Reference(
      count: dataset.count, trace: frechet.trace, classShares: classes?.shares ?? [],
      classifierScore: opinions.probabilities.flatMap { ClassifierScore(probabilities: $0)?.value },
      precision: overlap.precision, recall: overlap.recall, coverage: overlap.coverage,
      pixelDeviation: pixels.diversity.deviation,
      pairwiseDistance: pixels.diversity.pairwiseDistance, saturatedPixels: pixels.saturation.share)
  }

  /// A random order that is the same for every run.
  private static func order(of count: Int) -> [Int] {
    var random = RandomStream(seed: 0, purpose: .order, part: "quality")
    return permutation(count: count, using: &random)
  }

  private static func pixels(
    of dataset: ImageDataset, at places: some Sequence<Int>
  ) -> PixelStatistics {
    var pixels = PixelStatistics(imageShape: dataset.imageShape)
    let size = dataset.imageSize
    for place in places {
      pixels.add(Array(dataset.pixels[place * size..<(place + 1) * size]))
    }
    return pixels
  }

  private static func copies(
    of training: Tensor, among features: Tensor, order: [Int]
  ) -> NearCopies {
    let others = order.filter { $0 >= training.shape[0] }.prefix(NearCopies.calibratedImages)
    guard !others.isEmpty else { return NearCopies(of: training) }
    return NearCopies(of: training, besides: features.samples(at: Array(others)))
  }
}

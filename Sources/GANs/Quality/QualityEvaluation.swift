package import Session
internal import Tensors

/// Puts all metrics of some generated images together.
package struct QualityEvaluation: Sendable {
  /// The metrics that compare each image with each, which a reading may go without.
  package struct Comparisons: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// Precision, recall and coverage.
    package static let neighbourhoods = Comparisons(rawValue: 1)
    /// The share of near copies.
    package static let copies = Comparisons(rawValue: 2)
    /// The kernel distance.
    package static let kernel = Comparisons(rawValue: 4)
    package static let all: Comparisons = [.neighbourhoods, .copies, .kernel]
  }

  /// When a reading is taken, and of what.
  package struct Occasion: Sendable, Hashable {
    package var epoch: Int
    package var step: Int
    package var source: QualityReading.Source

    package init(epoch: Int, step: Int, source: QualityReading.Source) {
      (self.epoch, self.step, self.source) = (epoch, step, source)
    }
  }

  private let reference: QualityReference

  package init(_ reference: QualityReference) {
    self.reference = reference
  }

  /// What the metrics find.
  ///
  /// - Parameters:
  ///   - opinions: the judge's, on all images.
  ///   - pixels: of the same images.
  ///   - floor: the Fréchet distance that as many real images get.
  /// - Returns: nil where there are no images or their distance is no finite number, as a reading has to
  ///   be one that can be stored.
  package func reading(
    of opinions: JudgeOpinions, pixels: PixelStatistics, at occasion: Occasion, floor: Double,
    comparing comparisons: Comparisons
  ) -> QualityReading? {
    let distance = reference.frechet.distance(of: FeatureMoments(opinions.features))
    guard distance.isFinite else { return nil }
    var reading = QualityReading(
      epoch: occasion.epoch, step: occasion.step, source: occasion.source, count: opinions.count,
      distance: distance, floor: floor, distanceShare: share(of: distance),
      pixelDeviation: pixels.diversity.deviation,
      pairwiseDistance: pixels.diversity.pairwiseDistance,
      saturatedPixels: pixels.saturation.share,
      checkerboard: pixels.checkerboard.ratio(to: reference.pixels.checkerboard))
    addClasses(of: opinions, to: &reading)
    compare(opinions, comparisons, &reading)
    return reading
  }

  /// Beside real images without any spread, every distance is all of it.
  private func share(of distance: Double) -> Double {
    let trace = reference.frechet.trace
    return trace > Self.leastSpread ? distance / trace : distance > Self.leastSpread ? 1 : 0
  }

  /// What sums of equal features differ by is rounding.
  private static let leastSpread = 1e-6

  private func addClasses(of opinions: JudgeOpinions, to reading: inout QualityReading) {
    guard let probabilities = opinions.probabilities, let real = reference.classes else { return }
    let histogram = ClassHistogram(probabilities: probabilities)
    reading.classCounts = histogram.counts
    reading.classDivergence = histogram.divergence(from: real)
    reading.classifierScore = ClassifierScore(probabilities: probabilities)?.value
  }

  private func compare(
    _ opinions: JudgeOpinions, _ comparisons: Comparisons, _ reading: inout QualityReading
  ) {
    if comparisons.contains(.neighbourhoods), reference.neighbours.count > 0 {
      let overlap = reference.neighbours.overlap(with: opinions.features)
      reading.precision = overlap.precision
      reading.recall = overlap.recall
      reading.coverage = overlap.coverage
    }
    if comparisons.contains(.copies) {
      reading.nearCopies = reference.copies.share(of: opinions.features)
    }
    if comparisons.contains(.kernel) {
      reading.kernelDistance =
        KernelDistance(
          between: opinions.features, and: reference.sample,
          variance: reference.frechet.trace / Double(reference.moments.featureCount))?.value
    }
  }
}

import Datasets
import Networks
import Tensors
import Testing

@testable import GANs

/// Every metric beside NumPy's and SciPy's.
struct GoldenQualityTests {
  private let golden: GoldenQuality

  init() throws {
    golden = try GoldenQuality.read()
  }

  /// Whether a number is within 1e-4 of another one.
  private func isNear(_ found: Double?, _ expected: Double?) -> Bool {
    guard let found, let expected else { return found == nil && expected == nil }
    return abs(found - expected) <= 1e-4 * abs(expected)
  }

  private func areNear(_ found: [Double], _ expected: [Double]) -> Bool {
    guard found.count == expected.count else { return false }
    let greatest = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-4 * greatest }
  }

  @Test func `moments are NumPy's`() {
    for example in golden.features {
      let moments = FeatureMoments(example.generated)
      #expect(moments.count == example.rows)
      #expect(areNear(moments.mean, example.mean))
      #expect(isNear(FeatureMoments(example.real).trace, example.trace))
      guard let covariance = example.covariance else { continue }
      #expect(areNear(moments.covariance.scalars, covariance))
    }
  }

  @Test func `eigenvalues of covariances are NumPy's`() throws {
    for example in golden.features {
      let covariance = FeatureMoments(example.generated).covariance
      let found = try #require(SymmetricEigenvalues(of: covariance))
      #expect(areNear(found.values.sorted(), example.eigenvalues))
    }
  }

  @Test func `the Fréchet distance is that by SciPy's root of a matrix`() {
    for example in golden.features {
      let frechet = FrechetDistance(to: FeatureMoments(example.real))
      #expect(isNear(frechet.distance(of: FeatureMoments(example.generated)), example.frechet))
      #expect(isNear(frechet.trace, example.trace))
    }
  }

  @Test func `precision, recall and coverage are those by SciPy's distances`() {
    for example in golden.features {
      guard let expected = example.neighbourhoods else { continue }
      let found = NeighbourhoodReference(features: example.real).overlap(with: example.generated)
      #expect(isNear(found.precision, expected.precision))
      #expect(isNear(found.recall, expected.recall))
      #expect(isNear(found.coverage, expected.coverage))
    }
  }

  @Test func `the kernel distance is NumPy's, block by block`() {
    for example in golden.features {
      let variance = FeatureMoments(example.real).trace / Double(example.columns)
      let found = KernelDistance(
        between: example.generated, and: example.real, variance: variance)
      #expect(isNear(found?.value, example.kernel.value))
      #expect(isNear(found?.deviation, example.kernel.deviation))
    }
  }

  @Test func `distances to the nearest features are SciPy's`() {
    for example in golden.features {
      let copies = NearCopies(of: example.real)
      let found = copies.distances(of: example.generated)
      #expect(areNear(Array(found.prefix(example.nearest.count)), example.nearest))
      guard let usual = example.usualDistance else { continue }
      #expect(isNear(copies.usualDistance, usual))
    }
  }

  @Test func `the norm of gradients is NumPy's`() {
    for example in golden.features {
      let gradients = NetworkGradients(parameters: [example.real, example.generated])
      #expect(isNear(gradients.norm, example.norm))
    }
  }

  @Test func `histograms of classes, their divergence and the classifier score are SciPy's`() {
    for example in golden.classes {
      let histogram = ClassHistogram(probabilities: example.probabilities)
      #expect(histogram.counts == example.counts)
      let divergence = histogram.divergence(from: ClassHistogram(probabilities: example.real))
      #expect(isNear(divergence, example.divergence))
      #expect(isNear(ClassifierScore(probabilities: example.probabilities)?.value, example.score))
    }
  }

  @Test func `what pixels show is NumPy's and SciPy's`() {
    for example in golden.pixels {
      var found = PixelStatistics(imageShape: example.imageShape)
      // In two parts, as batches come.
      let images = example.images
      let first = example.count / 3 * example.imageShape.count
      found.add(Array(images[..<first]))
      found.add(Array(images[first...]))
      #expect(found.count == example.count)
      #expect(isNear(found.diversity.deviation, example.deviation))
      #expect(isNear(found.diversity.pairwiseDistance, example.pairwise))
      #expect(isNear(found.saturation.share, example.saturated))
      #expect(isNear(found.checkerboard.energy, example.checkerboard))
    }
  }

  @Test func `the nearest images are SciPy's`() {
    for example in golden.pixels {
      let dataset = ImageDataset(
        name: "golden", pixels: example.others, width: example.shape[1],
        height: example.shape[0], channels: example.shape[2])
      let found = NearestImages(in: dataset).nearest(to: example.images)
      #expect(found.map(\.index) == example.nearest)
      #expect(areNear(found.map(\.distance), example.distances))
    }
  }

  @Test func `the calibration error is NumPy's`() {
    for example in golden.calibration {
      var calibration = DiscriminatorCalibration()
      for (value, isReal) in example.estimates { calibration.add([value], areReal: isReal) }
      #expect(isNear(calibration.error, example.error))
    }
  }
}

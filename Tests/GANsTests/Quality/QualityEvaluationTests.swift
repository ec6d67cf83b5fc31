import Datasets
import Foundation
import Session
import Tensors
import Testing

@testable import GANs

struct QualityEvaluationTests {
  private static let imageShape: Shape = [4, 4, 1]
  private static let occasion = QualityEvaluation.Occasion(
    epoch: 2, step: 30, source: .generator)

  private static func dataset(_ count: Int, seed: UInt32 = 1) -> ImageDataset {
    ImageDataset(
      name: "golden", pixels: GoldenStream.pixels(seed: seed, count: count, [4, 4, 1]), width: 4,
      height: 4, channels: 1)
  }

  private static func opinions(_ count: Int, seed: UInt32 = 1, shift: Double = 0) -> JudgeOpinions {
    JudgeOpinions(
      features: GoldenStream.features(seed: seed, rows: count, 5, shift: shift),
      probabilities: GoldenStream.probabilities(seed: seed, rows: count, 3))
  }

  private static func reference(_ count: Int) -> QualityReference {
    let opinions = opinions(count)
    return QualityReference(opinions: opinions, of: dataset(count), training: opinions.features)
  }

  private static func reading(
    of opinions: JudgeOpinions, beside reference: QualityReference,
    comparing comparisons: QualityEvaluation.Comparisons = .all
  ) -> QualityReading? {
    var pixels = PixelStatistics(imageShape: imageShape)
    pixels.add(dataset(opinions.count, seed: 2).pixels)
    return QualityEvaluation(reference).reading(
      of: opinions, pixels: pixels, at: occasion, floor: 0.5, comparing: comparisons)
  }

  @Test func `a reading holds what each metric finds`() throws {
    let (reference, opinions) = (Self.reference(100), Self.opinions(80, seed: 2, shift: 1))
    let reading = try #require(Self.reading(of: opinions, beside: reference))
    #expect(reading.epoch == 2 && reading.step == 30 && reading.source == .generator)
    #expect(reading.count == 80)
    let distance = reference.frechet.distance(of: FeatureMoments(opinions.features))
    #expect(reading.distance == distance && distance > 0)
    #expect(reading.distanceShare == distance / reference.description.trace)
    #expect(reading.floor == 0.5)
    #expect(reading.classCounts.reduce(0, +) == 80)
    let overlap = reference.neighbours.overlap(with: opinions.features)
    #expect(reading.precision == overlap.precision && reading.coverage == overlap.coverage)
    #expect(reading.recall == overlap.recall)
    #expect(reading.nearCopies == reference.copies.share(of: opinions.features))
    #expect(reading.kernelDistance != nil)
    #expect(reading.classifierScore ?? 0 > 1 && reading.classDivergence ?? -1 >= 0)
    #expect(reading.checkerboard > 0.5 && reading.checkerboard < 2)
  }

  @Test func `what is not compared is not there`() throws {
    let reading = try #require(
      Self.reading(of: Self.opinions(20), beside: Self.reference(40), comparing: []))
    #expect(reading.precision == nil && reading.recall == nil && reading.coverage == nil)
    #expect(reading.nearCopies == nil && reading.kernelDistance == nil)
  }

  @Test func `a judge without classes says nothing of classes`() throws {
    let features = Self.opinions(20).features
    let blind = JudgeOpinions(features: features, probabilities: nil)
    let reference = QualityReference(opinions: blind, of: Self.dataset(20), training: features)
    #expect(reference.description.classShares.isEmpty)
    #expect(reference.description.classifierScore == nil)
    let reading = try #require(Self.reading(of: blind, beside: reference))
    #expect(reading.classCounts.isEmpty)
    #expect(reading.classDivergence == nil && reading.classifierScore == nil)
  }

  @Test func `real images get what real images get`() {
    let description = Self.reference(400).description
    #expect(description.count == 400)
    #expect(description.precision > 0.7 && description.recall > 0.7)
    #expect(description.coverage > 0.7)
    #expect(abs(description.classShares.reduce(0, +) - 1) < 1e-12)
    #expect(description.trace > 0 && description.pixelDeviation > 0)
    #expect(description.pairwiseDistance > 0 && description.saturatedPixels > 0)
  }

  @Test func `where the run has some of the images alone, the others tell what is usual`() {
    let opinions = Self.opinions(60)
    let training = opinions.features.samples(0..<10)
    let some = QualityReference(opinions: opinions, of: Self.dataset(60), training: training)
    let others = opinions.features.samples(10..<60)
    #expect(
      some.copies.usualDistance == NearCopies(of: training, besides: others).usualDistance)
    #expect(some.copies.usualDistance != Self.reference(60).copies.usualDistance)
  }

  @Test(arguments: [0, 1, 2, 3])
  func `readings of few images beside few can be stored`(count: Int) throws {
    let reference = Self.reference(count)
    for images in 0...3 {
      let reading = Self.reading(of: Self.opinions(images, seed: 9), beside: reference)
      #expect((reading == nil) == (images == 0))
      // JSON has no number that is not finite, so encoding one throws.
      _ = try JSONEncoder().encode(reading)
    }
    _ = try JSONEncoder().encode(reference.description)
  }

  @Test(arguments: [Float.nan, .infinity])
  func `there is no reading of features that are no finite numbers`(scalar: Float) {
    var opinions = Self.opinions(10)
    var scalars = opinions.features.scalars
    scalars[0] = scalar
    opinions.features = Tensor(opinions.features.shape, scalars: scalars)
    #expect(Self.reading(of: opinions, beside: Self.reference(40)) == nil)
  }

  @Test func `a collapsed generator's reading can be stored`() throws {
    let one = Self.opinions(1)
    let collapsed = JudgeOpinions(joining: [JudgeOpinions](repeating: one, count: 20))
    for reference in [Self.reference(40), Self.reference(1)] {
      let reading = try #require(Self.reading(of: collapsed, beside: reference))
      _ = try JSONEncoder().encode(reading)
      #expect(reading.classCounts.filter { $0 > 0 } == [20])
      #expect(abs((reading.classifierScore ?? 0) - 1) < 1e-6)
    }
  }
}

import Datasets
import Tensors
import Testing

@testable import GANs

/// What metrics say of what a generator should never make, and sometimes does.
struct DegenerateQualityTests {
  private let real = GoldenStream.features(seed: 1, rows: 30, 4, shift: 0)

  private func equal(_ count: Int) -> Tensor {
    Tensor([count, 4], scalars: (0..<count).flatMap { _ in [1, 2, 3, 4] as [Float] })
  }

  private func broken(_ scalar: Float) -> Tensor {
    var scalars = real.scalars
    scalars[5] = scalar
    return Tensor(real.shape, scalars: scalars)
  }

  @Test func `equal images are at the distance of their one mean and the real spread`() {
    let moments = FeatureMoments(real)
    let frechet = FrechetDistance(to: moments)
    let shift = zip(moments.mean, [1, 2, 3, 4]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    for count in [1, 20] {
      let found = frechet.distance(of: FeatureMoments(equal(count)))
      #expect(abs(found - shift - moments.trace) < 1e-9)
    }
  }

  @Test func `real images are at no distance from themselves`() {
    let moments = FeatureMoments(real)
    #expect(FrechetDistance(to: moments).distance(of: moments) < 1e-9)
    // Of equal images every term is 0.
    let same = FeatureMoments(equal(5))
    #expect(FrechetDistance(to: same).distance(of: same) == 0)
  }

  @Test(arguments: [Float.nan, .infinity])
  func `features that are no finite numbers have no distance`(scalar: Float) {
    let frechet = FrechetDistance(to: FeatureMoments(real))
    #expect(!frechet.distance(of: FeatureMoments(broken(scalar))).isFinite)
    #expect(!frechet.distance(of: FeatureMoments(featureCount: 4)).isFinite)
    let unreal = FrechetDistance(to: FeatureMoments(broken(scalar)))
    #expect(!unreal.distance(of: FeatureMoments(real)).isFinite)
    #expect(KernelDistance(between: broken(scalar), and: real, variance: 1)?.value == nil)
  }

  @Test func `an image with a broken feature lies nowhere, and the others where they do`() {
    let reference = NeighbourhoodReference(features: real)
    let whole = reference.overlap(with: real)
    #expect(whole == NeighbourhoodOverlap(precision: 1, recall: 1, coverage: 1))
    let overlap = reference.overlap(with: broken(.nan))
    #expect(overlap.precision == 29.0 / 30)
    let unreal = NeighbourhoodReference(features: broken(.infinity))
    #expect(unreal.overlap(with: real).recall == 29.0 / 30)
    #expect(NearCopies(of: real).distances(of: broken(.nan))[1] == .infinity)
  }

  @Test func `few images have the neighbourhoods that they can have`() {
    let reference = NeighbourhoodReference(features: real)
    let none = NeighbourhoodOverlap(precision: 0, recall: 0, coverage: 0)
    #expect(reference.overlap(with: Tensor(zeros: [0, 4])) == none)
    let empty = NeighbourhoodReference(features: Tensor(zeros: [0, 4]))
    #expect(empty.overlap(with: real) == none)
    // One image is all of its neighbourhood, so nothing but a copy is within.
    let one = NeighbourhoodReference(features: real.samples(0..<1))
    #expect(one.overlap(with: real.samples(1..<2)).precision == 0)
    let copy = NeighbourhoodOverlap(precision: 1, recall: 1, coverage: 1)
    #expect(one.overlap(with: real.samples(0..<1)) == copy)
    // Two have each other alone.
    #expect(NeighbourhoodReference(features: real.samples(0..<2)).overlap(with: real).recall == 1)
  }

  @Test func `a collapsed generator has precision and neither recall nor coverage`() {
    let collapsed = Tensor(joining: (0..<30).map { _ in real.samples(4..<5) })
    let overlap = NeighbourhoodReference(features: real).overlap(with: collapsed)
    #expect(overlap.precision == 1)
    #expect(overlap.recall == 1.0 / 30)
    #expect(overlap.coverage < 0.5)
  }

  @Test func `too few images have no kernel distance`() {
    #expect(KernelDistance(between: real.samples(0..<1), and: real, variance: 1)?.value == nil)
    #expect(KernelDistance(between: real, and: real, variance: 0)?.value == nil)
    #expect(KernelDistance(between: real, and: real, variance: .nan)?.value == nil)
  }

  @Test func `copies need a measure`() throws {
    #expect(NearCopies(of: Tensor(zeros: [0, 4])).share(of: real) == nil)
    #expect(NearCopies(of: real.samples(0..<1)).share(of: real) == nil)
    #expect(NearCopies(of: equal(5)).share(of: real) == nil)
    #expect(NearCopies(of: real).share(of: Tensor(zeros: [0, 4])) == nil)
    #expect(NearCopies(of: real).share(of: real) == 1)
    var far = real
    far.addToRows(Tensor(repeating: 1_000, shape: [4]))
    #expect(NearCopies(of: real).share(of: far) == 0)
    // Other real images at a distance of 1,000 make what is at 100 a copy.
    let calibrated = NearCopies(of: real, besides: far)
    let usual = try #require(calibrated.usualDistance)
    #expect(usual > 1_900 && usual < 2_000)
    var between = real
    between.addToRows(Tensor(repeating: 100, shape: [4]))
    #expect(calibrated.share(of: between) == 1)
  }

  @Test func `classes that real images lack count as half an image's`() throws {
    let generated = ClassHistogram(counts: [50, 50, 0])
    let real = ClassHistogram(counts: [100, 0, 100])
    // ½ ln(½ / ½) + ½ ln(½ / (½ / 200))
    let divergence = try #require(generated.divergence(from: real))
    #expect(abs(divergence - 0.5 * 5.298317366548036) < 1e-12)
    #expect(generated.presentClasses == [0, 1])
    #expect(real.divergence(from: real) == 0)
    let none = ClassHistogram(counts: [0, 0, 0])
    #expect(none.divergence(from: real) == nil)
    #expect(real.divergence(from: none) == nil)
    #expect(none.presentClasses == [])
    #expect(none.shares == [0, 0, 0])
  }

  @Test func `images without probabilities have no class`() {
    let nan = Float.nan
    let probabilities = Tensor([3, 2], scalars: [nan, 1, 0.5, 0.5, 0.25, 0.75])
    #expect(ClassHistogram(probabilities: probabilities).counts == [1, 1])
    let broken = Tensor([1, 2], scalars: [nan, nan])
    #expect(ClassHistogram(probabilities: broken).total == 0)
    #expect(ClassifierScore(probabilities: broken)?.value == nil)
    #expect(ClassifierScore(probabilities: Tensor(zeros: [0, 2]))?.value == nil)
  }

  @Test func `the classifier score reaches from one class to all of them`() throws {
    let one = Tensor([2, 3], scalars: [0, 1, 0, 0, 1, 0])
    #expect(ClassifierScore(probabilities: one)?.value == 1)
    let all = Tensor([3, 3], scalars: [0, 1, 0, 1, 0, 0, 0, 0, 1])
    let score = try #require(ClassifierScore(probabilities: all)?.value)
    #expect(abs(score - 3) < 1e-12)
  }

  @Test func `pixels of few or equal images do not differ`() {
    var none = PixelStatistics(imageShape: [2, 2, 1])
    #expect(none.diversity.deviation == 0 && none.diversity.pairwiseDistance == 0)
    #expect(none.saturation.share == 0 && none.checkerboard.energy == 0)
    #expect(none.checkerboard.ratio(to: none.checkerboard) == 1)
    none.add([7, 8, 9, 250])
    #expect(none.diversity.deviation == 0 && none.diversity.pairwiseDistance == 0)
    for _ in 0..<3 { none.add([7, 8, 9, 250]) }
    #expect(none.diversity.deviation < 1e-9)
    #expect(none.diversity.pairwiseDistance == 0)
  }

  @Test func `a checkerboard has all its energy at the highest frequency, and a surface none`() {
    func energy(_ shape: Shape, _ pixels: [UInt8]) -> CheckerboardEnergy {
      var energy = CheckerboardEnergy(imageShape: shape)
      energy.add(pixels)
      return energy
    }
    let board = energy([2, 2, 1], [0, 255, 255, 0])
    let surface = energy([2, 2, 1], [200, 200, 200, 200])
    // Each column has (±1)² / 2, and so has each row.
    #expect(abs(board.energy - 1) < 1e-12)
    #expect(surface.energy == 0)
    #expect(board.ratio(to: surface) > 1_000)
    #expect(board.ratio(to: surface).isFinite)
    // Of an odd number the last one is left out, and one alone has no frequency.
    #expect(energy([3, 3, 1], [9, 9, 0, 9, 9, 0, 0, 0, 0]).energy < 1e-2)
    #expect(energy([1, 1, 3], [9, 90, 200]).energy == 0)
  }

  @Test func `black and white are the hundredths at the ends`() {
    var saturation = SaturatedPixels()
    saturation.add([0, 2, 3, 128, 252, 253, 255, 100])
    #expect(saturation.share == 0.5)
  }

  @Test func `only probabilities are calibrated`() {
    var calibration = DiscriminatorCalibration()
    #expect(calibration.error == nil)
    calibration.add([.nan, -1, 2, .infinity], areReal: true)
    #expect(calibration.error == nil)
    calibration.add([1, 1], areReal: true)
    calibration.add([0], areReal: false)
    #expect(calibration.error == 0)
    calibration.add([1], areReal: false)
    #expect(calibration.error == 0.25)
  }

  @Test func `a data set without images has no nearest one`() {
    let empty = ImageDataset(name: "none", pixels: [], width: 2, height: 1, channels: 1)
    #expect(NearestImages(in: empty).nearest(to: [1, 2]).isEmpty)
  }
}

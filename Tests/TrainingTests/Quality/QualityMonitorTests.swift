import Datasets
import GANs
import RunStore
import Session
import Tensors
import Testing

@testable import Training

/// A GAN whose samples are read by a judge.
struct QualityMonitorTests {
  /// Images without labels, so that nothing has to be learned of them.
  private static let images = ImageDataset(
    name: "slopes", pixels: greyValues(120 * 64), width: 8, height: 8, channels: 1)

  /// 24 batches of 5 images an epoch, of which 375 generated ones are shown each time.
  private static func recipe(_ step: String, average: Bool) throws -> Recipe {
    let label = step == "two_phase" ? "samples = 5\nlabel = 1.0" : "label = 1.0"
    return try Recipe(
      toml: """
        title = "tiny"
        source = "none"
        dataset = "none"
        pixels = "unit"
        epochs = 6
        batch = 5
        last_batch = "drop"
        order = "shuffled"
        [generator]
        latent = 3
        layers = [
          { type = "dense", units = 64, bias = true, initializer = "glorot_uniform" },
          { type = "sigmoid" },
          { type = "reshape", shape = [8, 8, 1] },
        ]
        optimizer = { type = "adam", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
        [discriminator]
        layers = [
          { type = "flatten" },
          { type = "dense", units = 1, bias = true, initializer = "glorot_uniform" },
        ]
        optimizer = { type = "adam", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
        [training]
        step = "\(step)"
        loss = "non_saturating"
        [training.discriminator]
        real = 5
        fake = 375
        real_label = 1.0
        fake_label = 0.0
        \(step == "two_phase" ? "fakes_from = \"inference\"" : "")
        [training.generator]
        \(label)
        [tricks]
        \(average ? "generator_average = { decay = 0.9, start = 0 }" : "")
        """, name: "tiny", file: "tiny.toml")
  }

  /// Half of them are those of the runs.
  private static let distribution = ImageDataset(
    name: "slopes", pixels: images.pixels + images.pixels.map { 255 - $0 / 2 }, width: 8,
    height: 8, channels: 1)

  /// - Parameter heldOut: whether there are more images than the run is shown.
  private static func source(heldOut: Bool = false) -> JudgeSource {
    JudgeSource(cache: nil) {
      JudgeMaterial(
        dataset: images, heldOut: nil, distribution: heldOut ? distribution : images,
        images: images)
    }
  }

  private func trainer(
    _ step: String, average: Bool = false, isJudged: Bool, heldOut: Bool = false
  ) throws -> GANTrainer {
    let source = Self.source(heldOut: heldOut)
    if isJudged { _ = try source.wait() }
    return try GANTrainer(
      recipe: Self.recipe(step, average: average), dataset: Self.images, seed: 3, runName: "test",
      judge: isJudged ? source : nil)
  }

  private func readings(of trainer: inout GANTrainer, batches: Int) -> [QualityReading] {
    (0..<batches).flatMap { _ in
      _ = trainer.trainBatch()
      return trainer.qualityReadings(besides: [], all: true)
    }
  }

  @Test(arguments: ["two_phase", "simultaneous"])
  func `nothing of the run changes by the judge`(step: String) throws {
    var (judged, plain) = (
      try trainer(step, average: true, isJudged: true, heldOut: true),
      try trainer(step, average: true, isJudged: false)
    )
    #expect(!readings(of: &judged, batches: 144).isEmpty)
    #expect(readings(of: &plain, batches: 144).isEmpty)
    #expect(weightsSHA256(judged.weights) == weightsSHA256(plain.weights))
    #expect(judged.state.counters == plain.state.counters)
  }

  @Test(arguments: ["two_phase", "simultaneous"])
  func `the newest thousand of the images that were shown are read when it is due`(
    step: String
  ) throws {
    var trainer = try trainer(step, isJudged: true)
    let readings = readings(of: &trainer, batches: 144)
    // 24,000 images in 64 batches, so at the end of each third epoch.
    #expect(readings.map(\.step) == [72, 144])
    #expect(readings.allSatisfy { $0.source == .training && $0.count == 1_000 })
    #expect(readings.allSatisfy { $0.distance > 0 && $0.floor > 0 && $0.coverage != nil })
    #expect(readings.allSatisfy { $0.calibrationError != nil && $0.classCounts.isEmpty })
  }

  @Test func `where there is an average, it is read beside the generator itself`() throws {
    var trainer = try trainer("two_phase", average: true, isJudged: true)
    let readings = readings(of: &trainer, batches: 144)
    #expect(readings.map(\.step) == [72, 144, 144, 144])
    #expect(readings.suffix(3).map(\.source) == [.training, .generator, .average])
    #expect(readings[2].distance != readings[3].distance)
  }

  @Test func `the same run is read the same, also from a state in between`() throws {
    var first = try trainer("two_phase", isJudged: true)
    _ = readings(of: &first, batches: 50)
    let (state, step) = (first.state, first.step)
    let ahead = readings(of: &first, batches: 94)
    var second = try trainer("two_phase", isJudged: true)
    try second.restore(state, step: step)
    #expect(readings(of: &second, batches: 94) == ahead)
    #expect(ahead.map(\.step) == [72, 144])
  }

  @Test func `from the midst of the images that are read there is no reading of a part`() throws {
    var first = try trainer("two_phase", isJudged: true)
    _ = readings(of: &first, batches: 71)
    var second = try trainer("two_phase", isJudged: true)
    try second.restore(first.state, step: 71)
    #expect(readings(of: &second, batches: 73).map(\.step) == [144])
  }

  @Test func `known readings are not taken again, and nobody asks for a judge for them`() throws {
    let source = Self.source()
    var trainer = try GANTrainer(
      recipe: Self.recipe("two_phase", average: false), dataset: Self.images, seed: 3,
      runName: "test", judge: source)
    for _ in 0..<72 { _ = trainer.trainBatch() }
    #expect(trainer.qualityReadings(besides: [.ofCounts(step: 72)], all: true).isEmpty)
    #expect(trainer.judge == .absent && !trainer.awaitsJudge)
    for _ in 0..<72 { _ = trainer.trainBatch() }
    _ = trainer.qualityReadings(besides: [], all: true)
    #expect(trainer.judge != .absent)
    _ = try source.wait()
    #expect(trainer.qualityReadings(besides: [], all: true).map(\.step) == [144])
  }

  @Test func `a run that is to have no judge says so`() throws {
    #expect(try trainer("two_phase", isJudged: false).judge == .excluded(.unwanted))
  }

  @Test func `a batch waits for one reading at most`() throws {
    var trainer = try trainer("two_phase", average: true, isJudged: true)
    for _ in 0..<144 { _ = trainer.trainBatch() }
    let steps = (0..<5).map { _ in trainer.qualityReadings(besides: [], all: false).map(\.step) }
    #expect(steps == [[72], [144], [144], [144], []])
  }

  @Test func `the discriminator's gap is read beside images that the run was not shown`() throws {
    var trainer = try trainer("two_phase", isJudged: true, heldOut: true)
    _ = readings(of: &trainer, batches: 71)
    let reading = try #require(readings(of: &trainer, batches: 1).first)
    let images = try #require(
      HeldOutImages(besides: Self.images, of: Self.distribution, test: nil))
    let gap = try #require(trainer.gan.frozenDiscriminator.gap(of: images, in: .unit))
    #expect(reading.heldOutGap == gap && gap != 0)
    var shownAll = try self.trainer("two_phase", isJudged: true)
    #expect(readings(of: &shownAll, batches: 72).map(\.heldOutGap) == [nil])
  }

  @Test func `the gap is that of its moment, also where the judge comes later`() throws {
    var early = try trainer("two_phase", isJudged: true, heldOut: true)
    let source = Self.source(heldOut: true)
    var late = try GANTrainer(
      recipe: Self.recipe("two_phase", average: false), dataset: Self.images, seed: 3,
      runName: "test", judge: source)
    for _ in 0..<144 { _ = late.trainBatch() }
    _ = try source.wait()
    #expect(late.qualityReadings(besides: [], all: true) == readings(of: &early, batches: 144))
  }
}

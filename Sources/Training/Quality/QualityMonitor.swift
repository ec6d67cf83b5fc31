internal import Datasets
internal import GANs
internal import Networks
internal import Session
internal import Tensors

/// Collects the images that the discriminator is shown shortly before they are to be read, and has them read
/// by the judge, who is asked for only then.
///
/// Images are kept as they are seen, so what is read is what can be seen and kept. Where the judge is not
/// ready yet they wait for it.
struct QualityMonitor: Sendable {
  /// The most readings that wait: those before them are given up.
  private static let longestQueue = 16

  let source: JudgeSource
  let schedule: QualitySchedule
  private let recipe: Recipe
  private let imageSize: Int
  private var window: [UInt8] = []
  private var calibration = DiscriminatorCalibration()
  private var pending: [PendingReading] = []

  /// - Parameter imageSize: how many bytes an image has.
  init(_ source: JudgeSource, recipe: Recipe, batchesPerEpoch: Int, imageSize: Int) {
    self.source = source
    self.recipe = recipe
    self.imageSize = imageSize
    schedule = QualitySchedule(
      batchesPerEpoch: batchesPerEpoch, fakesPerBatch: recipe.step.shownFakes)
  }

  // MARK: - Collecting

  /// Takes in what a batch showed the discriminator, and what that said.
  mutating func collect(_ measured: StepMeasurement) {
    for fakes in measured.fakes { window += recipe.pixels.pixels(of: fakes) }
    let excess = window.count - QualitySchedule.imageCount * imageSize
    if excess > 0 { window.removeFirst(excess) }
    let meaning = type(of: recipe.loss).meaning
    guard meaning == .logOdds || meaning == .label else { return }
    for logits in measured.logits {
      for (kind, areReal) in [(logits.real, true), (logits.fake, false)] {
        let estimates = kind.scalars.map { meaning.score(of: $0, middle: 0) }
        calibration.add(estimates, areReal: areReal)
      }
    }
  }

  /// Has the collected images read, where there are enough: after a return into the middle of them there
  /// are not.
  ///
  /// - Parameter discriminator: the one of this moment.
  mutating func readWindow(
    epoch: Int, step: Int, discriminator: () -> FrozenDiscriminator
  ) {
    defer { (window, calibration) = ([], DiscriminatorCalibration()) }
    guard window.count == QualitySchedule.imageCount * imageSize else { return }
    wait(
      PendingReading(
        occasion: .init(epoch: epoch, step: step, source: .training), pixels: window,
        count: QualitySchedule.imageCount, calibrationError: calibration.error,
        discriminator: mayHoldOut ? discriminator() : nil, range: recipe.pixels))
  }

  /// Has images read that were made for it.
  mutating func read(
    _ images: Tensor, from source: QualityReading.Source, epoch: Int, step: Int
  ) {
    wait(
      PendingReading(
        occasion: .init(epoch: epoch, step: step, source: source),
        pixels: recipe.pixels.pixels(of: images), count: images.shape[0], range: recipe.pixels))
  }

  /// Whether real images are held out, as far as that is known by now.
  private var mayHoldOut: Bool { source.ready.map { $0.heldOut != nil } ?? true }

  private mutating func wait(_ reading: PendingReading) {
    pending.append(reading)
    if pending.count > Self.longestQueue { pending.removeFirst() }
  }

  /// Gives up what was collected: another state takes the place of this one.
  mutating func forget() {
    (window, calibration, pending) = ([], DiscriminatorCalibration(), [])
  }

  /// Has what waits elsewhere read here too.
  ///
  /// - Parameter step: the last batch whose images are of this line as well.
  mutating func takeOver(_ other: QualityMonitor, through step: Int) {
    let news = other.pending.filter { reading in
      reading.occasion.step <= step && !pending.contains { $0.isOf(reading.occasion) }
    }
    pending = news + pending
  }

  // MARK: - Reading

  /// Whether there are images that wait for a judge who is being made.
  var awaitsJudge: Bool {
    !pending.isEmpty && source.standing.isUnderWay
  }

  /// The readings that have fallen due, one at a time unless all are asked for; none that are known.
  mutating func readings(besides known: [QualityReading], all: Bool) -> [QualityReading] {
    pending.removeAll { $0.isKnown(by: known) }
    guard !pending.isEmpty else { return [] }
    source.prepare()
    guard let panel = source.ready else {
      if case .failed = source.standing { pending = [] }
      return []
    }
    let count = all ? pending.count : 1
    defer { pending.removeFirst(count) }
    return Workers.withTeam { pending.prefix(count).compactMap { $0.reading(by: panel) } }
  }

  /// Whether anything waits at all.
  var isIdle: Bool { pending.isEmpty }
}

import Session
import Testing

@testable import GANs

/// Where remedies lead back to.
struct RetreatTests {
  /// Epochs of 100 batches with a reading every 50, whose distances are given.
  private func retreat(_ distances: [Double], _ illnesses: [Illness] = []) -> Retreat {
    Retreat(
      readings: distances.enumerated().map { .init(step: 50 * ($0 + 1), distance: $1) },
      illnesses: illnesses, batchesPerEpoch: 100, lastStep: 50 * distances.count)
  }

  private func illness(
    from start: Int, to end: Int? = nil, _ kind: Alarm.Kind = .oscillation
  ) -> Illness {
    Illness(kind: kind, start: start, end: end)
  }

  @Test func `it is the newest end of an epoch that is not clearly worse than the best`() {
    #expect(retreat([90, 50, 42, 40, 45, 48, 60, 70]).newest == 300)
    #expect(retreat([90, 50, 42, 40, 45, 48, 60, 70]).best == 200)
  }

  @Test func `a batch at which an alarm was open, or was to be, is none to go back to`() {
    let distances: [Double] = [90, 50, 42, 40, 38, 37, 36, 35]
    #expect(retreat(distances, [illness(from: 400)]).newest == 300)
    #expect(retreat(distances, [illness(from: 250)]).newest == 200)
    #expect(retreat(distances, [illness(from: 250, to: 350)]).newest == 400)
    #expect(retreat(distances, [illness(from: 250), illness(from: 100, to: 150)]).best == 200)
  }

  @Test func `a checkerboard does not go away by going back`() {
    #expect(retreat([90, 50, 42, 40], [illness(from: 50, .checkerboard)]).newest == 200)
  }

  @Test func `where every end of an epoch is much worse, a batch in the midst is taken`() {
    #expect(retreat([90, 80, 40, 400], [illness(from: 200)]).newest == 150)
  }

  @Test func `from the beginning on ill, it leads to the beginning`() {
    #expect(retreat([90, 50, 42, 40], [illness(from: 50)]).newest == 0)
    #expect(retreat([90, 50, 42, 40], [illness(from: 50)]).best == 0)
  }

  @Test func `without a judge it is the newest healthy end of an epoch`() {
    var retreat = retreat([])
    retreat.lastStep = 390
    #expect(retreat.newest == 300)
    retreat.illnesses = [illness(from: 150, to: 310)]
    #expect(retreat.newest == 100)
    retreat.lastStep = 99
    #expect(retreat.newest == 0)
  }

  // MARK: - In a run

  private typealias Reading = RunSketch.Reading

  private let collapsed = Reading(
    distance: 1192, classes: [0, 0, 0, 0, 0, 0, 0, 3, 997, 0], score: 1.05, recall: 0,
    coverage: 0.07, pixelDeviation: 0.073, pairwise: 3.8)

  private func place(of alarm: Alarm?) -> Int? {
    guard case .branch(let request) = alarm?.remedy?.commands.first else { return nil }
    return request.step
  }

  @Test func `a collapse leads back before an alarm that was open when it was best`() {
    var run = RunSketch()
    run.go(10)
    // The best readings are those of a discriminator that knows its images by heart.
    let sure = RunSketch.Batch(realAccuracy: 0.95, logitGap: 4)
    run.go(10, sure, reading: Reading(distance: 39, heldOutGap: 3))
    run.go(3, sure, reading: collapsed)
    #expect(run.raised == [.overfitting, .fullCollapse])
    #expect(place(of: run.alarms.last) == 1000)
  }

  @Test func `a batch of a healthy run is as good as any end of an epoch`() {
    var run = RunSketch()
    run.go(10)
    #expect(run.diagnosis.healthyStep(atOrBefore: 777) == 777)
    let sure = RunSketch.Batch(realAccuracy: 0.95, logitGap: 4)
    run.go(10, sure, reading: Reading(heldOutGap: 3))
    #expect(run.raised == [.overfitting])
    #expect(run.diagnosis.healthyStep(atOrBefore: 1900) == 1000)
  }

  @Test func `past the best it leads to the best end of an epoch, and not into a collapse`() {
    var run = RunSketch()
    run.go(10, reading: Reading(distance: 50))
    run.go(10)
    run.go(9, reading: Reading(distance: 60))
    #expect(run.raised == [.peakPassed])
    #expect(place(of: run.alarms.last) == 1500)
  }

  @Test func `a collapse of the first batches on leads to the beginning`() {
    var run = RunSketch()
    run.go(9, reading: collapsed)
    #expect(run.raised == [.fullCollapse])
    #expect(run.alarms.first?.remedy?.title == "go back to the beginning, turn r1 on (1)")
  }
}

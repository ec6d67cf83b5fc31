import Testing

@testable import Training

struct QualityScheduleTests {
  /// The batches within the run after which samples are read.
  private func due(_ schedule: QualitySchedule, epochs: Int, batches: Int) -> [Int] {
    places(epochs, batches).filter { schedule.isDue(epoch: $0, batch: $1) }
      .map { ($0 - 1) * batches + $1 }
  }

  private func places(_ epochs: Int, _ batches: Int) -> [(Int, Int)] {
    (1...epochs).flatMap { epoch in (1...batches).map { (epoch, $0) } }
  }

  @Test func `an epoch of many images is read at equal parts and at its end`() {
    let mnist = QualitySchedule(batchesPerEpoch: 468, fakesPerBatch: 128)
    #expect(due(mnist, epochs: 2, batches: 468) == [234, 468, 702, 936])
  }

  @Test func `short epochs are read at the end of every so many`() {
    let hands = QualitySchedule(batchesPerEpoch: 100, fakesPerBatch: 64)
    #expect(due(hands, epochs: 9, batches: 100) == [400, 800])
    let single = QualitySchedule(batchesPerEpoch: 1, fakesPerBatch: 64)
    #expect(due(single, epochs: 900, batches: 1) == [375, 750])
  }

  @Test(arguments: [(468, 128), (937, 64), (100, 64), (7, 32), (1, 3), (60, 5000), (250, 20)])
  func `one of twenty-four images is judged at most, and those that are were collected`(
    batches: Int, fakes: Int
  ) {
    let schedule = QualitySchedule(batchesPerEpoch: batches, fakesPerBatch: fakes)
    let epochs = 1 + 40_000 / (batches * fakes)
    var (collected, readings) = (0, 0)
    for (epoch, batch) in places(epochs, batches) {
      collected = schedule.collects(epoch: epoch, batch: batch) ? collected + fakes : 0
      guard schedule.isDue(epoch: epoch, batch: batch) else { continue }
      #expect(collected >= 1_000)
      // Those of a batch are collected for one reading.
      collected = 0
      readings += 1
    }
    #expect(readings >= 1 && readings * 24_000 <= epochs * batches * fakes)
  }

  @Test func `images are made for a reading at ends of epochs, and no more often than they pay`() {
    let mnist = QualitySchedule(batchesPerEpoch: 468, fakesPerBatch: 128)
    let made = places(3, 468).filter { mnist.readsGenerator(epoch: $0, batch: $1) }
    #expect(made.map(\.0) == [1, 2, 3] && made.allSatisfy { $0.1 == 468 })
    let hands = QualitySchedule(batchesPerEpoch: 100, fakesPerBatch: 64)
    #expect(
      places(16, 100).filter { hands.readsGenerator(epoch: $0, batch: $1) }.map(\.0) == [8, 16])
  }
}

import Testing
import Training

struct SampleScheduleTests {
  @Test(arguments: [1, 2, 7, 16, 100, 468])
  func `every epoch ends with a grid`(batchesPerEpoch: Int) {
    let schedule = SampleSchedule(batchesPerEpoch: batchesPerEpoch)
    for epoch in 1...3 { #expect(schedule.isDue(epoch: epoch, batch: batchesPerEpoch)) }
  }

  @Test func `the first epoch shows the first batches one by one, then its sixteenths`() {
    let schedule = SampleSchedule(batchesPerEpoch: 468)
    let due = (1...468).filter { schedule.isDue(epoch: 1, batch: $0) }
    #expect(due == [1, 2, 4, 8, 16] + stride(from: 29, through: 464, by: 29) + [468])
  }

  @Test func `later epochs keep only their last grid`() {
    let schedule = SampleSchedule(batchesPerEpoch: 468)
    #expect((1...468).filter { schedule.isDue(epoch: 2, batch: $0) } == [468])
  }
}

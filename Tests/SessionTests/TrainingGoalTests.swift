import Session
import Testing

struct TrainingGoalTests {
  private let metrics = BatchMetrics(
    epoch: 3, batch: 2, step: 9, discriminatorLoss: 0.25, generatorLoss: 2, realAccuracy: 0.75,
    fakeAccuracy: 0.5)

  private func isReached(_ goal: TrainingGoal, endsEpoch: Bool = false) -> Bool {
    goal.isReached(by: metrics, endsEpoch: endsEpoch)
  }

  @Test func `an epoch is reached when it ends`() {
    #expect(!isReached(.epoch(3)) && isReached(.epoch(3), endsEpoch: true))
    #expect(!isReached(.epoch(4), endsEpoch: true))
  }

  @Test func `one that is over is reached at once`() {
    #expect(isReached(.epoch(2)))
  }

  @Test(arguments: [
    (TrainingGoal.Measure.discriminatorLoss, 0.25), (.generatorLoss, 2), (.realAccuracy, 0.75),
    (.fakeAccuracy, 0.5),
  ])
  func `a measure must pass its bound`(measure: TrainingGoal.Measure, value: Double) {
    #expect(Double(metrics[measure]) == value)
    #expect(!isReached(.below(measure, value)) && !isReached(.above(measure, value)))
    #expect(isReached(.below(measure, value + 0.01)) && isReached(.above(measure, value - 0.01)))
  }

  @Test func `what is not a number reaches nothing`() {
    var metrics = metrics
    metrics.generatorLoss = .nan
    #expect(!TrainingGoal.below(.generatorLoss, 1).isReached(by: metrics, endsEpoch: true))
    #expect(!TrainingGoal.above(.generatorLoss, 1).isReached(by: metrics, endsEpoch: true))
  }
}

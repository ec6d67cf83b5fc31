import Session
import Testing

@testable import Training

struct TrainingControlTests {
  private func metrics(epoch: Int = 1, generatorLoss: Float = 1) -> BatchMetrics {
    BatchMetrics(
      epoch: epoch, batch: 1, step: 1, discriminatorLoss: 1, generatorLoss: generatorLoss,
      realAccuracy: 1, fakeAccuracy: 0)
  }

  @Test func `it trains until a goal is reached, then pauses`() {
    var control = TrainingControl(startsPaused: true)
    #expect(control.follow(.trainUntil(.below(.generatorLoss, 0.5))) == .resumed)
    let early = control.batchEnded(metrics(), endsEpoch: true)
    #expect(early == nil && control.goal == .below(.generatorLoss, 0.5))
    let reached = control.batchEnded(metrics(generatorLoss: 0.25), endsEpoch: false)
    #expect(reached == .below(.generatorLoss, 0.5))
    #expect(control.mode == .paused && control.goal == nil)
  }

  @Test func `a later command takes the place of a goal`() {
    var control = TrainingControl()
    #expect(control.follow(.trainUntil(.epoch(2))) == nil)
    #expect(control.follow(.resume) == nil)
    control.batchEnded(metrics(epoch: 2), endsEpoch: true)
    #expect(control.mode == .running)
    _ = control.follow(.trainUntil(.epoch(2)))
    #expect(control.follow(.pause) == .paused)
  }

  @Test(arguments: [TrainingCommand.stepBatch, .stepSlowly])
  func `one step, slow or not, is one batch`(command: TrainingCommand) {
    var control = TrainingControl(startsPaused: true)
    #expect(control.follow(command) == nil)
    #expect(control.mode != .paused)
    control.batchEnded(metrics(), endsEpoch: false)
    #expect(control.mode == .paused)
  }

  @Test func `what somebody looks at neither pauses nor goes on`() {
    var control = TrainingControl(startsPaused: true)
    for command in [TrainingCommand.showView(.wish), .showView(nil), .showLiveSamples(true)] {
      #expect(command.onlyLooks && control.follow(command) == nil)
      #expect(control.mode == .paused)
    }
    #expect(!TrainingCommand.pause.onlyLooks && !TrainingCommand.stepSlowly.onlyLooks)
  }
}

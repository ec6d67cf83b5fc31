internal import Session

// What a screen sees, and what is kept of it.
extension TrainingActor {
  var phase: TrainingPhase { control.mode == .paused ? .paused : .running }

  func note(_ kind: TrainingEvent.Kind, _ recorder: any RunRecorder) {
    let event = TrainingEvent(step: snapshot.step, kind: kind)
    snapshot.line.events.append(event)
    recorder.record(event)
  }

  func keep(_ grid: SampleGrid, _ recorder: any RunRecorder) {
    snapshot.line.samples.append(grid)
    snapshot.live = grid
    lastLiveSamples = clock.now
    recorder.record(grid)
  }

  func publishIfDue() {
    if control.mode == .paused || isDue(lastPublished, settings.snapshotInterval) {
      publish()
    }
  }

  func publish() {
    switch snapshot.phase {
    case .failed: break
    case .finished where control.mode == .stopped || isComplete: break
    case .preparing, .running, .paused, .returning, .finished: snapshot.phase = phase
    }
    show()
  }

  /// Publishes the snapshot with its phase as it is.
  func show() {
    snapshot.imagesPerSecond = speed.imagesPerSecond
    snapshot.goal = snapshot.phase == .running ? control.goal : nil
    feed.publish(snapshot)
    lastPublished = clock.now
  }

  /// Publishes that a state is being made again, now and then.
  func showReturn(done: Int, of count: Int) {
    guard isDue(lastPublished, settings.snapshotInterval) else { return }
    snapshot.phase = .returning(done: done, of: count)
    show()
  }

  func isDue(_ last: ContinuousClock.Instant?, _ interval: Duration) -> Bool {
    last.map { $0.duration(to: clock.now) >= interval } ?? true
  }
}

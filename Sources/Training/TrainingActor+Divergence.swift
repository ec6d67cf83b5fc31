internal import RunStore
internal import Session

// Numbers that are none: the run is held, and nothing of them reaches the disk.
extension TrainingActor {
  /// Holds the run where what a batch measured is no finite number any more.
  func watchForDivergence(
    _ metrics: BatchMetrics, _ trainer: any Trainer, _ recorder: any RunRecorder
  ) {
    guard let measure = metrics.nonFiniteMeasure else { return }
    hold(
      Divergence(
        measure: measure, layer: trainer.nonFiniteLayer(), gradient: trainer.brokenGradient),
      trainer, recorder)
  }

  /// Keeps a state for going back to it; one in which a number is none holds the run instead, and the
  /// newest one that was kept stays the last.
  func keepState(
    of trainer: any Trainer, _ reason: Checkpoint.Reason, _ recorder: any RunRecorder
  ) {
    if let state = finiteState(of: trainer, reason) { return recorder.keep(state) }
    // A branch that is left was held when that happened.
    guard reason != .end else { return }
    hold(Divergence(measure: nil, layer: trainer.nonFiniteLayer()), trainer, recorder)
  }

  /// The present state, or nil where a number of its weights is none.
  func finiteState(of trainer: any Trainer, _ reason: Checkpoint.Reason) -> Checkpoint? {
    guard trainer.nonFiniteLayer() == nil else { return nil }
    return Checkpoint(
      branch: snapshot.line.branch.number, epoch: snapshot.metrics.last?.epoch ?? 0,
      batch: snapshot.metrics.last?.batch ?? 0, step: trainer.step, reason: reason,
      state: trainer.state)
  }

  private func hold(
    _ divergence: Divergence, _ trainer: any Trainer, _ recorder: any RunRecorder
  ) {
    if !snapshot.line.openAlarms.contains(where: { $0.kind == .divergence }) {
      let branch = snapshot.line.branch.number
      // Where the disk fails, the beginning of the run can still be made again.
      let kept = try? recorder.checkpoint(onLineOf: branch, atOrBefore: snapshot.step)
      let last = kept?.step ?? 0
      let step = healthyStep(atOrBefore: last)
      let place = BranchRequest(branch: branch, step: step, keepsKnobs: false)
      let knobs = trainer.knobs.asOf(place.step, on: snapshot.events)
      note(.alarm(divergence.alarm(knobs, lastGood: place)), recorder)
    }
    respondToDivergence(recorder)
  }

  /// Weights that run away are not trained on, whether their numbers are finite still or not.
  func respondToDivergence(_ recorder: any RunRecorder) {
    switch settings.whenDiverged {
    case .pause: pauseForAlarm(recorder)
    case .stop: control.stop()
    }
  }
}

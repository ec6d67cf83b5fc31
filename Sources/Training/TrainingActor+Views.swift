internal import Session

// Images that somebody looks at: made at once when they are asked for, and anew while it trains.
extension TrainingActor {
  /// Takes note of what somebody wants to see; it is made when all commands have been followed, so that
  /// of several wishes only the last one costs anything, and while it trains no sooner than it is due.
  func ask(for request: SampleViewRequest?) {
    guard request != viewRequest else { return }
    viewRequest = request
    isViewOutdated = true
    // The last picture of a walk stays until the next one is due.
    if case (.latentWalk, .latentWalk) = (request, snapshot.view?.request) { return }
    snapshot.view = nil
  }

  /// Makes the view that somebody looks at, if there is any.
  func makeView(_ trainer: any Trainer) {
    isViewOutdated = false
    guard let viewRequest else { return }
    let cost = clock.measure { snapshot.view = trainer.view(viewRequest) }
    lastView = clock.now
    viewPause = settings.viewPause(after: cost)
  }

  /// Makes the view again after a batch: now and then while more batches follow, and at once where
  /// none does.
  func makeViewIfDue(_ trainer: any Trainer) {
    guard viewRequest != nil else { return }
    if control.mode == .paused || isDue(lastView, viewPause) { makeView(trainer) }
  }

  /// Makes the view again where batches have been trained since.
  func bringViewUpToDate(_ trainer: any Trainer) {
    guard viewRequest != nil else { return }
    if isViewOutdated || snapshot.view?.step != snapshot.step { makeView(trainer) }
  }
}

extension TrainingActor.Settings {
  /// How long after a view the next one is due, by what that one has cost.
  func viewPause(after cost: Duration) -> Duration {
    max(viewInterval, cost * (1 / viewShare - 1))
  }
}

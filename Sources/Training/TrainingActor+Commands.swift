internal import RunStore
internal import Session

// What a person asks for, between two batches.
extension TrainingActor {
  func follow(
    _ commands: [NumberedCommand], _ trainer: inout any Trainer, _ recorder: any RunRecorder
  ) {
    for numbered in commands {
      follow(numbered.command, &trainer, recorder)
      snapshot.acknowledgedCommand = numbered.sequence
      if !numbered.command.onlyLooks { isEndSaved = false }
    }
    if control.mode == .paused {
      bringViewUpToDate(trainer)
    } else if isViewOutdated {
      makeViewIfDue(trainer)
    }
    if !commands.isEmpty || phase != snapshot.phase { publish() }
  }

  private func follow(
    _ command: TrainingCommand, _ trainer: inout any Trainer, _ recorder: any RunRecorder
  ) {
    switch command {
    case .trainUntil(.distanceBelow) where trainer.judge.isExcluded:
      note(
        .refused("nobody judges the samples of this run, so no distance can be reached"), recorder)
    case .pause, .resume, .stepBatch, .stepSlowly, .stepEpoch, .trainUntil, .stop:
      if let change = control.follow(command) { note(change, recorder) }
    case .setLearningRate, .setDropout, .setTrick:
      if let turn = trainer.turn(command) { note(turn, recorder) }
      snapshot.knobs = trainer.knobs
      informDiagnosis()
    case .showAverage(let shows):
      guard let old = trainer.knobs.showsAverage, old != shows else { return }
      trainer.showAverage(shows)
      snapshot.knobs = trainer.knobs
      showNow(trainer)
      isViewOutdated = true
    case .showView(let request):
      ask(for: request)
    case .showLiveSamples(let shows):
      showsLiveSamples = shows
    case .branch(let request):
      branch(request, &trainer, recorder)
    case .switchBranch(let number):
      switchBranch(number, &trainer, recorder)
    case .mark(let name):
      mark(name, trainer, recorder)
    }
  }

  private func mark(_ name: String, _ trainer: any Trainer, _ recorder: any RunRecorder) {
    if let layer = trainer.nonFiniteLayer() {
      note(.refused("no mark '\(name)': numbers of \(layer) are not finite any more"), recorder)
      return
    }
    note(.marked(name), recorder)
    keepState(of: trainer, .mark, recorder)
  }
}

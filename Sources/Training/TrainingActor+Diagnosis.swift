internal import GANs
internal import Session

// What the batches and readings say of the run.
extension TrainingActor {
  /// Takes up the diagnosis at the end of the present line, and brings its alarms up to date.
  ///
  /// Its state is a fold over the line, so nothing of it is kept.
  func beginDiagnosis(of trainer: any Trainer, _ recorder: any RunRecorder) {
    diagnosis = trainer.diagnosisFacts.map {
      Diagnosis($0, in: situation, following: snapshot.line)
    }
    follow(
      diagnosis?.changes(from: snapshot.line.openAlarms) ?? [], trainer, recorder, isNews: false)
  }

  func diagnose(
    _ metrics: BatchMetrics, _ trainer: any Trainer, _ recorder: any RunRecorder
  ) {
    follow(diagnosis?.follow(metrics) ?? [], trainer, recorder)
  }

  func diagnose(
    _ reading: QualityReading, _ trainer: any Trainer, _ recorder: any RunRecorder
  ) {
    follow(diagnosis?.follow(reading) ?? [], trainer, recorder)
  }

  /// Tells the diagnosis what has changed besides batches and readings.
  func informDiagnosis() { diagnosis?.situation = situation }

  /// The batch itself where no alarm was open, else the last one before it to go back to.
  func healthyStep(atOrBefore step: Int) -> Int {
    diagnosis?.healthyStep(atOrBefore: step) ?? step
  }

  private var situation: DiagnosisSituation {
    DiagnosisSituation(
      knobs: snapshot.knobs, branch: snapshot.line.branch.number,
      judge: snapshot.judge.description, turns: snapshot.events)
  }

  /// Pauses the training, as a person would.
  func pauseForAlarm(_ recorder: any RunRecorder) {
    guard control.mode != .paused, control.mode != .stopped else { return }
    control.pause()
    note(.paused, recorder)
  }

  /// - Parameter isNews: whether the training has come to it just now.
  private func follow(
    _ changes: [DiagnosisChange], _ trainer: any Trainer, _ recorder: any RunRecorder,
    isNews: Bool = true
  ) {
    for change in changes {
      let open = Set(snapshot.line.openAlarms.map(\.kind))
      switch change {
      case .raised(let alarm):
        // A number that is none has been told of already, with its layer.
        guard !open.contains(alarm.kind) else { continue }
        note(.alarm(alarm), recorder)
        guard isNews else { continue }
        if alarm.kind == .divergence { respondToDivergence(recorder) }
        if settings.pausesOnAlarm { pauseForAlarm(recorder) }
      case .ended(let kind):
        guard open.contains(kind), kind != .divergence || trainer.nonFiniteLayer() == nil else {
          continue
        }
        note(.alarmEnded(kind), recorder)
      }
    }
  }
}

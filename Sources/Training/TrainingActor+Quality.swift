internal import Session

// What the judge reads in the samples.
extension TrainingActor {
  /// How often it is looked how far the judge is while nothing else happens.
  private static let judgeInterval = Duration.milliseconds(250)

  /// Takes the readings that have fallen due.
  ///
  /// - Returns: whether there is anything new to see.
  @discardableResult func takeReadings(
    _ trainer: inout any Trainer, all: Bool, _ recorder: any RunRecorder
  ) -> Bool {
    let before = snapshot.judge
    let readings = trainer.qualityReadings(besides: snapshot.quality, all: all)
    noteJudge(of: trainer, recorder)
    for reading in readings {
      snapshot.line.add(reading)
      recorder.record(reading)
      if let goal = control.samplesRead(reading) { note(.reached(goal), recorder) }
      diagnose(reading, trainer, recorder)
    }
    return !readings.isEmpty || snapshot.judge != before
  }

  /// Notes how far the judge is, and who it is as soon as that is known.
  func noteJudge(of trainer: any Trainer, _ recorder: any RunRecorder) {
    switch (trainer.judge, judge) {
    case (.ready(let description), nil):
      judge = description
      if snapshot.judge.description != description {
        if snapshot.judge.description != nil { noteOtherJudge(recorder) }
        recorder.record(description)
      }
      snapshot.judge = .ready(description)
      informDiagnosis()
    case (.ready, _?): break
    // Until it is there again, a run that goes on has the one that read it before.
    case (let standing, _) where snapshot.judge.description == nil:
      snapshot.judge = standing
    default: break
    }
  }

  private func noteOtherJudge(_ recorder: any RunRecorder) {
    note(
      .refused(
        "the judge is another one than before, as of another processor or other images: readings from "
          + "here on do not compare with those before"), recorder)
  }

  /// Waits for a command; while images wait for the judge, it is also looked how far that is.
  func waitForCommand(_ trainer: any Trainer) async {
    guard trainer.awaitsJudge else { return await mailbox.waitForCommand() }
    let look = Task { [mailbox] in
      guard (try? await Task.sleep(for: Self.judgeInterval)) != nil else { return }
      mailbox.wake()
    }
    await mailbox.waitForCommand()
    look.cancel()
  }
}

internal import RunStore
internal import Session

// Going back, and on from there. A state that no checkpoint has is trained again from the nearest one
// before it, which gives the same bits.
extension TrainingActor {
  /// Why a branch cannot be made or gone to, in one line.
  private struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// Goes on with a run that another process has trained before.
  func takeUp(
    _ history: RunHistory, _ trainer: inout any Trainer, _ recorder: any RunRecorder
  ) throws {
    guard let line = history.line else {
      throw Refusal(description: "the run has no branch \(history.branch)")
    }
    snapshot.line = line
    snapshot.otherLines = history.lines.filter { $0.branch != line.branch }
    snapshot.live = line.samples.last
    if let judge = history.judge { snapshot.judge = .ready(judge) }
    recorder.begin(line.branch)
    trainer = try tip(of: line, recorder)
    snapshot.knobs = trainer.knobs
    // It was killed before anything had reached the disk.
    if line.step == 0, line.samples.isEmpty { begin(trainer, recorder) }
    for kind in history.news { note(kind, recorder) }
    publish()
  }

  func branch(
    _ request: BranchRequest, _ trainer: inout any Trainer, _ recorder: any RunRecorder
  ) {
    attempt(recorder) {
      let (branch, origin) = try branch(request)
      keepState(of: trainer, .end, recorder)
      var returned = try state(at: request.step, on: origin, recorder)
      let (wanted, left) = (trainer.knobs, snapshot.line.branch)
      go(to: origin.left(by: branch), recorder)
      note(.branched(from: origin.branch.name), recorder)
      if request.keepsKnobs {
        for turn in returned.turn(to: wanted) { note(turn, recorder) }
      }
      returned.showAverage(wanted.showsAverage ?? false)
      hand(over: &returned, from: trainer, onLineOf: left, to: branch)
      trainer = returned
      keepState(of: trainer, .branch, recorder)
      arrive(trainer, recorder)
    }
  }

  func switchBranch(_ number: Int, _ trainer: inout any Trainer, _ recorder: any RunRecorder) {
    guard number != snapshot.line.branch.number else { return }
    attempt(recorder) {
      guard let line = snapshot.otherLines.first(where: { $0.branch.number == number }) else {
        throw Refusal(description: "there is no branch \(number)")
      }
      keepState(of: trainer, .end, recorder)
      let showsAverage = trainer.knobs.showsAverage ?? false
      var other = try tip(of: line, recorder)
      other.showAverage(showsAverage)
      hand(over: &other, from: trainer, onLineOf: snapshot.line.branch, to: line.branch)
      trainer = other
      go(to: line, recorder)
      note(.switched, recorder)
      arrive(trainer, recorder)
    }
  }

  // MARK: - Parts

  /// The branch that a request means, and the line that it leaves.
  private func branch(_ request: BranchRequest) throws -> (RunBranch, BranchLine) {
    let branches = snapshot.lines.map(\.branch)
    guard let origin = snapshot.lines.first(where: { $0.branch.number == request.branch }),
      (0...origin.step).contains(request.step)
    else {
      throw Refusal(description: "there is no batch \(request.step) to branch from")
    }
    let number = (branches.map(\.number).max() ?? 0) + 1
    let name = request.name ?? "branch-\(number)"
    guard !branches.contains(where: { $0.name == name }) else {
      throw Refusal(description: "there is a branch '\(name)' already")
    }
    let epoch = request.step == 0 ? 0 : origin.metrics[request.step - 1].epoch
    let place = RunBranch.Origin(branch: request.branch, epoch: epoch, step: request.step)
    return (RunBranch(number: number, name: name, origin: place), origin)
  }

  private func go(to line: BranchLine, _ recorder: any RunRecorder) {
    snapshot.otherLines.removeAll { $0.branch == line.branch }
    snapshot.otherLines.append(snapshot.line)
    snapshot.otherLines.sort { $0.branch.number < $1.branch.number }
    snapshot.line = line
    snapshot.slowStep = nil
    recorder.begin(line.branch)
  }

  /// Leaves nothing unread that waits for the judge and is also on the line that is gone to.
  private func hand(
    over trainer: inout any Trainer, from earlier: any Trainer, onLineOf left: RunBranch,
    to branch: RunBranch
  ) {
    let tree = BranchTree(snapshot.lines.map(\.branch) + [branch])
    trainer.takeOverReadings(
      of: earlier, through: tree.lastStep(sharedByLines: left.number, branch.number))
  }

  private func arrive(_ trainer: any Trainer, _ recorder: any RunRecorder) {
    snapshot.knobs = trainer.knobs
    beginDiagnosis(of: trainer, recorder)
    showNow(trainer)
    isViewOutdated = true
    if control.mode != .stopped { snapshot.phase = .running }
  }

  /// The trainer at the end of a line, knobs included.
  private func tip(of line: BranchLine, _ recorder: any RunRecorder) throws -> any Trainer {
    var trainer = try state(at: line.step, on: line, recorder)
    Rewind(line).turnLastKnobs(of: &trainer)
    return trainer
  }

  private func state(
    at step: Int, on line: BranchLine, _ recorder: any RunRecorder
  ) throws -> any Trainer {
    guard let fresh else { throw Refusal(description: "the run has not begun") }
    let checkpoint = try recorder.checkpoint(onLineOf: line.branch.number, atOrBefore: step)
    let start = checkpoint?.step ?? 0
    let isTip = line.branch == snapshot.line.branch && step == line.step
    var firstDifference: Int?
    let trainer = try Rewind(line).trainer(at: step, from: fresh, checkpoint) { batch, trainer in
      guard !mailbox.isStopWaiting else {
        throw Refusal(description: "stopped on the way back to batch \(step)")
      }
      if !batch.isSame { firstDifference = firstDifference ?? batch.metrics.step }
      if isTip { mend(batch, trainer, recorder) }
      showReturn(done: batch.metrics.step - start, of: step - start)
    }
    if let firstDifference { noteDifference(at: firstDifference, recorder) }
    return trainer
  }

  /// Records again what of a batch did not reach the disk before the run was killed, or came out
  /// differently now.
  private func mend(_ batch: Rewind.Batch, _ trainer: any Trainer, _ recorder: any RunRecorder) {
    let metrics = batch.metrics
    if !batch.isSame {
      snapshot.line.metrics.replace(metrics, at: metrics.step - 1)
      recorder.record(metrics)
    }
    let end = TrainingEvent(step: metrics.step, kind: .epochEnded(metrics.epoch))
    if metrics.batch == trainer.run.batchesPerEpoch, !snapshot.events.contains(end) {
      snapshot.line.events.append(end)
      recorder.record(end)
    }
    if isGridDue(after: metrics),
      !snapshot.samples.contains(where: { $0.step == metrics.step })
    {
      keep(grid(of: trainer, after: metrics), recorder)
    }
  }

  /// Other vector units add in another order.
  private func noteDifference(at step: Int, _ recorder: any RunRecorder) {
    note(
      .refused(
        "batch \(step) came out differently than before, as on another processor: what follows is as "
          + "good, but not the same"), recorder)
  }

  /// Does something, or notes why it could not be done; all is then as it was.
  private func attempt(_ recorder: any RunRecorder, _ body: () throws -> Void) {
    do {
      try body()
    } catch {
      note(.refused(String(describing: error)), recorder)
    }
  }
}

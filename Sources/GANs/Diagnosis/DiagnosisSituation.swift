package import Session

/// What a diagnosis must know of a run that may change while it trains.
package struct DiagnosisSituation: Sendable, Hashable {
  /// The settings now, by which remedies are chosen; without them none is offered.
  package var knobs: Knobs?
  /// The number of the branch that is trained.
  package var branch: Int
  /// The judge of the readings; rules that compare with real images keep quiet until it is known.
  package var judge: JudgeDescription?

  /// The turns of knobs on the way here, by which it is known where those were before.
  package var turns: [TrainingEvent]

  package init(
    knobs: Knobs? = nil, branch: Int = 1, judge: JudgeDescription? = nil,
    turns: [TrainingEvent] = []
  ) {
    self.knobs = knobs
    self.branch = branch
    self.judge = judge
    self.turns = turns
  }
}

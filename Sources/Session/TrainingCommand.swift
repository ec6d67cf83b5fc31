/// What a person can ask of a training that is going on; it takes effect between two batches.
package enum TrainingCommand: Sendable, Hashable, Codable {
  case pause
  case resume
  /// Trains one batch, then pauses.
  case stepBatch
  /// Trains to the end of the epoch, then pauses.
  case stepEpoch
  case setLearningRate(NetworkRole, Double)
  /// Sets the rate of every dropout layer of the discriminator.
  case setDropout(Double)
  /// Sets the strength of the trick with a name.
  case setTrick(String, Double)
  /// Makes samples from the average of the generator's weights, or from the weights themselves.
  case showAverage(Bool)
  /// Goes back to a batch and on from there on a branch of its own.
  case branch(BranchRequest)
  /// Goes on at the end of the branch with a number.
  case switchBranch(Int)
  /// Gives the present batch a name; its checkpoint is never thrown away.
  case mark(String)
  /// Makes the live samples anew all the time, because somebody looks at them from elsewhere.
  case showLiveSamples(Bool)
  /// Trains until a goal is reached, then pauses.
  case trainUntil(TrainingGoal)
  /// Trains one batch in slow motion, which is kept in the snapshot, then pauses.
  case stepSlowly
  /// Makes some images now, and again while it trains, or stops doing so.
  case showView(SampleViewRequest?)
  /// Ends the run after the current batch and saves it.
  case stop
}

/// Where a new branch is to begin.
package struct BranchRequest: Sendable, Hashable, Codable {
  /// Nil for an automatic name.
  package var name: String?
  /// The number of the branch that it leaves.
  package var branch: Int
  /// The last batch within the run that both have in common; 0 for the run's beginning.
  package var step: Int
  /// Whether it goes on with the knobs as they are now; else with those of that batch.
  package var keepsKnobs: Bool

  package init(name: String? = nil, branch: Int, step: Int, keepsKnobs: Bool = true) {
    self.name = name
    self.branch = branch
    self.step = step
    self.keepsKnobs = keepsKnobs
  }
}

extension [NumberedCommand] {
  /// Adds a command to those that wait; a request for a view takes the place of one that waits still.
  package mutating func wait(_ command: NumberedCommand) {
    if case .showView = command.command {
      removeAll { waiting in
        if case .showView = waiting.command { true } else { false }
      }
    }
    append(command)
  }
}

/// A command with its place in the sequence of all commands of a session, counted from 1.
package struct NumberedCommand: Sendable, Equatable {
  package let sequence: UInt64
  package let command: TrainingCommand

  package init(sequence: UInt64, command: TrainingCommand) {
    self.sequence = sequence
    self.command = command
  }
}

/// What a person can ask of a training that is going on; it takes effect between two batches.
package enum TrainingCommand: Sendable, Equatable {
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
  /// Ends the run after the current batch and saves it.
  case stop
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

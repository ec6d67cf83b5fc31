/// Something that happened in a run besides its batches, with the batch at which it took effect.
package struct TrainingEvent: Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case started
    case paused
    case resumed
    case learningRate(NetworkRole, from: Double, to: Double)
    case dropout(from: Double, to: Double)
    /// The strength of the trick with a name.
    case trick(String, from: Double, to: Double)
    case epochEnded(Int)
    /// A person gave this batch a name.
    case marked(String)
    /// The branch begins here; it left the branch of a name.
    case branched(from: String)
    /// Training goes on at the end of this branch, after another one.
    case switched
    /// Another process has taken the run up again, on a machine and with a version of the program.
    case continued(machine: String, version: String)
    /// The run is to have another number of epochs.
    case prolonged(from: Int, to: Int)
    /// The batch reached the goal up to which the run was to be trained; the run was paused.
    case reached(TrainingGoal)
    /// What was asked for last could not be done; the text says why.
    case refused(String)
    case finished
    case stopped
    /// A loss was not a finite number any more; so runs of earlier programs have it, in place of an alarm.
    case diverged
    /// The numbers of the training say that something is wrong with it.
    case alarm(Alarm)
    /// What an alarm of this kind was raised for is over.
    case alarmEnded(Alarm.Kind)
  }

  /// The number of batches that had been trained.
  package var step: Int
  package var kind: Kind

  package init(step: Int, kind: Kind) {
    self.step = step
    self.kind = kind
  }
}

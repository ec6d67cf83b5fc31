package import Tensors

/// Everything that training needs to go on from a batch with the same bits as if it had never stopped,
/// except the knobs, which the journal of the run has.
package struct Checkpoint: Sendable {
  /// Why it was made, which decides how long it is kept.
  package enum Reason: String, Sendable, CaseIterable {
    /// The run begins.
    case start
    /// An epoch has ended.
    case epoch
    /// A person gave the batch a name.
    case mark
    /// A branch begins here.
    case branch
    /// The run was stopped or has finished, or another branch is trained from here on.
    case end
  }

  /// The number of the branch.
  package var branch: Int
  /// The epoch of the last batch, counted from 1; 0 before the first one.
  package var epoch: Int
  /// The last batch within the epoch, counted from 1; with the epoch it is the place in the order of
  /// the data.
  package var batch: Int
  /// The last batch within the run, counted from 1.
  package var step: Int
  package var reason: Reason
  package var state: TrainingState

  package init(
    branch: Int, epoch: Int, batch: Int, step: Int, reason: Reason, state: TrainingState
  ) {
    self.branch = branch
    self.epoch = epoch
    self.batch = batch
    self.step = step
    self.reason = reason
    self.state = state
  }
}

/// What a batch changes of a GAN and its optimizers.
package struct TrainingState: Sendable {
  /// Weights, moving statistics, what tricks remember, and under `optimizer.` the optimizers' moments.
  package var tensors: [NamedTensor]
  /// Under `random.` how far each random stream has been drawn, and how many steps were made.
  package var counters: [String: UInt64]

  package init(tensors: [NamedTensor], counters: [String: UInt64]) {
    self.tensors = tensors
    self.counters = counters
  }

  /// The tensors without those of the optimizers.
  package var weights: [NamedTensor] { tensors.filter { !$0.name.hasPrefix("optimizer.") } }
}

/// What became of one run of a sweep.
enum SweepCellOutcome: Equatable {
  case finished
  /// Its numbers ran away, or were none any more, after so many batches.
  case diverged(step: Int)
  /// It could not be trained to its end: why, in one line, and the exit code that says so.
  case failed(ShellError)
  /// The sweep was ended before.
  case stopped
}

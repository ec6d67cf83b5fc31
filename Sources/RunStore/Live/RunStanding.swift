/// How a run stands, by what its database says and by whether anybody trains it.
package enum RunStanding: Sendable, Hashable, CustomStringConvertible {
  case running(LockHolder)
  /// Its program was killed: nothing said the end, and nobody trains it.
  case interrupted
  case finished
  case stopped

  /// - Parameter trainer: who trained it before the status was read; asked for later, a run that has
  ///   ended in between would pass for an interrupted one.
  package init(_ status: RunStatus, trainer: LockHolder?) {
    switch (status, trainer) {
    case (.running, let trainer?): self = .running(trainer)
    case (.running, nil): self = .interrupted
    case (.finished, _): self = .finished
    case (.stopped, _): self = .stopped
    }
  }

  /// For example `running (process 1234)`.
  package var description: String {
    switch self {
    case .running(let trainer): "running (\(trainer))"
    case .interrupted: "interrupted"
    case .finished: "finished"
    case .stopped: "stopped"
    }
  }
}

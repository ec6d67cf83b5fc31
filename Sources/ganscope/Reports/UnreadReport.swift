import Synchronization

/// Remembers that a report or a trace could not be written, and ends what it reports on.
final class UnreadReport: Sendable {
  private let first = Mutex<(any Error)?>(nil)
  private let stop: @Sendable () -> Void

  /// Why the first line that was lost could not be written.
  var error: (any Error)? { first.withLock { $0 } }

  init(_ stop: @escaping @Sendable () -> Void) {
    self.stop = stop
  }

  func note(_ error: any Error) {
    let isFirst = first.withLock { first in
      defer { first = first ?? error }
      return first == nil
    }
    if isFirst { stop() }
  }
}

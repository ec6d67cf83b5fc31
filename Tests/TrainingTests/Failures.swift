import RunStore
import Synchronization

/// Keeps the errors of which it is told, for a test to look at.
final class Failures: Sendable {
  private let errors = Mutex<[RunStoreError]>([])
  var all: [RunStoreError] { errors.withLock(\.self) }

  func note(_ error: RunStoreError) { errors.withLock { $0.append(error) } }
}

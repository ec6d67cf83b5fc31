import Synchronization

/// The place of the one process whose keys a training follows, as one process sees it.
package final class DriverSeat: Sendable {
  private let directory: RunDirectory
  private let lock = Mutex<ProcessLock?>(nil)

  package init(_ directory: RunDirectory) {
    self.directory = directory
  }

  /// Takes the place unless another process has it.
  ///
  /// - Returns: who has it, or nil where that is this process now.
  /// - Throws: that it cannot be taken, such as in a folder that is gone.
  package func take() throws(RunStoreError) -> LockHolder? {
    try lock.withLock { lock throws(RunStoreError) in
      // A folder that was removed and made again has a new one.
      if let held = lock, held.isInPlace { return nil }
      switch try ProcessLock.take(directory.driverLockPath) {
      case .taken(let taken):
        lock = taken
        return nil
      case .held(let holder): return holder
      }
    }
  }

  /// What a person is told whose keys are not followed, because somebody else's are.
  package func refusal(by driver: LockHolder) -> String {
    "\(driver) drives this run: this screen only watches"
  }

  /// Gives the place back.
  package func leave() { lock.withLock { $0 = nil } }
}

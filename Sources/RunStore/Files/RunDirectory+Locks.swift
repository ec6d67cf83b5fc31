import Foundation

extension RunDirectory {
  /// Is locked by the process that trains the run.
  package var trainerLockPath: String { path + "/trainer.lock" }
  /// Is locked by the process whose keys the training follows.
  package var driverLockPath: String { path + "/driver.lock" }
  /// Is locked by all processes that watch the run from outside.
  package var watchersLockPath: String { path + "/watchers.lock" }
  /// Is locked by those of them that want to see a view.
  package var viewersLockPath: String { path + "/viewers.lock" }

  /// The process that trains the run, or nil where nobody does.
  package var trainer: LockHolder? { ProcessLock.holder(of: trainerLockPath) }

  /// Takes the right to train the run, which lasts as long as the lock that is returned.
  ///
  /// - Throws: that another process trains it, with its number and what to do.
  package func lockForTraining() throws(RunStoreError) -> ProcessLock {
    switch try ProcessLock.take(trainerLockPath) {
    case .taken(let lock): return lock
    case .held(let holder):
      throw RunStoreError(
        .busy,
        "\(path): is being trained by \(holder): 'ganscope watch --attach \(path)' shows it, "
          + "and :stop there ends it")
    }
  }

  /// - Throws: that a process trains the run, which must not be removed under its hands.
  package func requireUntrained() throws(RunStoreError) {
    guard let trainer else { return }
    throw RunStoreError(
      .busy, "\(path): is being trained by \(trainer): stop that first, then remove the run")
  }

  /// Whoever may watch a run may also drive it, and would leave files of their own among the owner's;
  /// the system would let the superuser do so.
  ///
  /// - Throws: that the folder belongs to another user.
  func requireOwn() throws(RunStoreError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw RunStoreError(.noInput, "\(path): the run is gone: \(systemMessage(errno))")
    }
    guard status.st_uid == geteuid() else {
      throw RunStoreError(
        .noInput, "\(path): belongs to another user: only its owner can watch or drive the run")
    }
  }
}

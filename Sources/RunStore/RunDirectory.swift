import Foundation

/// The folder of one run and the files in it.
package struct RunDirectory: Sendable, Hashable {
  package let path: String
  /// What the path begins with and the number behind it, where the name is automatic.
  private let automatic: Automatic?

  private struct Automatic: Hashable {
    let stem: String
    let number: Int
  }

  package init(path: String) {
    self.path = path
    automatic = nil
  }

  /// A folder with an automatic name, which goes on to the next number where one is taken.
  init(stem: String, number: Int) {
    path = stem + String(number)
    automatic = Automatic(stem: stem, number: number)
  }

  private var next: RunDirectory? {
    automatic.map { RunDirectory(stem: $0.stem, number: $0.number + 1) }
  }

  /// The last part of the path, by which the run is known.
  package var name: String { URL(fileURLWithPath: path).lastPathComponent }
  package var databasePath: String { path + "/run.sqlite" }
  package var checkpointsPath: String { path + "/checkpoints" }
  /// Where a program before there were checkpoints kept the weights.
  var earlierWeightsPath: String { path + "/weights.safetensors" }

  /// Whether there is a run in this folder.
  ///
  /// Only a regular file counts: opening anything else may wait for ever.
  package var holdsRun: Bool {
    var status = stat()
    return unsafe stat(databasePath, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Makes the folder, for its owner alone, and the folders above it where they are missing.
  ///
  /// One that a program has left unfinished serves again.
  ///
  /// - Returns: the folder that was made. Another program may have taken an automatic name since it
  ///   was chosen; it is the next free one then.
  /// - Throws: that the name is taken, or that the folder cannot be made.
  func create() throws(RunStoreError) -> RunDirectory {
    try Folder.make(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    var candidate = self
    while unsafe mkdir(candidate.path, 0o700) != 0 {
      let code = errno
      guard code == EEXIST else { throw uncreatable(systemMessage(code)) }
      guard let next = candidate.next else {
        if candidate.isUnfinished { return candidate }
        throw takenError
      }
      candidate = next
    }
    return candidate
  }

  /// Makes the folder of a run in progress once more, after somebody has removed it.
  func createAgain() throws(RunStoreError) {
    guard unsafe mkdir(path, 0o700) != 0 else { return }
    throw errno == EEXIST
      ? RunStoreError(.cannotCreate, "\(path): was replaced by something else")
      : uncreatable(systemMessage(errno))
  }

  /// Removes the run from the disk for good.
  package func remove() throws(RunStoreError) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // Foundation's own words are for programmers.
      let posix = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let reason = posix.map { systemMessage(Int32($0.code)) } ?? "a file of it cannot be removed"
      throw RunStoreError(.inputOutput, "\(path): cannot be removed: \(reason)")
    }
  }

  /// - Throws: that there is something at this path, which a new run would overwrite.
  func requireFree() throws(RunStoreError) {
    var status = stat()
    if unsafe lstat(path, &status) == 0, !isUnfinished { throw takenError }
  }

  /// - Throws: that the folder could not be made now: said before hours of training, not after.
  package func requireCreatable() throws(RunStoreError) {
    try requireFree()
    var ancestor = URL(fileURLWithPath: path).deletingLastPathComponent()
    while ancestor.path != "/", !FileManager.default.fileExists(atPath: ancestor.path) {
      ancestor.deleteLastPathComponent()
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: ancestor.path, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      throw RunStoreError(
        .cannotCreate,
        "\(path): cannot create the folder of the run: \(ancestor.path) is no folder: "
          + "choose another place with --run")
    }
    guard unsafe access(ancestor.path, W_OK | X_OK) == 0 else {
      throw RunStoreError(
        .cannotCreate,
        "\(path): cannot create the folder of the run in \(ancestor.path): "
          + "\(systemMessage(errno)): choose another place with --run")
    }
  }

  /// That there is something of this name already.
  var takenError: RunStoreError {
    if let trainer {
      return RunStoreError(
        .busy,
        "\(path): is being trained by \(trainer): choose another name with --run, or watch it with "
          + "'ganscope watch --attach \(path)'")
    }
    return RunStoreError(
      .cannotCreate,
      holdsRun
        ? "\(path): there is a run \(name) already: choose another name with --run or remove it with 'ganscope runs rm'"
        : "\(path): exists already: choose another name with --run")
  }

  private func uncreatable(_ reason: String) -> RunStoreError {
    RunStoreError(.cannotCreate, "\(path): cannot create the folder of the run: \(reason)")
  }
}

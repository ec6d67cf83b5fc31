import Foundation

/// The folder of one run and the files in it.
package struct RunDirectory: Sendable, Hashable {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// The last part of the path, by which the run is known.
  package var name: String { URL(fileURLWithPath: path).lastPathComponent }
  package var databasePath: String { path + "/run.sqlite" }
  package var weightsPath: String { path + "/weights.safetensors" }

  /// Whether there is a run in this folder.
  package var holdsRun: Bool { FileManager.default.fileExists(atPath: databasePath) }

  /// Makes the folder, for its owner alone, and the folders above it where they are missing.
  ///
  /// - Throws: that the name is taken, or that the folder cannot be made.
  func create() throws(RunStoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw RunStoreError(
        .cannotCreate, "\(path): cannot create the folder of the run: \(reason(of: error))")
    }
    guard unsafe mkdir(path, 0o700) == 0 else {
      let code = errno
      if code == EEXIST { throw takenError }
      throw RunStoreError(
        .cannotCreate, "\(path): cannot create the folder of the run: \(systemMessage(code))")
    }
  }

  /// - Throws: that there is something at this path, which a new run would overwrite.
  package func requireFree() throws(RunStoreError) {
    var status = stat()
    if unsafe lstat(path, &status) == 0 { throw takenError }
  }

  private var takenError: RunStoreError {
    RunStoreError(
      .cannotCreate,
      holdsRun
        ? "\(path): there is a run \(name) already: choose another name with --run or remove it with 'ganscope runs rm'"
        : "\(path): exists already: choose another name with --run")
  }

  private func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let underlying, underlying.domain == NSPOSIXErrorDomain else {
      return error.localizedDescription
    }
    return systemMessage(Int32(underlying.code))
  }
}

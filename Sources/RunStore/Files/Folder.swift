package import Foundation

/// A folder that files are written into.
package enum Folder {
  /// Makes a folder and those above it where they are missing; one that is there is no error.
  ///
  /// - Parameter permissions: of new folders, before the process's mask is taken from them; else their
  ///   owner has them alone.
  /// - Throws: which folder cannot be made and why, in the system's words.
  package static func make(
    _ path: String, permissions: mode_t = 0o700
  ) throws(RunStoreError) {
    guard unsafe mkdir(path, permissions) != 0 else { return }
    switch errno {
    case EEXIST where isFolder(path): return
    case EEXIST: throw uncreatable(path, "there is a file of that name")
    case ENOENT where !parent(of: path).isEmpty && parent(of: path) != path:
      try make(parent(of: path), permissions: permissions)
      guard unsafe mkdir(path, permissions) != 0, errno != EEXIST else { return }
      throw uncreatable(path, systemMessage(errno))
    case let code: throw uncreatable(path, systemMessage(code))
    }
  }

  private static func uncreatable(_ path: String, _ reason: String) -> RunStoreError {
    RunStoreError(.cannotCreate, "\(path): cannot create the folder: \(reason)")
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func parent(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

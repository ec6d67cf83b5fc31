package import Foundation

/// A file that is complete or absent: written beside its place, synced, renamed, its folder synced.
///
/// A file that stood there before is there unchanged until the very moment of the renaming, and
/// after any error.
package struct AtomicFile: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private let descriptor: Int32

  /// Writes the file at `path` with what `body` writes.
  ///
  /// - Parameter permissions: of the new file, before the process's mask is taken from them.
  static func write(
    to path: String, permissions: mode_t,
    _ body: (borrowing AtomicFile) throws(RunStoreError) -> Void
  ) throws(RunStoreError) {
    let file = try AtomicFile(path: path, permissions: permissions)
    do {
      try body(file)
      try systemCall("cannot write", path) { fsync(file.descriptor) }
      try systemCall("cannot write", path) {
        unsafe rename(file.temporaryPath, file.path)
      }
    } catch {
      unsafe _ = unlink(file.temporaryPath)
      throw error
    }
    try syncFolder(of: file.path)
  }

  /// Writes bytes as the file at `path`.
  package static func write(
    _ bytes: [UInt8], to path: String, permissions: mode_t = 0o666
  ) throws(RunStoreError) {
    try write(to: path, permissions: permissions) { file throws(RunStoreError) in
      try file.append(bytes)
    }
  }

  private init(path: String, permissions: mode_t) throws(RunStoreError) {
    let target = try Self.resolved(path)
    let (folder, name) = Self.split(target)
    // The random part keeps two processes that write the same file out of each other's way.
    let temporaryPath = "\(folder)/.\(name).\(UInt32.random(in: 0...UInt32.max)).partial"
    descriptor = try systemCall("cannot create", path, kind: .cannotCreate) {
      unsafe open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
    }
    self.path = target
    self.temporaryPath = temporaryPath
  }

  deinit {
    close(descriptor)
  }

  func append(_ bytes: [UInt8]) throws(RunStoreError) {
    try unsafe append(bytes.span.bytes)
  }

  func append(_ bytes: RawSpan) throws(RunStoreError) {
    var done = 0
    while done < bytes.byteCount {
      let rest = bytes.extracting(done..<bytes.byteCount)
      done += try systemCall("cannot write", path) {
        // Safe because `write` reads `count` bytes at most, and only during the call.
        unsafe rest.withUnsafeBytes {
          unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
      }
    }
  }

  /// The file that a symbolic link means, so that the link stays; devices and folders are refused.
  private static func resolved(_ path: String) throws(RunStoreError) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return path }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw RunStoreError(
        .cannotCreate, "\(path): is not a regular file: choose the name of a new file")
    }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let url = URL(fileURLWithPath: path)
    return (url.deletingLastPathComponent().path, url.lastPathComponent)
  }

  /// Makes the names in a file's folder last through a loss of power.
  static func syncFolder(of path: String) throws(RunStoreError) {
    let folder = split(path).folder
    let descriptor = try systemCall("cannot open", folder) {
      unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    defer { close(descriptor) }
    try systemCall("cannot sync", folder) { fsync(descriptor) }
  }
}

import Foundation

/// Holds on to a folder, wherever it is moved.
final class FolderHandle: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws(RunStoreError) {
    descriptor = try systemCall("cannot open", path) {
      unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Whether it was removed from the disk.
  var isRemoved: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_nlink == 0
  }
}

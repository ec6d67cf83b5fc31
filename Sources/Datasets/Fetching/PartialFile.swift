internal import Foundation
internal import Hashing

/// A file that is still being made: `NAME.part` beside its place, locked against other processes.
///
/// It stays when the program ends early, so that a later one goes on where it stopped.
final class PartialFile {
  private let path: String
  private let place: String
  private let descriptor: Int32
  /// The number of bytes so far.
  private(set) var size: Int

  /// Opens what an earlier attempt has left, or begins anew; makes the folder if need be.
  init(for place: String) throws(DatasetError) {
    self.place = place
    path = place + ".part"
    let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DatasetError(.unwritable, "\(folder): cannot be made: \(posixReason(error))")
    }
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else {
      throw DatasetError(.unwritable, "\(path): cannot be made: \(systemReason())")
    }
    size = Int(lseek(descriptor, 0, SEEK_END))
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw DatasetError(.unwritable, "\(path): another process is writing it; wait for its end")
    }
  }

  deinit {
    _ = close(descriptor)
  }

  /// Puts bytes to the end.
  func append(_ bytes: [UInt8]) throws(DatasetError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes[done...].withUnsafeBytes {
        unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(size))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw DatasetError(.inputOutput, "\(path): cannot be written: \(systemReason())")
      }
      size += count
      done += count
    }
  }

  /// Throws away what there is.
  func clear() throws(DatasetError) {
    guard ftruncate(descriptor, 0) == 0 else {
      throw DatasetError(.inputOutput, "\(path): cannot be emptied: \(systemReason())")
    }
    size = 0
  }

  func sha256() throws(DatasetError) -> String {
    try SHA256.ofFile(descriptor, path: path)
  }

  /// Gives the file its name, with all bytes safely on the disk.
  func finish() throws(DatasetError) {
    guard fsync(descriptor) == 0, unsafe rename(path, place) == 0 else {
      throw DatasetError(.inputOutput, "\(place): cannot be written: \(systemReason())")
    }
    let folder = URL(fileURLWithPath: place).deletingLastPathComponent().path
    let folderDescriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folderDescriptor >= 0 else { return }
    // Some file systems cannot sync a folder; the file is whole all the same.
    fsync(folderDescriptor)
    _ = close(folderDescriptor)
  }

  /// Removes the file, and its folder if it is empty then.
  func remove() {
    unsafe unlink(path)
    unsafe rmdir(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }
}

/// The system's words for why the last call failed.
func systemReason() -> String {
  unsafe String(cString: strerror(errno)).lowercased()
}

/// The system's words for why Foundation has failed.
func posixReason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
  guard let underlying, underlying.domain == NSPOSIXErrorDomain else {
    return error.localizedDescription
  }
  return unsafe String(cString: strerror(Int32(underlying.code))).lowercased()
}

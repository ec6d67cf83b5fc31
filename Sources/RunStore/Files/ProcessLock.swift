import Foundation

/// A right that one process has at a time, or several share, held by a lock on a file.
///
/// The system frees the lock when its process ends, however it ends, so nothing that a dead process
/// left behind has to be judged: the text in the file only tells others whom to ask. The lock belongs
/// to the open file, so two locks within one process exclude each other too.
package final class ProcessLock: Sendable {
  /// Whether others may have the lock at the same time.
  package enum Kind: Sendable {
    case exclusive
    case shared

    fileprivate var systemType: Int32 { self == .exclusive ? F_WRLCK : F_RDLCK }
  }

  package enum Attempt: Sendable {
    case taken(ProcessLock)
    case held(LockHolder)
  }

  private let path: String
  private let descriptor: Int32

  /// Takes the lock at `path`, or says who has it; it never waits.
  ///
  /// - Throws: that the file cannot be made or locked, such as in a folder of another user.
  package static func take(
    _ path: String, _ kind: Kind = .exclusive
  ) throws(RunStoreError) -> Attempt {
    while true {
      let lock = try ProcessLock(opening: path)
      guard try lock.isGranted(kind) else {
        return .held(LockHolder(readingFrom: lock.descriptor))
      }
      // Who had it before may have removed the file between the opening and the locking.
      guard lock.isInPlace else { continue }
      if kind == .exclusive { lock.writeProcessID() }
      return .taken(lock)
    }
  }

  /// Who has the lock at `path`, exclusively or shared, or nil where nobody has; this never takes the
  /// lock, not even for a moment, so whoever wants it at that moment gets it.
  package static func holder(of path: String) -> LockHolder? {
    let descriptor = unsafe open(path, O_RDONLY | openFlags)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var region = wholeFile(F_WRLCK)
    guard unsafe fcntl(descriptor, OpenFileLock.query, &region) == 0,
      region.l_type != Int16(F_UNLCK)
    else { return nil }
    return LockHolder(readingFrom: descriptor)
  }

  private init(opening path: String) throws(RunStoreError) {
    self.path = path
    descriptor = try systemCall("cannot open the lock", path, kind: .cannotCreate) {
      unsafe open(path, O_RDWR | O_CREAT | Self.openFlags, 0o600)
    }
  }

  deinit {
    // The last one who leaves takes the file along.
    if (try? isGranted(.exclusive)) == true, isInPlace { unsafe _ = unlink(path) }
    close(descriptor)
  }

  // A child must not inherit the lock; what is no regular file must not make the opening wait.
  private static let openFlags = O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW

  private static func wholeFile(_ type: Int32) -> flock {
    var region = flock()
    region.l_type = Int16(type)
    region.l_whence = Int16(SEEK_SET)
    return region
  }

  private func isGranted(_ kind: Kind) throws(RunStoreError) -> Bool {
    var region = Self.wholeFile(kind.systemType)
    while unsafe fcntl(descriptor, OpenFileLock.set, &region) != 0 {
      switch errno {
      case EINTR: continue
      case EAGAIN, EACCES: return false
      case let code:
        throw RunStoreError(
          .cannotCreate, "\(path): cannot be locked: \(systemMessage(code))")
      }
    }
    return true
  }

  /// Whether the file that is locked is the one that others would open.
  package var isInPlace: Bool {
    let own = FileIdentity(of: descriptor)
    return own != nil && own == FileIdentity(at: path)
  }

  private func writeProcessID() {
    // On a full disk the lock is as good without the text.
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }
}

/// The commands of `fcntl` for locks that belong to an open file; Glibc hides their names from Swift.
enum OpenFileLock {
  #if os(Linux)
    static let query: Int32 = 36  // F_OFD_GETLK
    static let set: Int32 = 37  // F_OFD_SETLK
  #else
    static let query: Int32 = 92
    static let set: Int32 = 90
  #endif
}

/// The process that has a lock.
package struct LockHolder: Sendable, Hashable, CustomStringConvertible {
  /// Nil where its number is not known (yet).
  package let processID: Int32?

  package init(processID: Int32?) {
    self.processID = processID
  }

  fileprivate init(readingFrom descriptor: Int32) {
    var bytes = [UInt8](repeating: 0, count: 16)
    // Safe because `pread` writes `count` bytes at most, and only during the call.
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    let number = text.hasSuffix("\n") ? Int32(text.dropLast()) : nil
    // A number that nobody has is from before: the holder has not written its own yet.
    processID = number.flatMap { $0 > 0 && Self.isProcess($0) ? $0 : nil }
  }

  private static func isProcess(_ number: Int32) -> Bool { kill(number, 0) == 0 || errno == EPERM }

  /// For example `process 1234`.
  package var description: String { processID.map { "process \($0)" } ?? "another process" }
}

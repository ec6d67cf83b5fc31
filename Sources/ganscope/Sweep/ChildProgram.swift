import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// This program once more, in a process of its own, whose lines are read as they come.
///
/// Its standard output and its errors are one stream. It has a process group of its own, so Ctrl-C in the
/// terminal reaches only the parent, which passes it on once. If the parent dies, its stream breaks, and
/// a training ends well because nobody reads it.
final class ChildProgram: Sendable {
  /// How it ended.
  struct Ending {
    /// The exit code; nil where a signal has ended it.
    let code: Int32?
    let signal: Int32?
  }

  private let process: pid_t
  private let stream: Int32
  private let isOver = Mutex(false)
  private let queue = DispatchQueue(label: "ganscope.child")

  /// Starts it.
  init(_ arguments: [String]) throws {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Self.failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    stream = ends[0]
    let result = Result { try Self.spawn([OwnProgram.path] + arguments, output: ends[1]) }
    close(ends[1])
    if case .failure = result { close(stream) }
    process = try result.get()
  }

  deinit {
    close(stream)
  }

  /// Asks it to end well.
  func interrupt() {
    // Once it is over, another process may get its number.
    isOver.withLock { isOver in
      if !isOver { _ = kill(process, SIGINT) }
    }
  }

  /// Reads its lines until it has ended.
  func wait(line: @escaping @Sendable (String) -> Void) async -> Ending {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        readLines(line)
        continuation.resume(returning: end())
      }
    }
  }

  private func readLines(_ line: (String) -> Void) {
    var rest: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // Safe because `read` writes `count` bytes at most, and only during the call.
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(stream, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest += bytes[..<count]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line(String(decoding: rest[..<end], as: UTF8.self))
        rest.removeSubrange(...end)
      }
    }
    if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
  }

  private func end() -> Ending {
    var status: Int32 = 0
    // Its number stays its own until it is waited for.
    while waitid(P_PID, id_t(process), nil, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    isOver.withLock { isOver in
      isOver = true
      while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    let signal = status & 0x7F
    return signal == 0
      ? Ending(code: (status >> 8) & 0xFF, signal: nil) : Ending(code: nil, signal: signal)
  }

  // MARK: - Starting

  private static func spawn(_ words: [String], output: Int32) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    setOwnGroupAndSignals(&attributes)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, words[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw failure(code) }
    return child
  }

  /// The parent ignores signals that it gets otherwise; the child must not inherit that.
  private static func setOwnGroupAndSignals(_ attributes: inout posix_spawnattr_t) {
    var (none, heeded) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigemptyset(&heeded)
    for signal in [SIGINT, SIGTERM] { unsafe sigaddset(&heeded, signal) }
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &heeded)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
  }

  private static func failure(_ code: Int32) -> ShellError {
    let reason = unsafe String(cString: strerror(code))
    return ShellError("another process cannot be started: \(reason)", .temporaryFailure)
  }
}

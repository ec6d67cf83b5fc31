import Foundation

/// Runs a command, and waits for its end.
///
/// `Foundation.Process` and pipes will not do: they wait until every copy of a descriptor is closed,
/// and a server that the command leaves behind (tmux) keeps its copies. Here output goes into a file.
enum ShortCommand {
  struct Result {
    /// Standard output and standard error.
    let output: String
    let status: Int32
  }

  static func run(_ arguments: [String]) throws -> Result {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-output-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let child = try spawn(arguments, output: file.path)
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return Result(output: try String(contentsOf: file, encoding: .utf8), status: status)
  }

  private static func spawn(_ arguments: [String], output: String) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    standardSignals(&attributes)
    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let error = unsafe posix_spawnp(&child, arguments[0], &actions, &attributes, &words, environ)
    guard error == 0 else {
      let reason = unsafe String(cString: strerror(error))
      throw TmuxError(description: "cannot run \(arguments[0]): \(reason)")
    }
    return child
  }

  /// The threads of the tests block most signals, and what runs them may ignore some; the command
  /// must not inherit that.
  private static func standardSignals(_ attributes: inout posix_spawnattr_t) {
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }
}

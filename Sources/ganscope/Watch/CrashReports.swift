import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How Swift's runtime reports a crash.
enum CrashReports {
  private static let variable = "SWIFT_BACKTRACE"

  /// The first words of commands that open a screen; without a command one is opened too.
  private static let screenCommands: Set = ["watch", "resume", "lesson"]

  /// Does so before anything else where the program is about to open a screen, as all that is done
  /// before is done twice.
  static func makeNonInteractiveForScreen() {
    let first = CommandLine.arguments.dropFirst().first ?? "watch"
    guard screenCommands.contains(first) || first.hasPrefix("-"), isatty(STDIN_FILENO) == 1,
      isatty(STDOUT_FILENO) == 1
    else { return }
    makeNonInteractive()
  }

  /// Starts the program anew with reports that do not ask for a key, unless the user has said how
  /// reports are to be.
  ///
  /// On a terminal the runtime would stop the crashed program and ask whether to debug it, with the
  /// echo off. It reads its settings before `main`, so they can only be set for a new start; that
  /// costs some milliseconds and keeps the process's number.
  private static func makeNonInteractive() {
    guard unsafe getenv(variable) == nil else { return }
    // By its real path, or the process would be called `exe`.
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return }
    unsafe setenv(variable, "interactive=no", 1)
    var arguments = unsafe CommandLine.arguments.map { unsafe strdup($0) } + [nil]
    unsafe execv(program, &arguments)
    // Where that is not possible the program goes on as it was.
    unsafe arguments.forEach { unsafe free($0) }
  }
}

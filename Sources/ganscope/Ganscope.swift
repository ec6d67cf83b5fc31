import ArgumentParser
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct Ganscope: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ganscope",
    abstract: "Watch a GAN learn, in a terminal.",
    discussion: """
      Without a command it opens the live screen and trains the recipe 'pocket' on built-in
      handwriting-like digits; nothing has to be downloaded.
      """,
    version: programVersion,
    subcommands: [
      WatchCommand.self, LessonCommand.self, TrainCommand.self, ResumeCommand.self,
      ReplayCommand.self, SweepCommand.self, ScoreCommand.self,
      SampleCommand.self, ExportCommand.self, RunsCommand.self,
      RecipesCommand.self, DatasetsCommand.self, JudgesCommand.self, ThemesCommand.self,
      DoctorCommand.self,
      BenchCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: WatchCommand.self)

  /// Runs the command that the arguments name; an error is one line and an exit code of sysexits.
  static func main() async {
    CrashReports.makeNonInteractiveForScreen()
    StandardOutput.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  /// Ends with an error's one line and exit code; what was asked for, such as help, is none.
  private static func end(with error: any Error) -> Never {
    guard !(error is ExitCode) else { exit(withError: error) }
    switch exitCode(for: error) {
    case .failure:
      // The argument parser knows nothing of it.
      let error = ShellError(error)
      // Whoever has closed the pipe wants to hear no more.
      if error.status != .brokenPipe { tell(error.message) }
      Foundation.exit(error.status.rawValue)
    case .validationFailure:
      tell(UsageMistake(error).text)
      Foundation.exit(ShellStatus.usage.rawValue)
    default: exit(withError: error)
    }
  }

  private static func tell(_ message: String) {
    writeToStandardError("ganscope: \(message)\n")
  }
}

/// The version of the program, as `--version` shows it and runs record it.
let programVersion = "0.1.0"

/// Writes text to standard error.
func writeToStandardError(_ text: String) {
  // There is nowhere left to say that this failed.
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

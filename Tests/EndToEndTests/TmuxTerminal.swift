import Foundation

/// A shell in a terminal of its own, of any size: a private tmux server that ends with this object.
///
/// Nothing here waits for a fixed time: `wait` looks again and again until a condition holds.
final class TmuxTerminal: Sendable {
  /// A folder for the files of this test.
  let folder: URL
  private let socket: String
  /// How long a condition is waited for: far longer than the busiest machine takes.
  private static let patience = Duration.seconds(180)

  /// - Parameter environment: what the shell sees besides the environment of the tests.
  init(width: Int = 80, height: Int = 24, environment: [String: String] = [:]) async throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    socket = folder.appendingPathComponent("tmux").path
    let variables = [
      "LC_ALL": "C.UTF-8", "PS1": "$ ", "ENV": "", "LINES": "", "COLUMNS": "", "NO_COLOR": "",
      "SWIFT_BACKTRACE": "enable=no",
    ].merging(environment) { _, given in given }
    try tmux(
      ["-u", "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)"]
        + ["-c", folder.path]
        + variables.flatMap { ["-e", "\($0.key)=\($0.value)"] } + ["/bin/sh", "-i"])
    try await wait(for: "the prompt of the shell") { $0.hasPrefix("$") }
  }

  deinit {
    _ = try? tmux(["kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: - Doing

  /// Presses keys, by the names of tmux: `q`, `Space`, `Enter`, `Down`, `C-c`.
  func press(_ keys: String...) throws {
    try tmux(["send-keys", "--"] + keys)
  }

  /// Sends characters as they are, escape sequences too.
  func type(_ text: String) throws {
    try tmux(["send-keys", "-l", "--", text])
  }

  /// Types a command into the shell.
  func run(_ command: String) throws {
    try type(command)
    try press("Enter")
  }

  /// Gives the terminal another size, and waits until the programs in it can see it.
  ///
  /// tmux crops its own picture at once, but tells a terminal of two changes no sooner than a
  /// quarter of a second apart.
  func resize(width: Int, height: Int) async throws {
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    let device = try value(of: "pane_tty")
    try await wait(for: "a terminal of \(width)×\(height)") { _ in
      try ShortCommand.run(["stty", "-F", device, "size"]).output == "\(height) \(width)\n"
    }
  }

  /// Closes the terminal under whatever runs in it.
  func close() throws {
    try tmux(["kill-server"])
  }

  /// Writes down from now on, in a file of the test's folder, what programs write to the terminal.
  func record(into name: String) throws {
    let file = folder.appendingPathComponent(name)
    try Data().write(to: file)
    try tmux(["pipe-pane", "-o", "cat >>'\(file.path)'"])
  }

  // MARK: - Looking

  /// What is on the screen, without the spaces at the ends of lines.
  var text: String { get throws { try tmux(["capture-pane", "-p"]) } }

  /// What is on the screen with its escape sequences for colours.
  var styledText: String { get throws { try tmux(["capture-pane", "-p", "-e"]) } }

  /// Whether the screen of a program is shown instead of the shell's.
  var showsAlternateScreen: Bool { get throws { try value(of: "alternate_on") == "1" } }

  var showsCursor: Bool { get throws { try value(of: "cursor_flag") == "1" } }

  /// Whether a program takes the mouse.
  var reportsMouse: Bool { get throws { try value(of: "mouse_any_flag") == "1" } }

  /// The number of the shell's process.
  var shellProcess: String { get throws { try value(of: "pane_pid") } }

  private func value(of variable: String) throws -> String {
    try tmux(["display-message", "-p", "#{\(variable)}"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Waits until the text on the screen meets a condition, and returns it.
  ///
  /// - Throws: `TmuxError` with the screen when the time is over.
  @discardableResult
  func wait(
    for what: String, until condition: (String) throws -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let text = try text
      if try condition(text) { return text }
      guard ContinuousClock.now < deadline else {
        throw TmuxError(
          description: "waited \(Self.patience) in vain for \(what); the screen:\n\(text)")
      }
      try await Task.sleep(for: .milliseconds(25))
    }
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func wait(forText wanted: String) async throws -> String {
    try await wait(for: "'\(wanted)'") { $0.contains(wanted) }
  }

  /// Waits until a file in the test's folder ends with a line break, and returns its text.
  func wait(forFile name: String) async throws -> String {
    var content = ""
    try await wait(for: "the file \(name)") { _ in
      content =
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
      return content.hasSuffix("\n")
    }
    return content
  }

  // MARK: - tmux

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let result = try ShortCommand.run(["tmux", "-S", socket] + arguments)
    guard result.status == 0 else {
      throw TmuxError(description: "tmux \(arguments.joined(separator: " ")): \(result.output)")
    }
    return result.output
  }
}

struct TmuxError: Error, CustomStringConvertible {
  let description: String
}

/// A program of this package, beside the running tests.
func builtProgram(_ name: String) -> String {
  let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  return tests.deletingLastPathComponent().appendingPathComponent(name).path
}

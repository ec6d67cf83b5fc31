/// Something that is asked for by a line of words behind a colon.
///
/// The list of all of them is the one place from which completion and answers are made.
struct PromptCommand: Sendable {
  let name: String
  /// What can stand behind the name, for example `KNOB VALUE`.
  let arguments: String
  /// Everything that the next of its arguments can be, after those that are there.
  let completions: @Sendable (_ arguments: [String], WatchScreen) -> [String]
  /// Does what the arguments say.
  let perform: @Sendable (inout WatchScreen, _ arguments: [String]) throws(PromptError) -> [Effect]

  var usage: String { arguments.isEmpty ? name : "\(name) \(arguments)" }

  static let all: [PromptCommand] = [
    PromptCommand(
      name: "new", arguments: "recipe=NAME [dataset=NAME] [seed=N]",
      completions: { RunRequest.completions(after: $0, in: $1.library) },
      perform: { screen, arguments throws(PromptError) in
        [.startRun(try RunRequest(arguments, library: screen.library))]
      }),
    PromptCommand(
      name: "set", arguments: "KNOB VALUE",
      completions: { arguments, screen in
        arguments.isEmpty ? screen.board.knobs.map(\.setting.commandName) : []
      },
      perform: { screen, arguments throws(PromptError) in try screen.setKnob(by: arguments) }),
    PromptCommand(
      name: "branch", arguments: "[NAME]", completions: { _, _ in [] },
      perform: { screen, arguments throws(PromptError) in
        guard let place = screen.viewedPlace() else {
          throw PromptError("there is nothing to branch from yet")
        }
        return try screen.branch(named: arguments.joined(separator: " "), at: place)
      }),
    PromptCommand(
      name: "switch", arguments: "NAME",
      completions: { $0.isEmpty ? $1.otherBranchNames : [] },
      perform: { screen, arguments throws(PromptError) in
        guard !arguments.isEmpty else { throw PromptError("which branch? switch NAME") }
        return screen.switchBranch(
          to: try screen.branch(named: arguments.joined(separator: " ")))
      }),
    PromptCommand(
      name: "mark", arguments: "NAME", completions: { _, _ in [] },
      perform: { screen, arguments throws(PromptError) in
        try screen.mark(named: arguments.joined(separator: " "))
      }),
    PromptCommand(
      name: "compare", arguments: "[A B], each an EPOCH, a BRANCH or BRANCH@EPOCH",
      completions: { $0.count < 2 ? $1.comparableNames : [] },
      perform: { screen, arguments throws(PromptError) in try screen.compare(arguments) }),
    PromptCommand(
      name: "goto", arguments: "EPOCH|live", completions: { $0.isEmpty ? $1.viewedEpochs : [] },
      perform: { screen, arguments throws(PromptError) in try screen.goTo(arguments) }),
    plain("pause") { $0.isPaused ? $0.answer("it is paused already") : $0.togglePause() },
    plain("resume") { $0.isPaused ? $0.togglePause() : $0.answer("it is not paused") },
    plain("stop") { $0.stop() },
    plain("quit") { $0.stopAndQuit() },
  ]

  /// A command without arguments.
  private static func plain(
    _ name: String, perform: @escaping @Sendable (inout WatchScreen) -> [Effect]
  ) -> PromptCommand {
    PromptCommand(
      name: name, arguments: "", completions: { _, _ in [] },
      perform: { screen, arguments throws(PromptError) in
        guard arguments.isEmpty else { throw PromptError("\(name) takes no more words") }
        return perform(&screen)
      })
  }

  static func named(_ name: String) -> PromptCommand? { all.first { $0.name == name } }
}

/// Why a line cannot be done, in one line for the person who typed it.
struct PromptError: Error, Equatable {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

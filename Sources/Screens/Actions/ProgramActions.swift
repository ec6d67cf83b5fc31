internal import Terminal

extension WatchAction {
  /// The program as a whole.
  static let program: [WatchAction] = [
    WatchAction(
      "help", [.character("?"), .function(1)], in: .program,
      help: "all that can be done; typing searches, Enter does it", hint: Hint(label: "help")
    ) { $0.showHelp() },
    WatchAction(
      "command", [.character(":"), .control("p")], in: .program,
      help: "type a command; Tab completes", hint: Hint(label: "command")
    ) { $0.openPrompt(with: "") },
    WatchAction(
      "recipes", [.character("r")], in: .program, help: "choose another recipe to train",
      hint: Hint(label: "recipes")
    ) { $0.openChooser() },
    WatchAction(
      "new", "recipe=NAME [dataset=NAME] [seed=N]", in: .program,
      help: "train another recipe in place of this one, which is saved",
      completions: { RunRequest.completions(after: $0, in: $1.library) },
      check: { arguments, _ throws(PromptError) in try RunRequest.check(arguments) },
      perform: { screen, arguments throws(PromptError) in
        [.startRun(try RunRequest(arguments, library: screen.library))]
      }),
    WatchAction(
      "record", "[FILE.cast]", [.character("R")], in: .program,
      help: "record the screen for asciinema, or end the recording",
      check: { arguments, _ throws(PromptError) in
        guard arguments.count <= 1 else { throw PromptError("one file: record FILE.cast") }
      },
      perform: { _, arguments throws(PromptError) in [.record(arguments.first)] }),
    WatchAction(
      "quit", "", [.character("q")], in: .program,
      help: "quit; the key asks first while a run goes on", hint: Hint(label: "quit"),
      ask: { $0.quit() },
      check: { arguments, _ throws(PromptError) in
        guard arguments.isEmpty else { throw PromptError("quit takes no more words") }
      },
      perform: { screen, _ throws(PromptError) in screen.stopAndQuit() }),
    WatchAction(
      "quit-now", [.control("c")], in: .program, help: "stop, save and quit at once", isUrgent: true
    ) { $0.stopAndQuit() },
    WatchAction(
      "suspend", [.control("z")], in: .program, help: "back to the shell; fg returns",
      isUrgent: true
    ) { _ in [.suspend] },
  ]
}

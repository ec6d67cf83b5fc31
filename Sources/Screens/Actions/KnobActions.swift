internal import Session
internal import Terminal

extension WatchAction {
  /// Turning knobs.
  static let knobs: [WatchAction] = [
    WatchAction(
      "turn-up", [.character("+"), .character("=")], in: .knobs, only: .watching, .viewing,
      help: "turn the selected knob up one notch",
      hint: Hint(label: "turn", pairedWith: "turn-down")
    ) { $0.turnKnob(up: true) },
    WatchAction(
      "turn-down", [.character("-"), .character("_")], in: .knobs, only: .watching, .viewing,
      help: "turn the selected knob down one notch"
    ) { $0.turnKnob(up: false) },
    WatchAction(
      "type", [.enter, .character("e")], in: .knobs, only: .watching,
      help: "type a value for the selected knob"
    ) { $0.typeKnob() },
    WatchAction("previous-knob", in: .knobs, help: "select the knob above") {
      $0.selectKnob(by: -1)
    },
    WatchAction("next-knob", in: .knobs, help: "select the knob below") { $0.selectKnob(by: 1) },
    WatchAction(
      "set", "KNOB VALUE", in: .knobs, help: "set any knob: a number, or x2 for twice as much",
      completions: { arguments, screen in
        arguments.isEmpty ? screen.board.knobs.map(\.setting.commandName) : []
      },
      check: { arguments, screen throws(PromptError) in
        _ = try KnobWords.setting(arguments, among: screen.board.knobs)
      },
      perform: { screen, arguments throws(PromptError) in try screen.setKnob(by: arguments) }),
    WatchAction(
      "lr", "[g|d] RATE", [.character("L")], in: .knobs,
      help: "set the learning rate of one network, or of both",
      completions: { arguments, _ in arguments.isEmpty ? ["d", "g"] : [] },
      ask: { $0.openPrompt(with: "lr ") },
      check: { arguments, _ throws(PromptError) in
        _ = try KnobWords.rates(arguments)
      },
      perform: { screen, arguments throws(PromptError) in try screen.setRates(by: arguments) }),
    WatchAction(
      "dropout", "RATE", in: .knobs, help: "set the discriminator's dropout",
      check: { arguments, screen throws(PromptError) in
        _ = try KnobWords.setting(["dropout"] + arguments, among: screen.board.knobs)
      },
      perform: { screen, arguments throws(PromptError) in
        try screen.setKnob(by: ["dropout"] + arguments)
      }),
    WatchAction(
      "undo", [.character("u")], in: .knobs, help: "take back a turn, or a remedy's return",
      hint: Hint(label: "undo")
    ) { $0.undoTurn() },
    WatchAction(
      "redo", [.control("r")], in: .knobs, help: "turn it again after all"
    ) { $0.redoTurn() },
  ]
}

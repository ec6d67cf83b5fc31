internal import Session
internal import Terminal

extension WatchAction {
  /// A training step stage by stage, and a transposed convolution by hand.
  static let slowMotion: [WatchAction] = [
    WatchAction(
      "slow", "[discriminator|generator]", [.character("x")], in: .slowMotion,
      help: "train one batch in slow motion; or show a turn of the last one",
      hint: Hint(label: "train one"),
      completions: { arguments, _ in
        arguments.isEmpty ? NetworkRole.allCases.map(\.rawValue) : []
      },
      check: { arguments, _ throws(PromptError) in
        guard arguments.count <= 1 else { throw PromptError("slow takes one word") }
        if let word = arguments.first { _ = try NetworkRole(word: word) }
      },
      perform: { screen, arguments throws(PromptError) in try screen.showTurn(of: arguments) }),
    WatchAction(
      "stamps", [.character("X")], in: .slowMotion,
      help: "a transposed convolution by hand; again, another example"
    ) { $0.showStamps() },
    WatchAction(
      "stage-forth", [.character(" "), .right, .character("n"), .character("l"), .character("]")],
      in: .slowMotion, only: .slow, help: "slow motion: the next stage", hint: Hint(label: "next")
    ) { $0.stepStages(by: 1) },
    WatchAction(
      "stage-back", [.left, .character("h"), .character("[")], in: .slowMotion, only: .slow,
      help: "slow motion: the stage before", hint: Hint(label: "back")
    ) { $0.stepStages(by: -1) },
    WatchAction(
      "stage-first", [.home, .character("g")], in: .slowMotion, only: .slow,
      help: "slow motion: the first stage"
    ) { $0.showFirstStage() },
    WatchAction(
      "stage-play", [.character("a")], in: .slowMotion, only: .slow,
      help: "slow motion: stages follow each other by themselves, or stop",
      hint: Hint(label: "play")
    ) { $0.playStages() },
  ]
}

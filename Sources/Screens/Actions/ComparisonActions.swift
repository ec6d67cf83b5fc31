internal import Terminal

extension WatchAction {
  /// Comparing two grids of samples.
  static let comparing: [WatchAction] = [
    WatchAction(
      "compare", "[A B], each an EPOCH, a BRANCH or BRANCH@EPOCH", [.character("c")],
      in: .comparing,
      only: .watching, .viewing, .slow, help: "compare these samples, A, with others, B",
      hint: Hint(label: "compare"),
      completions: { $0.count < 2 ? $1.comparableNames : [] },
      check: { arguments, _ throws(PromptError) in
        guard [0, 2].contains(arguments.count) else {
          throw PromptError("two of them: compare A B, each an EPOCH, a BRANCH or BRANCH@EPOCH")
        }
      },
      perform: { screen, arguments throws(PromptError) in try screen.compare(arguments) }),
    WatchAction(
      "way", [.character("d")], in: .comparing, only: .comparing,
      help: "comparing: side by side, difference, flicker", hint: Hint(label: "way")
    ) { $0.showNextWay() },
    WatchAction(
      "other-side", [.tab, .backTab], in: .comparing, only: .comparing,
      help: "comparing: choose A or B", hint: Hint(label: "A or B")
    ) { $0.chooseOtherSide() },
    WatchAction(
      "side-back", [.character("<"), .character(",")], in: .comparing, only: .comparing,
      help: "comparing: the chosen side alone back",
      hint: Hint(label: "one side", pairedWith: "side-forth")
    ) { $0.stepChosenSide(by: -1) },
    WatchAction(
      "side-forth", [.character(">"), .character(".")], in: .comparing, only: .comparing,
      help: "comparing: the chosen side alone forth"
    ) { $0.stepChosenSide(by: 1) },
    WatchAction(
      "same-moment", [.character("=")], in: .comparing, only: .comparing,
      help: "comparing: the chosen side to the other's epoch"
    ) { $0.moveChosenSideToOther() },
    WatchAction(
      "branch-before", [.up, .character("k")], in: .comparing, only: .comparing,
      help: "comparing: the chosen side's branch, one back", hint: Hint(label: "its branch")
    ) { $0.changeBranchOfChosenSide(by: -1) },
    WatchAction(
      "branch-after", [.down, .character("j")], in: .comparing, only: .comparing,
      help: "comparing: the chosen side's branch, one on"
    ) { $0.changeBranchOfChosenSide(by: 1) },
    WatchAction(
      "leave", [.escape, .character("c")], in: .comparing, only: .comparing,
      help: "comparing: leave it", hint: Hint(label: "leave")
    ) { $0.leaveComparison() },
  ]
}

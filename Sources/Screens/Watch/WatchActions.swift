internal import Session
package import Terminal

/// Something that a key does on the live screen.
///
/// The list of all of them is the one place from which the keys, the help and the line of hints are
/// made.
package struct WatchAction: Sendable {
  /// What is looked at.
  package enum View: Sendable, CaseIterable {
    case watching, comparing
  }

  package let name: String
  package let keys: [Key]
  /// Where its keys do it.
  package let views: [View]
  /// What it does, in one line.
  package let help: String
  private let runningHint: (keys: String, label: String)?
  private let pausedLabel: String?
  /// Whether its keys work in the middle of a question too.
  package let isUrgent: Bool
  let perform: @Sendable (inout WatchScreen) -> [Effect]

  init(
    _ name: String, _ keys: [Key], _ help: String, only view: View? = nil,
    hint: (keys: String, label: String)? = nil, pausedLabel: String? = nil, isUrgent: Bool = false,
    perform: @escaping @Sendable (inout WatchScreen) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.help = help
    views = view.map { [$0] } ?? View.allCases
    runningHint = hint
    self.pausedLabel = pausedLabel
    self.isUrgent = isUrgent
    self.perform = perform
  }

  /// The keys as the help writes them.
  package var keyText: String { keys.map(\.label).joined(separator: " ") }

  /// Its keys and a word for it in the line of hints, or nil where it is not among them.
  package func hint(while view: View, isPaused: Bool) -> (keys: String, label: String)? {
    guard views.contains(view) else { return nil }
    return runningHint.map { ($0.keys, isPaused ? pausedLabel ?? $0.label : $0.label) }
  }

  /// The action of a key, or nil where it has none.
  static func action(of key: Key, while view: View) -> WatchAction? { byKey[view]?[key] }

  private static let byKey = Dictionary(
    uniqueKeysWithValues: View.allCases.map { view in
      let actions = all.filter { $0.views.contains(view) }
      let keys = actions.flatMap { action in action.keys.map { ($0, action) } }
      return (view, Dictionary(keys, uniquingKeysWith: { first, _ in first }))
    })

  package static let all: [WatchAction] = [
    WatchAction(
      "help", [.character("?"), .function(1)], "show or close this help", hint: ("?", "help")
    ) { $0.showHelp() },
    WatchAction(
      "quit", [.character("q")], "quit; asks first while a run goes on", hint: ("q", "quit")
    ) { $0.quit() },
    WatchAction(
      "pause", [.character(" ")], "pause or resume the training", hint: ("space", "pause"),
      pausedLabel: "resume"
    ) { $0.togglePause() },
    WatchAction("step", [.character("n")], "train one batch, then pause", hint: ("n", "step")) {
      $0.train(.stepBatch)
    },
    WatchAction("step-epoch", [.character("N")], "train to the end of the epoch, then pause") {
      $0.train(.stepEpoch)
    },
    WatchAction(
      "previous-knob", [.up, .character("k"), .backTab], "select the knob above", only: .watching
    ) { $0.selectKnob(by: -1) },
    WatchAction(
      "next-knob", [.down, .character("j"), .tab], "select the knob below", only: .watching
    ) { $0.selectKnob(by: 1) },
    WatchAction(
      "turn-up", [.character("+"), .character("=")], "turn the selected knob up one notch",
      only: .watching, hint: ("+-", "turn")
    ) { $0.turnKnob(up: true) },
    WatchAction(
      "turn-down", [.character("-"), .character("_")], "turn the selected knob down one notch",
      only: .watching
    ) { $0.turnKnob(up: false) },
    WatchAction(
      "type", [.enter, .character("e")], "type a value for the selected knob", only: .watching
    ) { $0.typeKnob() },
    WatchAction(
      "back", [.character("["), .left], "show the samples before; of A and B both",
      hint: ("[]", "epochs")
    ) { $0.stepSamples(by: -1) },
    WatchAction("forth", [.character("]"), .right], "show the samples after; of A and B both") {
      $0.stepSamples(by: 1)
    },
    WatchAction("back-10", [.character("{"), .pageUp], "ten back") { $0.stepSamples(by: -10) },
    WatchAction("forth-10", [.character("}"), .pageDown], "ten forth") {
      $0.stepSamples(by: 10)
    },
    WatchAction("first", [.character("g"), .home], "show the first samples") { $0.showFirst() },
    WatchAction("live", [.character("G"), .end], "follow the newest samples again") {
      $0.showLive()
    },
    WatchAction(
      "branch", [.character("b")], "begin a branch where these samples were made",
      hint: ("b", "branch")
    ) { $0.askForBranch() },
    WatchAction("branches", [.character("B")], "all branches; Enter goes on at one's end") {
      $0.openBranches()
    },
    WatchAction("mark", [.character("m")], "name this batch; its checkpoint is kept") {
      $0.askForMark()
    },
    WatchAction(
      "compare", [.character("c")], "compare these samples, A, with others, B", only: .watching,
      hint: ("c", "compare")
    ) { $0.compare() },
    WatchAction(
      "way", [.character("d")], "comparing: side by side, difference, flicker", only: .comparing,
      hint: ("d", "way")
    ) { $0.showNextWay() },
    WatchAction(
      "other-side", [.tab, .backTab], "comparing: choose A or B", only: .comparing,
      hint: ("Tab", "A or B")
    ) { $0.chooseOtherSide() },
    WatchAction(
      "side-back", [.character("<"), .character(",")], "comparing: the chosen side alone back",
      only: .comparing, hint: ("<>", "one side")
    ) { $0.stepChosenSide(by: -1) },
    WatchAction(
      "side-forth", [.character(">"), .character(".")], "comparing: the chosen side alone forth",
      only: .comparing
    ) { $0.stepChosenSide(by: 1) },
    WatchAction(
      "same-moment", [.character("=")], "comparing: the chosen side to the other's epoch",
      only: .comparing
    ) { $0.moveChosenSideToOther() },
    WatchAction(
      "branch-before", [.up, .character("k")], "comparing: the chosen side's branch, one back",
      only: .comparing, hint: ("Up", "its branch")
    ) { $0.changeBranchOfChosenSide(by: -1) },
    WatchAction(
      "branch-after", [.down, .character("j")], "comparing: the chosen side's branch, one on",
      only: .comparing
    ) { $0.changeBranchOfChosenSide(by: 1) },
    WatchAction(
      "leave", [.escape, .character("c")], "comparing: leave it", only: .comparing,
      hint: ("Esc", "leave")
    ) { $0.leaveComparison() },
    WatchAction(
      "average", [.character("a")], "samples of the average generator, or back"
    ) { $0.toggleAverage() },
    WatchAction("tile-size", [.character("z")], "more, smaller images, or back") {
      $0.toggleTileSize()
    },
    WatchAction(
      "recipes", [.character("r")], "choose another recipe to train", hint: ("r", "recipes")
    ) { $0.openChooser() },
    WatchAction(
      "command", [.character(":")], "type a command; Tab completes",
      hint: (":", "command")
    ) { $0.openPrompt() },
    WatchAction(
      "stop", [.control("c")], "stop, save and quit at once", isUrgent: true
    ) { $0.stopAndQuit() },
    WatchAction("redraw", [.control("l")], "draw the screen again", isUrgent: true) { _ in
      [.redraw]
    },
    WatchAction("suspend", [.control("z")], "back to the shell; fg returns", isUrgent: true) { _ in
      [.suspend]
    },
  ]
}

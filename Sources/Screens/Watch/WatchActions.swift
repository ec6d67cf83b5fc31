internal import Session
package import Terminal

/// Something that a key does on the live screen.
///
/// The list of all of them is the one place from which the keys, the help and the line of hints are
/// made.
package struct WatchAction: Sendable {
  package let name: String
  package let keys: [Key]
  /// What it does, in one line.
  package let help: String
  private let runningHint: (keys: String, label: String)?
  private let pausedLabel: String?
  /// Whether its keys work in the middle of a question too.
  package let isUrgent: Bool
  let perform: @Sendable (inout WatchScreen) -> [Effect]

  init(
    _ name: String, _ keys: [Key], _ help: String, hint: (keys: String, label: String)? = nil,
    pausedLabel: String? = nil, isUrgent: Bool = false,
    perform: @escaping @Sendable (inout WatchScreen) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.help = help
    runningHint = hint
    self.pausedLabel = pausedLabel
    self.isUrgent = isUrgent
    self.perform = perform
  }

  /// The keys as the help writes them.
  package var keyText: String { keys.map(\.label).joined(separator: " ") }

  /// Its keys and a word for it in the line of hints, or nil where it is not among them.
  package func hint(isPaused: Bool) -> (keys: String, label: String)? {
    runningHint.map { ($0.keys, isPaused ? pausedLabel ?? $0.label : $0.label) }
  }

  /// The action of a key, or nil where it has none.
  static func action(of key: Key) -> WatchAction? { byKey[key] }

  private static let byKey = Dictionary(
    all.flatMap { action in action.keys.map { ($0, action) } },
    uniquingKeysWith: { first, _ in first })

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
    WatchAction("previous-knob", [.up, .character("k"), .backTab], "select the knob above") {
      $0.selectKnob(by: -1)
    },
    WatchAction("next-knob", [.down, .character("j"), .tab], "select the knob below") {
      $0.selectKnob(by: 1)
    },
    WatchAction(
      "turn-up", [.character("+"), .character("=")], "turn the selected knob up one notch",
      hint: ("+-", "turn")
    ) { $0.turnKnob(up: true) },
    WatchAction(
      "turn-down", [.character("-"), .character("_")], "turn the selected knob down one notch"
    ) { $0.turnKnob(up: false) },
    WatchAction(
      "type", [.enter, .character("e")], "type a value for the selected knob",
      hint: ("Enter", "set")
    ) { $0.typeKnob() },
    WatchAction(
      "back", [.character("["), .left], "show the samples before", hint: ("[]", "epochs")
    ) { $0.stepSamples(by: -1) },
    WatchAction("forth", [.character("]"), .right], "show the samples after") {
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
      "compare", [.character("c")], "pin these samples as A, see others as B",
      hint: ("c", "compare")
    ) { $0.togglePin() },
    WatchAction(
      "average", [.character("a")], "samples of the average generator, or back"
    ) { $0.toggleAverage() },
    WatchAction("tile-size", [.character("z")], "more, smaller images, or back") {
      $0.toggleTileSize()
    },
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

internal import Terminal

extension WatchAction {
  /// Looking at samples and stepping through the epochs.
  static let samples: [WatchAction] = [
    WatchAction(
      "back", [.character("[")], in: .samples, help: "show the samples before; of A and B both",
      hint: Hint(label: "epochs", pairedWith: "forth")
    ) { $0.stepSamples(by: -1) },
    WatchAction(
      "forth", [.character("]")], in: .samples, help: "show the samples after; of A and B both"
    ) { $0.stepSamples(by: 1) },
    WatchAction(
      "back-10", [.character("{"), .pageUp], in: .samples, help: "ten back"
    ) { $0.stepSamples(by: -10) },
    WatchAction(
      "forth-10", [.character("}"), .pageDown], in: .samples, help: "ten forth"
    ) { $0.stepSamples(by: 10) },
    WatchAction(
      "first", [.character("g"), .home], in: .samples, help: "show the first samples"
    ) { $0.showFirst() },
    WatchAction(
      "live", [.character("G"), .end], in: .samples, help: "follow the newest samples again"
    ) { $0.showLive() },
    WatchAction(
      "goto", "EPOCH|live", in: .samples, help: "show the samples of an epoch",
      completions: { $0.isEmpty ? $1.viewedEpochs : [] },
      perform: { screen, arguments throws(PromptError) in try screen.goTo(arguments) }),
    WatchAction(
      "average", [.character("a")], in: .samples,
      help: "samples of the average generator, or back"
    ) { $0.toggleAverage() },
    WatchAction(
      "tile-size", [.character("z")], in: .samples, help: "more, smaller images, or back"
    ) { $0.toggleTileSize() },
    WatchAction(
      "screenshot", [.character("s")], in: .samples, help: "write these samples into a PNG file"
    ) { $0.takeScreenshot() },
  ]
}

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
      "back-10", [.character("{"), .pageUp], in: .samples,
      only: .watching, .comparing, .viewing, help: "ten back"
    ) { $0.stepSamples(by: -10) },
    WatchAction(
      "forth-10", [.character("}"), .pageDown], in: .samples,
      only: .watching, .comparing, .viewing, help: "ten forth"
    ) { $0.stepSamples(by: 10) },
    WatchAction(
      "first", [.character("g"), .home], in: .samples, help: "show the first samples"
    ) { $0.showFirst() },
    WatchAction(
      "live", [.character("G"), .end], in: .samples,
      only: .watching, .comparing, .viewing, help: "follow the newest samples again"
    ) { $0.showLive() },
    WatchAction(
      "goto", "EPOCH|live", in: .samples, help: "show the samples of an epoch",
      completions: { $0.isEmpty ? $1.viewedEpochs : [] },
      check: { arguments, _ throws(PromptError) in
        _ = try CommandWords.epoch(in: arguments)
      },
      perform: { screen, arguments throws(PromptError) in try screen.goTo(arguments) }),
    WatchAction(
      "average", [.character("a")], in: .samples,
      help: "samples of the average generator, or back"
    ) { $0.toggleAverage() },
    WatchAction(
      "tile-size", [.character("z")], in: .samples,
      only: .watching, .comparing, .viewing, help: "more, smaller images, or back"
    ) { $0.toggleTileSize() },
    WatchAction(
      "view", "[\(SampleViewKind.allCases.map(\.name).joined(separator: "|"))]", [.character("v")],
      in: .samples,
      help: "the next view of the samples, or the one of a name", hint: Hint(label: "view"),
      completions: { arguments, _ in arguments.isEmpty ? SampleViewKind.allCases.map(\.name) : [] },
      check: { arguments, _ throws(PromptError) in
        if !arguments.isEmpty { _ = try SampleViewKind(words: arguments) }
      },
      perform: { screen, arguments throws(PromptError) in
        arguments.isEmpty ? screen.showView(by: 1) : try screen.showView(named: arguments)
      }),
    WatchAction(
      "previous-view", [.character("V")], in: .samples, help: "the view of the samples before"
    ) { $0.showView(by: -1) },
    WatchAction(
      "walk", [.character("w")], in: .samples,
      help: "walk between latent vectors, or stop; a film plays"
    ) { $0.playView() },
    WatchAction(
      "others", [.character("o")], in: .samples, only: .watching, .viewing,
      help: "in a view: other images of its kind"
    ) { $0.showOthers() },
    WatchAction(
      "guess", [.character("f")], in: .samples, only: .watching, .viewing,
      help: "of mixed images: hide which are real, or tell it"
    ) { $0.toggleTruth() },
    WatchAction(
      "layer", "g|d NUMBER", in: .samples, help: "the feature maps of a layer, counted from 0",
      completions: { arguments, _ in arguments.isEmpty ? ["d", "g"] : [] },
      check: { arguments, _ throws(PromptError) in
        _ = try WatchScreen.layer(named: arguments)
      },
      perform: { screen, arguments throws(PromptError) in try screen.showLayer(arguments) }),
    WatchAction(
      "view-left", [.character("h"), .left], in: .samples, only: .viewing,
      help: "in a view: to the left, or what comes before",
      hint: Hint(label: "move", pairedWith: "view-right")
    ) { $0.moveView(-1, 0) },
    WatchAction(
      "view-right", [.character("l"), .right], in: .samples, only: .viewing,
      help: "in a view: to the right, or what comes after"
    ) { $0.moveView(1, 0) },
    WatchAction(
      "view-up", [.character("k"), .up], in: .samples, only: .viewing,
      help: "in a view: up; in a film another sample, among layers the other network"
    ) { $0.moveView(0, -1) },
    WatchAction(
      "view-down", [.character("j"), .down], in: .samples, only: .viewing,
      help: "in a view: down; in a film another sample, among layers the other network"
    ) { $0.moveView(0, 1) },
    WatchAction(
      "screenshot", [.character("s")], in: .samples, help: "write these samples into a PNG file"
    ) { $0.takeScreenshot() },
  ]
}

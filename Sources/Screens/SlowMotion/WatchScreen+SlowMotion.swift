internal import Session
internal import Terminal

extension WatchScreen {
  /// Trains one batch in slow motion and shows it from its first stage on.
  mutating func trainSlowly() -> [Effect] {
    let effects = train(.stepSlowly)
    if !effects.isEmpty { showSlowMotion() }
    return effects
  }

  /// Shows a player's turn of the last step in slow motion; where there is none one is trained.
  mutating func showTurn(of words: [String]) throws(PromptError) -> [Effect] {
    guard let word = words.first else { return trainSlowly() }
    let player = try NetworkRole(word: word)
    showSlowMotion()
    return slowMotion.showTurn(of: player) ? [] : trainSlowly()
  }

  /// Shows the transposed convolution that is done by hand, or its other example.
  mutating func showStamps() -> [Effect] {
    if preset == .slow, comparison == nil, stamps != nil {
      stamps?.showOther()
    } else {
      _ = show(.slow)
      stamps = stamps ?? TransposedConvolution()
    }
    return []
  }

  /// Goes some stages on in what is shown, or back.
  mutating func stepStages(by count: Int) -> [Effect] {
    if shownPreset != .slow { _ = show(.slow) }
    if stamps != nil {
      stamps?.step(by: count)
    } else if slowMotion.record == nil {
      return count > 0
        ? trainSlowly() : answer("no batch was trained in slow motion yet: \(invitation)")
    } else if count > 0, slowMotion.isAtEnd {
      return answer("that was the whole step: \(invitation), Esc goes back")
    } else {
      slowMotion.step(by: count)
    }
    return []
  }

  mutating func showFirstStage() -> [Effect] {
    if shownPreset != .slow { _ = show(.slow) }
    if stamps != nil { stamps?.rewind() } else { slowMotion.rewind() }
    return []
  }

  mutating func playStages() -> [Effect] {
    guard slowMotion.record != nil else { return stepStages(by: 1) }
    showSlowMotion()
    slowMotion.togglePlaying()
    return []
  }

  /// Whether a step in slow motion is to be seen, or the place where one would be.
  var isSlowMotionShown: Bool {
    shownPreset == .slow && stamps == nil && !layout.diagram.isEmpty
  }

  private mutating func showSlowMotion() {
    if shownPreset != .slow { _ = show(.slow) }
    isZoomed = false
    stamps = nil
  }

  /// How a step is asked for.
  private var invitation: String {
    let key = WatchAction.named("slow").flatMap { keyMap.keys(of: $0).first?.label } ?? ":slow"
    return "\(key) trains the next batch in slow motion"
  }

  func drawSlowMotion(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    guard !layout.diagram.isEmpty else { return }
    let widget: any Widget =
      if let stamps {
        TransposedConvolutionView(stamps, appearance: appearance)
      } else {
        SlowMotionView(slowMotion, invitation: "\(invitation).", appearance: appearance)
      }
    let isFramed = layout.kind == .full
    if isFramed {
      Frame(
        title: stamps == nil ? "slow motion" : "by hand", note: slowNote, appearance: appearance
      )
      .draw(in: layout.diagram, onto: &canvas)
    }
    widget.draw(in: isFramed ? layout.diagram.inset() : layout.diagram, onto: &canvas)
  }

  private var slowNote: String {
    guard stamps == nil, let record = slowMotion.record else { return "" }
    return "epoch \(record.epoch), batch \(record.step)"
  }
}

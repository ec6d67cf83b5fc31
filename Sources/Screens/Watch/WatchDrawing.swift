internal import Session
package import Terminal

extension WatchScreen {
  package func draw(onto canvas: inout Canvas, appearance: Appearance) {
    let layout = layout(width: canvas.width, height: canvas.height)
    canvas.fill(canvas.bounds, with: Cell(" ", appearance[.text]))
    if layout.kind == .line {
      drawLine(layout, onto: &canvas, appearance)
    } else {
      drawPanels(layout, onto: &canvas, appearance)
      drawFooter(layout, onto: &canvas, appearance)
    }
    drawLesson(in: layout.lesson, onto: &canvas, appearance)
    drawList(onto: &canvas, appearance)
  }

  private func drawPanels(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    HeaderView(
      snapshot: snapshot, elapsed: elapsed, alarm: alarms.selected?.alarm.title,
      appearance: appearance
    ).draw(in: layout.header, onto: &canvas)
    ProgressView(snapshot: snapshot, appearance: appearance)
      .draw(in: layout.progress, onto: &canvas)
    // Made only where they are shown: of a long run that is a walk through all of its numbers.
    let panels: [((Appearance) -> any Widget, Rectangle, Frame)] = [
      (lossesView, layout.losses, frame(.losses, lossesNote, appearance)),
      (accuracyView, layout.accuracy, frame(.accuracy, "", appearance)),
      (knobsView, layout.knobs, frame(.knobs, knobsNote, appearance)),
      (changesView, layout.changes, Frame(title: "changes", appearance: appearance)),
      (timelineView, layout.timeline, frame(.epochs, timelineNote, appearance)),
    ]
    let isFramed = layout.kind == .full
    for (widget, area, frame) in panels where !area.isEmpty {
      if isFramed { frame.draw(in: area, onto: &canvas) }
      widget(appearance).draw(in: layout.content(of: area), onto: &canvas)
    }
    if isFramed, !layout.timeline.isEmpty {
      let (box, bottom) = (layout.timeline, layout.timeline.maxY - 1)
      branchLegend(appearance).draw(
        in: Rectangle(x: box.x + 2, y: bottom, width: box.width - 4, height: 1), onto: &canvas)
    }
    drawHealth(layout, onto: &canvas, appearance)
    drawSlowMotion(layout, onto: &canvas, appearance)
    if !layout.samples.isEmpty { drawSamples(layout, onto: &canvas, appearance) }
    if isFramed, layout.health.isEmpty, !layout.samples.isEmpty {
      let (box, bottom) = (layout.samples, layout.samples.maxY - 1)
      healthLine(appearance).draw(
        in: Rectangle(x: box.x + 2, y: bottom, width: box.width - 4, height: 1), onto: &canvas)
    }
  }

  private func frame(_ panel: Panel, _ note: String, _ appearance: Appearance) -> Frame {
    Frame(
      title: panel.rawValue, number: panel.number, note: note, focused: panel == focused,
      appearance: appearance)
  }

  private func drawHealth(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    guard !layout.health.isEmpty else { return }
    let panel = healthPanel(appearance)
    if layout.kind == .full {
      frame(.health, panel.note, appearance).draw(in: layout.health, onto: &canvas)
    }
    panel.draw(in: layout.content(of: layout.health), onto: &canvas)
  }

  private func drawSamples(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    func drawFrame(_ title: String, _ note: String) {
      guard layout.kind == .full else { return }
      var frame = frame(.samples, note, appearance)
      frame.title = title
      frame.draw(in: layout.samples, onto: &canvas)
    }
    if let comparison = comparisonView(appearance) {
      drawFrame(comparison.title, comparison.countText(in: layout.tiles))
      comparison.draw(in: layout.tiles, onto: &canvas)
      comparison.drawCaption(
        in: layout.caption, naming: layout.kind != .full, onto: &canvas)
    } else if let view = viewPanel(appearance) {
      let (tiles, caption) = (layout.tiles, layout.caption)
      let note = view.note(tiles: tiles, caption: caption)
      drawFrame(view.title(within: layout.samples.width - note.count - 14), note)
      view.draw(tiles: tiles, caption: caption, naming: layout.kind != .full, onto: &canvas)
    } else {
      let samples = samplesView(appearance)
      drawFrame("samples", samples.countText(in: layout.tiles))
      samples.draw(in: layout.tiles, onto: &canvas)
      samples.drawCaption(in: layout.caption, onto: &canvas)
      drawSelection(in: layout, onto: &canvas, appearance)
    }
  }

  private func drawFooter(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    if case .prompting(let prompt) = mode {
      PromptView(prompt: prompt, problem: notice, appearance: appearance, remarkArea: layout.log)
        .draw(in: layout.hints, onto: &canvas)
      return
    }
    let hasLog = !layout.log.isEmpty
    if hasLog || isAnswering {
      drawLog(in: hasLog ? layout.log : layout.hints, onto: &canvas, appearance)
    }
    if hasLog || !isAnswering {
      KeyHints(hints.map { ($0.keys, $0.label) }, appearance: appearance)
        .draw(in: layout.hints, onto: &canvas)
    }
  }

  /// The keys to be named in the last line, first those that do something only where one is.
  var hints: [(action: WatchAction, keys: String, label: String)] {
    let actions = WatchAction.all.filter { $0.contexts.contains(context) && $0.hint != nil }
    let isOwn = { (action: WatchAction) in action.contexts == [context] && context != .watching }
    // Before there is a step, there are no stages to go to.
    let isWithoutStep = isSlowMotionShown && slowMotion.record == nil
    let ranked =
      actions.filter { isWithoutStep ? $0.name == "slow" : isOwn($0) }
      + Self.hintOrder.compactMap { name in
        actions.first { $0.name == name && !isOwn($0) }
      }
    return ranked.compactMap { action in
      guard let hint = action.hint, let key = firstKey(of: action) else { return nil }
      let paired = hint.pairedWith.flatMap(WatchAction.named)
      let second = paired.flatMap { firstKey(of: $0)?.label } ?? ""
      return (action, key.label + second, isPaused ? hint.pausedLabel ?? hint.label : hint.label)
    }
  }

  /// The first key that does an action where one is: another action may have taken it there.
  private func firstKey(of action: WatchAction) -> Key? {
    keyMap.keys(of: action).first {
      keyMap.binding(of: $0, in: context)?.action.name == action.name
    }
  }

  /// The usual hints, the most needed ones first.
  private static let hintOrder = [
    "help", "quit", "play", "step", "turn-up", "back", "view", "branch", "compare", "undo",
    "next-preset", "recipes", "command",
  ]

  private func drawLine(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    let answersInHeader = layout.hints.isEmpty && isAnswering
    if answersInHeader {
      drawLog(in: layout.header, onto: &canvas, appearance)
    } else {
      StatusLineView(
        snapshot: snapshot, hasAlarm: !alarms.open.isEmpty, appearance: appearance
      )
      .draw(in: layout.header, onto: &canvas)
      if comparison == nil || isAnswering {
        drawLog(in: layout.hints, onto: &canvas, appearance)
      } else {
        canvas.write("no room to compare", in: layout.hints, style: appearance[.warning])
      }
    }
  }

  /// Whether the last key wants an answer that must be seen.
  private var isAnswering: Bool {
    switch mode {
    case .typing, .confirmingQuit, .prompting, .naming: true
    case .watching, .help, .choosing, .branches, .choosingTheme:
      notice != nil || alarm != nil || storageProblem != nil || alarms.news != nil || isOver
    }
  }

  private func drawLog(in area: Rectangle, onto canvas: inout Canvas, _ appearance: Appearance) {
    if case .prompting(let prompt) = mode {
      PromptView(
        prompt: prompt, problem: notice, appearance: appearance, remarkArea: area.rows(from: 1)
      ).draw(in: area, onto: &canvas)
      return
    }
    if case .typing(let knob, let field) = mode {
      TextFieldView(
        label: "\(knob.name.printable(on: appearance)) ", field: field,
        note: (notice ?? "Enter sets it, Esc leaves it").printable(on: appearance),
        appearance: appearance
      ).draw(in: area, onto: &canvas)
      return
    }
    if case .naming(let question) = mode {
      TextFieldView(
        label: question.label, field: question.field,
        note: (notice ?? question.note).printable(on: appearance), appearance: appearance
      ).draw(in: area, onto: &canvas)
      return
    }
    let (text, role) = logLine(within: area.width)
    let printable = text.printable(on: appearance)
    // Of an event the beginning matters, of anything else the end too: it says what to do.
    canvas.write(
      role == .dim ? printable : printable.shortened(to: area.width), in: area,
      style: appearance[role])
  }

  private func logLine(within width: Int) -> (text: String, role: Theme.Role) {
    if mode == .confirmingQuit {
      let question =
        isAttached ? "quit? the training goes on; :stop ends it" : "stop, save and quit?"
      return ("\(question)  y yes  Esc no", .warning)
    }
    if let notice { return (notice, .warning) }
    if let storageProblem { return (storageProblem, .error) }
    if let alarm { return (alarm, .error) }
    if let news = alarms.news { return (newsText(news, within: width), .error) }
    return phaseLine(within: width)
  }

  /// Where the training stands, in words: the way back, how it has ended, or else its last event.
  private func phaseLine(within width: Int) -> (text: String, role: Theme.Role) {
    let wish = branchRequest?.value.text
    switch snapshot.phase {
    case .failed(let why):
      return (why, .error)
    case .returning(let done, let all):
      let way = TrainingPhase.returnText(done, of: all)
      return (wish.map { "\($0): \(way)" } ?? way, .warning)
    case .preparing, .running, .paused, .finished:
      if let wish { return ("\(wish): asked for", .warning) }
      if case .finished(let place) = snapshot.phase { return ("finished: \(place)", .good) }
      return (lastNews(within: width), .dim)
    }
  }

  /// The last event; where it is the turn of a knob, what has changed since too.
  private func lastNews(within width: Int) -> String {
    guard let last = snapshot.events.last else { return "" }
    guard last.isTweak, let effect = changeEffects(atMost: 1).first, effect.batches >= 10 else {
      return last.text
    }
    return effect.text(within: width)
  }
}

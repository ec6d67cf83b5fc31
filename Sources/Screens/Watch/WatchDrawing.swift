internal import Session
package import Terminal

extension WatchScreen {
  package func draw(onto canvas: inout Canvas, appearance: Appearance) {
    let layout = WatchLayout(
      width: canvas.width, height: canvas.height, knobs: board.knobs.count)
    canvas.fill(canvas.bounds, with: Cell(" ", appearance[.text]))
    if layout.kind == .line {
      drawLine(layout, onto: &canvas, appearance)
    } else {
      drawPanels(layout, onto: &canvas, appearance)
      drawFooter(layout, onto: &canvas, appearance)
    }
    switch mode {
    case .help(let scroll):
      HelpView(actions: WatchAction.all, scroll: scroll, appearance: appearance)
        .draw(in: canvas.bounds, onto: &canvas)
    case .choosing(let index):
      chooserView(selected: index, appearance).draw(in: canvas.bounds, onto: &canvas)
    case .watching, .typing, .confirmingQuit, .prompting:
      break
    }
  }

  private func drawPanels(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    HeaderView(snapshot: snapshot, elapsed: elapsed, appearance: appearance)
      .draw(in: layout.header, onto: &canvas)
    ProgressView(snapshot: snapshot, appearance: appearance)
      .draw(in: layout.progress, onto: &canvas)
    let samples = samplesView(appearance)
    let panels: [(any Widget, Rectangle, Frame)] = [
      (lossesView(appearance), layout.losses, Frame(title: "losses", appearance: appearance)),
      (
        accuracyView(appearance), layout.accuracy,
        Frame(title: "accuracy", appearance: appearance)
      ),
      (
        knobsView(appearance), layout.knobs,
        Frame(title: "knobs", note: knobsNote, appearance: appearance)
      ),
      (
        timeline(appearance), layout.timeline,
        Frame(title: "epochs", note: timelineNote, appearance: appearance)
      ),
    ]
    let isFramed = layout.kind == .full
    for (widget, area, frame) in panels {
      if isFramed { frame.draw(in: area, onto: &canvas) }
      widget.draw(in: isFramed ? area.inset() : area, onto: &canvas)
    }
    if isFramed {
      Frame(
        title: "samples", note: samples.countText(in: layout.tiles), appearance: appearance
      ).draw(in: layout.samples, onto: &canvas)
    }
    samples.draw(in: layout.tiles, onto: &canvas)
    samples.drawCaption(in: layout.caption, onto: &canvas)
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
      KeyHints(WatchAction.all.compactMap { $0.hint(isPaused: isPaused) }, appearance: appearance)
        .draw(in: layout.hints, onto: &canvas)
    }
  }

  private func drawLine(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    let answersInHeader = layout.hints.isEmpty && isAnswering
    if answersInHeader {
      drawLog(in: layout.header, onto: &canvas, appearance)
    } else {
      StatusLineView(snapshot: snapshot, appearance: appearance)
        .draw(in: layout.header, onto: &canvas)
      drawLog(in: layout.hints, onto: &canvas, appearance)
    }
  }

  /// Whether the last key wants an answer that must be seen.
  private var isAnswering: Bool {
    switch mode {
    case .typing, .confirmingQuit, .prompting: true
    case .watching, .help, .choosing: notice != nil || alarm != nil || isOver
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
        label: "\(knob.name) ", field: field, note: notice ?? "Enter sets it, Esc leaves it",
        appearance: appearance
      ).draw(in: area, onto: &canvas)
      return
    }
    let (text, role) = logLine
    canvas.write(text.printable(on: appearance), in: area, style: appearance[role])
  }

  private var logLine: (text: String, role: Theme.Role) {
    if mode == .confirmingQuit {
      let question =
        isAttached ? "quit? the training goes on; :stop ends it" : "stop, save and quit?"
      return ("\(question)  y yes  Esc no", .warning)
    }
    if let notice { return (notice, .warning) }
    if let alarm { return (alarm, .error) }
    switch snapshot.phase {
    case .failed(let why): return (why, .error)
    case .finished(let place): return ("finished: \(place)", .good)
    case .preparing, .running, .paused, .returning:
      return (snapshot.events.last?.text ?? "", .dim)
    }
  }
}

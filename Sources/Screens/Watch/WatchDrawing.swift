internal import Session
package import Terminal

extension WatchScreen {
  package func draw(onto canvas: inout Canvas, appearance: Appearance) {
    let layout = WatchLayout(
      width: canvas.width, height: canvas.height, knobs: board.knobs.count,
      branches: 1 + snapshot.otherLines.count, comparing: comparison != nil)
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
    case .branches(let index):
      BranchListView(
        lines: snapshot.lines, selected: index, present: snapshot.line.branch.number,
        appearance: appearance
      ).draw(in: canvas.bounds, onto: &canvas)
    case .watching, .typing, .confirmingQuit, .prompting, .naming:
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
        timelineView(appearance), layout.timeline,
        Frame(title: "epochs", note: timelineNote, appearance: appearance)
      ),
    ]
    let isFramed = layout.kind == .full
    for (widget, area, frame) in panels {
      if isFramed { frame.draw(in: area, onto: &canvas) }
      widget.draw(in: isFramed ? area.inset() : area, onto: &canvas)
    }
    if isFramed {
      let border = layout.timeline.inset().rows(from: layout.timeline.height - 2)
      branchLegend(appearance).draw(
        in: Rectangle(
          x: border.x + 1, y: layout.timeline.maxY - 1, width: border.width - 2, height: 1),
        onto: &canvas)
    }
    drawSamples(layout, onto: &canvas, appearance)
  }

  private func drawSamples(
    _ layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    func frame(_ title: String, _ note: String) {
      guard layout.kind == .full else { return }
      Frame(title: title, note: note, appearance: appearance)
        .draw(in: layout.samples, onto: &canvas)
    }
    if let comparison = comparisonView(appearance) {
      frame(comparison.title, comparison.countText(in: layout.tiles))
      comparison.draw(in: layout.tiles, onto: &canvas)
      comparison.drawCaption(
        in: layout.caption, naming: layout.kind != .full, onto: &canvas)
    } else {
      let samples = samplesView(appearance)
      frame("samples", samples.countText(in: layout.tiles))
      samples.draw(in: layout.tiles, onto: &canvas)
      samples.drawCaption(in: layout.caption, onto: &canvas)
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
      KeyHints(hints, appearance: appearance).draw(in: layout.hints, onto: &canvas)
    }
  }

  /// The keys to be named in the last line; while comparing first those that do something only then.
  private var hints: [(keys: String, label: String)] {
    let view: WatchAction.View = comparison == nil ? .watching : .comparing
    let own = WatchAction.all.filter { $0.views == [view] }
    let others = WatchAction.all.filter { $0.views != [view] }
    return (view == .comparing ? own + others : WatchAction.all)
      .compactMap { $0.hint(while: view, isPaused: isPaused) }
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
    case .watching, .help, .choosing, .branches:
      notice != nil || alarm != nil || storageProblem != nil || isOver
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
    let (text, role) = logLine
    let printable = text.printable(on: appearance)
    // Of an event the beginning matters, of anything else the end too: it says what to do.
    canvas.write(
      role == .dim ? printable : printable.shortened(to: area.width), in: area,
      style: appearance[role])
  }

  private var logLine: (text: String, role: Theme.Role) {
    if mode == .confirmingQuit {
      let question =
        isAttached ? "quit? the training goes on; :stop ends it" : "stop, save and quit?"
      return ("\(question)  y yes  Esc no", .warning)
    }
    if let notice { return (notice, .warning) }
    if let storageProblem { return (storageProblem, .error) }
    if let alarm { return (alarm, .error) }
    return phaseLine
  }

  /// Where the training stands, in words: the way back, how it has ended, or else its last event.
  private var phaseLine: (text: String, role: Theme.Role) {
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
      return (snapshot.events.last?.text ?? "", .dim)
    }
  }
}

internal import Session
internal import Terminal

/// The run from its first to its last batch: the present branch in the first row, and as many of the
/// others as there are rows below, each from where it left.
struct TimelineView: Widget {
  let present: Timeline
  let others: [BranchTrack]

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    present.draw(in: area.row(0), onto: &canvas)
    for (row, track) in others.prefix(max(0, area.height - 1)).enumerated() {
      track.draw(in: area.row(row + 1), onto: &canvas)
    }
  }
}

/// The numbers and names of the branches that are drawn beside the present one, in their colours, for
/// the border of a box.
struct BranchLegend: Widget {
  let branches: [RunBranch]
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    var column = 0
    for (index, branch) in branches.enumerated() {
      let left = branches.count - index - 1
      let more = left > 0 ? " +\(left) " : ""
      let text = " \(branch.number) \(branch.name.printable(on: appearance).shortened(to: 14)) "
      guard column + text.count + more.count <= area.width else {
        let rest = " +\(left + 1) "
        guard column + rest.count <= area.width else { return }
        canvas.write(rest, in: area, column: column, style: appearance[.dim])
        return
      }
      let style = appearance[.branch(branch.number)]
      column = canvas.write(text, in: area, column: column, style: style) - area.x + 1
    }
  }
}

extension WatchScreen {
  /// Which of the grids is shown.
  var timelineNote: String {
    let count = grids.count
    guard comparison == nil, let index = cursor.index(among: count) else { return "" }
    return "grid \(NumberText.counter(index + 1, of: count))"
  }

  /// The number of batches that the line of time stands for.
  private var timelineSteps: Int {
    let planned = snapshot.run.map { $0.epochs * $0.batchesPerEpoch } ?? 0
    return max(1, planned, snapshot.lines.map(\.step).max() ?? 0)
  }

  /// The batch at a place on the line of time, from 0 at its beginning to 1 at its end.
  func step(atShare share: Double) -> Int {
    Int((min(1, max(0, share)) * Double(timelineSteps)).rounded())
  }

  func timelineView(_ appearance: Appearance) -> TimelineView {
    let total = Double(timelineSteps)
    func place(_ marks: [Mark]) -> [Timeline.Mark] {
      marks.map {
        .init(position: Double($0.step) / total, character: $0.character, role: $0.role)
      }
    }
    let others = snapshot.otherLines.map { line in
      let start = lastStep(drawnInFrontOf: line)
      return BranchTrack(
        start: Double(start) / total, end: Double(line.step) / total,
        marks: place(marks(of: line.events.filter { $0.step > start })),
        name: line.branch.name.printable(on: appearance), role: .branch(line.branch.number),
        appearance: appearance)
    }
    return TimelineView(
      present: Timeline(
        reached: Double(snapshot.step) / total, parts: timelineParts(total: total),
        ticks: grids.filter(\.endsEpoch).map { Double($0.step) / total },
        marks: place(marks(of: snapshot.events) + forkMarks + gridMarks), appearance: appearance),
      others: others)
  }

  func branchLegend(_ appearance: Appearance) -> BranchLegend {
    BranchLegend(branches: snapshot.otherLines.map(\.branch), appearance: appearance)
  }

  /// The last batch of a line that the present one draws already.
  func lastStep(drawnInFrontOf line: BranchLine) -> Int {
    tree.lastStep(of: line.branch, drawnWithLine: snapshot.line.branch.number)
  }

  /// The stretches of the present line, in the colours of the branches that trained them.
  private func timelineParts(total: Double) -> [Timeline.Part] {
    guard snapshot.hasBranches else { return [] }
    var start = 0
    return tree.parts(ofLine: snapshot.line.branch.number).compactMap { part in
      let end = min(part.lastStep, snapshot.step)
      guard start < end else { return nil }
      defer { start = end }
      return .init(
        range: Double(start) / total...Double(end) / total, role: .branch(part.branch.number))
    }
  }

  private typealias Mark = (step: Int, character: Character, role: Theme.Role)

  /// Where other branches leave the present line.
  private var forkMarks: [Mark] {
    snapshot.otherLines.compactMap { line in
      let step = lastStep(drawnInFrontOf: line)
      return step <= snapshot.step ? (step, "Y", .branch(line.branch.number)) : nil
    }
  }

  private func marks(of events: [TrainingEvent]) -> [Mark] {
    events.compactMap { event in
      event.timelineMark.map { (event.step, $0.character, $0.role) }
    }
  }

  private var gridMarks: [Mark] {
    guard let comparison else {
      let grids = grids
      return cursor.index(among: grids.count).map { [(grids[$0].step, "#", .selection)] } ?? []
    }
    return [(comparison.a, "A" as Character), (comparison.b, "B")].compactMap { side, letter in
      grid(of: side).map { ($0.step, letter, .selection) }
    }
  }
}

extension TrainingEvent {
  /// What stands on the line of time where the event was.
  fileprivate var timelineMark: (character: Character, role: Theme.Role)? {
    switch kind {
    case .learningRate, .dropout, .trick: ("^", .warning)
    case .marked: ("*", .title)
    case .diverged, .alarm: ("!", .error)
    default: nil
    }
  }
}

internal import Session
package import Terminal

/// The picture of a training step that every lecture draws, with the numbers of a real one: as much of
/// it as an area has room for.
package struct SlowMotionView: Widget {
  private let motion: SlowMotion
  private let appearance: Appearance
  /// How the first step is asked for, in words.
  private let invitation: String

  package init(_ motion: SlowMotion, invitation: String = "", appearance: Appearance) {
    self.motion = motion
    self.invitation = invitation
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    guard let record = motion.record, let phase = motion.phase, let moment = motion.moment else {
      drawText("\(motion.sentence) \(invitation)", in: area, onto: &canvas)
      return
    }
    let parts = SlowMotionParts(
      record: record, phase: phase, stage: moment.stage, appearance: appearance)
    switch (area.width, area.height) {
    case (78..., 18...):
      drawWhole(parts, in: area, onto: &canvas)
    case (56..., 12...):
      drawStage(parts, in: area, onto: &canvas)
    case (16..., 3...):
      drawHeading(in: area.row(0), onto: &canvas)
      drawText(motion.sentence, in: area.rows(from: 1), onto: &canvas)
    default:
      canvas.write(
        "\(motion.placeText) \(moment.stage.name): \(motion.sentence)".printable(on: appearance),
        in: area, style: appearance[.text])
    }
  }

  private func drawWhole(
    _ parts: SlowMotionParts, in area: Rectangle, onto canvas: inout Canvas
  ) {
    let isRoomy = area.height >= 24
    StageStrip(motion: motion, appearance: appearance).draw(in: area.row(0), onto: &canvas)
    let top = isRoomy ? 2 : 1
    let picture = area.rows(from: top, count: area.height - top - (isRoomy ? 3 : 2))
    let diagram = SlowMotionDiagram(parts: parts)
    diagram.draw(in: picture, onto: &canvas)
    let end = top + diagram.height(in: picture) + (isRoomy ? 1 : 0)
    drawText(motion.sentence, in: area.rows(from: end), onto: &canvas)
  }

  private func drawStage(
    _ parts: SlowMotionParts, in area: Rectangle, onto canvas: inout Canvas
  ) {
    drawHeading(in: area.row(0), onto: &canvas)
    let text = motion.sentence.wrapped(to: area.width).count
    SlowMotionCloseUp(parts: parts)
      .draw(in: area.rows(from: 1, count: area.height - 1 - text), onto: &canvas)
    drawText(motion.sentence, in: area.rows(from: area.height - text), onto: &canvas)
  }

  private func drawHeading(in row: Rectangle, onto canvas: inout Canvas) {
    let stage = motion.moment?.stage.name ?? ""
    canvas.write("> \(stage), \(motion.turnText)", in: row, style: appearance[.title])
    canvas.writeRight(
      " \(motion.placeText)\(motion.isPlaying ? " playing" : "")", in: row, style: appearance[.dim])
  }

  private func drawText(_ text: String, in area: Rectangle, onto canvas: inout Canvas) {
    for (row, line) in text.printable(on: appearance).wrapped(to: area.width).enumerated() {
      canvas.write(line, in: area, row: row, style: appearance[.text])
    }
  }
}

/// All stages of a turn in one row, the present one in brackets.
private struct StageStrip: Widget {
  let motion: SlowMotion
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard let moment = motion.moment, let phase = motion.phase else { return }
    let role: Theme.Role = phase.player == .generator ? .generator : .discriminator
    var column = canvas.write(motion.turnText, in: area, style: appearance[role]) - area.x + 1
    for stage in phase.stages {
      let isPresent = stage == moment.stage
      let text = isPresent ? "[\(stage.name)]" : " \(stage.name)"
      let style = appearance[isPresent ? .selection : stage < moment.stage ? .text : .dim]
      column = canvas.write(text, in: area, column: column, style: style) - area.x
    }
    let place = "\(motion.placeText)\(motion.isPlaying ? " playing" : "")"
    guard column + 1 + place.count <= area.width else { return }
    canvas.writeRight(place, in: area, style: appearance[.dim])
  }
}

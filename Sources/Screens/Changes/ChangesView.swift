internal import Session
internal import Terminal

/// The last turns of knobs, each with its batch and the numbers before and after it.
struct ChangesView: Widget {
  let effects: [ChangeEffect]
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !effects.isEmpty else {
      canvas.write("turn a knob: + or -", in: area, style: appearance[.dim])
      return
    }
    var row = 0
    for effect in effects where row < area.height {
      drawHeading(of: effect, in: area.row(row), onto: &canvas)
      for line in lines(of: effect, width: area.width) {
        row += 1
        canvas.write(line, in: area, row: row, style: appearance[.text])
      }
      row += 1
    }
  }

  private func drawHeading(
    of effect: ChangeEffect, in row: Rectangle, onto canvas: inout Canvas
  ) {
    let place = "\(effect.event.step)"
    let room = row.columns(from: 0, count: row.width - place.count - 1)
    canvas.write(
      effect.turnText.printable(on: appearance).shortened(to: room.width), in: room,
      style: appearance[.warning])
    canvas.writeRight(place, in: row, style: appearance[.dim])
  }

  /// One row where all four numbers fit, else two.
  private func lines(of effect: ChangeEffect, width: Int) -> [String] {
    let whole = " " + effect.parts.joined(separator: "  ")
    if whole.count <= width { return [whole] }
    return [effect.parts.prefix(2), effect.parts.suffix(2)].map {
      " " + $0.joined(separator: "  ")
    }
  }
}

extension WatchScreen {
  func changesView(_ appearance: Appearance) -> ChangesView {
    ChangesView(effects: changeEffects(atMost: 12), appearance: appearance)
  }
}

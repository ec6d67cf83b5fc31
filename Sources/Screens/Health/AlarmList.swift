internal import Session
internal import Terminal

/// The open alarms: of the selected one what was seen, what it means, what one can try and the keys for
/// it, of the others a row each; without any a row that says so.
struct AlarmList: Widget {
  let board: AlarmBoard
  /// What is to be said where no alarm is open.
  let verdict: String
  /// What the keys for the selected one do: `! halve D's rate   D dismiss`.
  let keys: (RaisedAlarm) -> String
  let appearance: Appearance

  private struct Line {
    let text: String
    let role: Theme.Role
  }

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (row, line) in lines(width: area.width, atMost: area.height).enumerated() {
      canvas.write(line.text, in: area, row: row, style: appearance[line.role])
    }
  }

  /// How many rows all of it takes.
  func height(width: Int) -> Int { lines(width: width, atMost: .max).count }

  private func lines(width: Int, atMost count: Int) -> [Line] {
    guard let selected = board.selected else {
      return [Line(text: verdict.shortened(to: width), role: .good)]
    }
    let others = board.open.filter { $0 != selected }
    let room = count == .max ? .max : max(1, count - others.count)
    let own = lines(of: selected, width: width, atMost: room)
    let rest = others.map { Line(text: heading(of: $0).shortened(to: width), role: .warning) }
    return Array((own + rest).prefix(count))
  }

  /// What was seen and the keys come first where there is no room for all, then what to try.
  private func lines(of raised: RaisedAlarm, width: Int, atMost count: Int) -> [Line] {
    func wrapped(_ text: String, _ role: Theme.Role) -> [Line] {
      text.printable(on: appearance).wrapped(to: width).map { Line(text: $0, role: role) }
    }
    let seen = wrapped(heading(of: raised), .error)
    let meaning = wrapped(raised.alarm.meaning, .text)
    let advice = wrapped(raised.alarm.advice, .text)
    let keys = [Line(text: keys(raised).printable(on: appearance).shortened(to: width), role: .key)]
    if count <= 1 {
      return [Line(text: heading(of: raised).shortened(to: width), role: .error)]
    }
    var room = count - 1 - min(seen.count, count - 1)
    func fits(_ lines: [Line]) -> [Line] {
      guard lines.count <= room else { return [] }
      room -= lines.count
      return lines
    }
    let shownAdvice = fits(advice)
    let shownMeaning = fits(meaning)
    return seen.prefix(count - 1) + shownMeaning + shownAdvice + keys
  }

  private func heading(of raised: RaisedAlarm) -> String {
    "! \(raised.alarm.title), batch \(raised.step): \(raised.alarm.seen)".printable(on: appearance)
  }
}

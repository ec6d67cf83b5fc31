internal import Session
internal import Terminal

/// The open alarms: of the selected one what was seen, what it means, what one can try and the keys for
/// it, of the others a row each or one for all; without any a row that says so.
struct AlarmList: Widget {
  let board: AlarmBoard
  /// What is to be said where no alarm is open; nil where all were dismissed.
  let verdict: HealthVerdict?
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

  /// How many rows all of it would take.
  func height(width: Int) -> Int { lines(width: width, atMost: .max).count }

  private func lines(width: Int, atMost count: Int) -> [Line] {
    guard let selected = board.selected else {
      return verdictLines(width: width, atMost: count)
    }
    let others = board.open.filter { $0 != selected }
    let all =
      lines(of: selected, width: width, atMost: .max)
      + others.map { Line(text: heading(of: $0).shortened(to: width), role: .warning) }
    guard all.count > count else { return all }
    let titles = others.map(\.alarm.title).joined(separator: ", ")
    let rest =
      others.isEmpty || count < 3
      ? [] : [Line(text: "\(others.count) more: \(titles)".shortened(to: width), role: .warning)]
    return lines(of: selected, width: width, atMost: count - rest.count) + rest
  }

  /// Why nothing is wrong, where there is room for more than that it is so.
  private func verdictLines(width: Int, atMost count: Int) -> [Line] {
    guard let verdict else {
      let number = board.dismissedCount
      let text = "\(number) \(number == 1 ? "alarm is" : "alarms are") dismissed and not over"
      return [Line(text: text.shortened(to: width), role: .warning)]
    }
    let title = verdict.title.printable(on: appearance)
    let lines = "\(title). \(verdict.reason.printable(on: appearance))".wrapped(to: width)
    let shown = width >= 56 && lines.count <= min(count, 3) ? lines : [title.shortened(to: width)]
    return shown.map { Line(text: $0, role: .good) }
  }

  /// What was seen and the keys come first where there is no room for all, then what to try.
  private func lines(of raised: RaisedAlarm, width: Int, atMost count: Int) -> [Line] {
    func wrapped(_ text: String, _ role: Theme.Role) -> [Line] {
      text.printable(on: appearance).wrapped(to: width).map { Line(text: $0, role: role) }
    }
    let heading = heading(of: raised)
    let cut = [Line(text: heading.shortened(to: width), role: .error)]
    let keys = [Line(text: keys(raised).printable(on: appearance).shortened(to: width), role: .key)]
    guard count > 1 else { return cut }
    let whole = wrapped(heading, .error)
    let seen = whole.count < count ? whole : cut
    var room = count - seen.count - keys.count
    func fitting(_ lines: [Line]) -> [Line] {
      guard lines.count <= room else { return [] }
      room -= lines.count
      return lines
    }
    let advice = fitting(wrapped(raised.alarm.advice, .text))
    let meaning = fitting(wrapped(raised.alarm.meaning, .text))
    return seen + meaning + advice + keys
  }

  private func heading(of raised: RaisedAlarm) -> String {
    "! \(raised.alarm.title), batch \(raised.step): \(raised.alarm.seen)".printable(on: appearance)
  }
}

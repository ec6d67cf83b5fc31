internal import Session
internal import Terminal

/// How many images are made of each class, as bars with the real share marked on each, below a row that
/// says how many of the classes are made at all.
///
/// Where not all classes have room, those that are missed most are shown.
struct ClassBars: Widget {
  struct Entry: Sendable, Equatable {
    let name: String
    /// Among generated images and among real ones, 0 to 1.
    let share: Double
    let realShare: Double

    /// Whether the generator has given the class up: it makes less than a hundredth of its images so, and
    /// less than a quarter of what it should.
    var isLost: Bool { realShare > 0 && share < min(0.01, realShare / 4) }

    /// How much of what it should the generator makes.
    var fulfilment: Double { realShare > 0 ? share / realShare : 1 }
  }

  let entries: [Entry]
  let appearance: Appearance

  /// - Returns: nil where the judge knows no classes, or nothing was read yet.
  init?(_ readings: HealthReadings, _ judge: JudgeDescription, _ appearance: Appearance) {
    guard let entries = Self.entries(readings, judge) else { return nil }
    self.entries = entries
    self.appearance = appearance
  }

  /// The classes of the newest reading that has them; those that the run leaves out are not among them.
  ///
  /// - Returns: nil where the judge knows no classes, or nothing was read yet.
  static func entries(_ readings: HealthReadings, _ judge: JudgeDescription) -> [Entry]? {
    guard let counts = readings.newest({ $0.classCounts.isEmpty ? nil : $0.classCounts }),
      !judge.classNames.isEmpty
    else { return nil }
    let total = counts.reduce(0) { $0 + Double(max(0, $1)) }
    let real = judge.reference.classShares
    let all = judge.classNames.indices.map { index in
      let count = counts.indices.contains(index) ? Double(max(0, counts[index])) : 0
      let realShare = real.indices.contains(index) ? real[index] : 0
      return Entry(
        name: judge.classNames[index],
        share: total > 0 ? count / total : 0,
        realShare: realShare.isFinite ? min(1, max(0, realShare)) : 0)
    }
    return all.filter { $0.realShare > 0 || $0.share >= 0.01 }
  }

  private static let least = (bar: 4, numbers: 6, name: 9)

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let table = area.rows(from: 1)
    let columns = columnCount(in: table)
    let shown = shown(atMost: columns * table.height)
    let width = columns > 0 ? (table.width - 2 * (columns - 1)) / columns : 0
    let missing = entries.count - shown.count
    let note = missing > 0 ? "+\(missing)" : hasNumbers(inWidth: width) ? "made/real %" : ""
    drawHeading(note: note, in: area.row(0), onto: &canvas)
    guard columns > 0 else { return }
    for (place, entry) in shown.enumerated() {
      let (column, row) = place.quotientAndRemainder(dividingBy: table.height)
      let cell = table.columns(from: column * (width + 2), count: width).row(row)
      draw(entry, in: cell, onto: &canvas)
    }
  }

  /// As few columns as all classes need, as far as there is room.
  private func columnCount(in area: Rectangle) -> Int {
    guard area.height > 0 else { return 0 }
    let needed = (entries.count + area.height - 1) / area.height
    return max(1, min(needed, (area.width + 2) / (nameWidth + 1 + Self.least.bar + 2)))
  }

  private func shown(atMost count: Int) -> [Entry] {
    guard entries.count > count else { return entries }
    let ranked = entries.indices.sorted {
      (entries[$0].fulfilment, $0) < (entries[$1].fulfilment, $1)
    }
    return ranked.prefix(max(0, count)).sorted().map { entries[$0] }
  }

  private var nameWidth: Int {
    min(Self.least.name, 1 + (entries.map(\.name.count).max() ?? 0))
  }

  /// Whether a class has numbers behind its bar.
  private func hasNumbers(inWidth width: Int) -> Bool {
    width >= nameWidth + 1 + Self.least.bar + Self.least.numbers
  }

  /// The classes that are made, and by name those that are not.
  private func drawHeading(note: String, in row: Rectangle, onto canvas: inout Canvas) {
    let lost = entries.filter(\.isLost).map { $0.name.printable(on: appearance) }
    let real = entries.count { $0.realShare > 0 }
    let made = "\(real - lost.count) of \(real) classes"
    let text = lost.isEmpty ? made : "\(made), lost: \(lost.joined(separator: " "))"
    let style = appearance[lost.isEmpty ? .text : .error]
    canvas.write(text.shortened(to: row.width), in: row, style: style)
    if text.count + 2 + note.count <= row.width {
      canvas.writeRight(note, in: row, style: appearance[.dim])
    }
  }

  private func draw(_ entry: Entry, in row: Rectangle, onto canvas: inout Canvas) {
    let name = (entry.isLost ? "!" : " ") + entry.name.printable(on: appearance)
    canvas.write(
      String(name.prefix(nameWidth)), in: row, style: appearance[entry.isLost ? .error : .text])
    let rest = row.columns(from: nameWidth + 1)
    let hasNumbers = hasNumbers(inWidth: row.width)
    let bar = rest.columns(from: 0, count: rest.width - (hasNumbers ? Self.least.numbers : 0))
    drawBar(of: entry, in: bar, onto: &canvas)
    guard hasNumbers else { return }
    let numbers = [entry.share, entry.realShare].map { NumberText.decimal($0 * 100, places: 0) }
    canvas.writeRight(
      numbers.joined(separator: "/"), in: rest,
      style: appearance[entry.isLost ? .error : .dim])
  }

  /// All bars have one scale; the real share is a line across.
  private func drawBar(of entry: Entry, in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let most = entries.map { max($0.share, $0.realShare) }.max() ?? 0
    guard most > 0 else { return }
    Gauge(share: entry.share / most, role: .fake, appearance: appearance)
      .draw(in: area, onto: &canvas)
    guard entry.realShare > 0 else { return }
    let column = min(area.width - 1, Int(entry.realShare / most * Double(area.width)))
    canvas[area.x + column, area.y] = Cell(appearance.unicode ? "│" : "|", appearance[.real])
  }
}

/// A small picture of the screen in a theme: every role, curves, bars, a line of time and an image.
package struct ThemePreview: Widget {
  /// The extent at which nothing is cut off.
  package static let size = (width: 64, height: 13)

  private let name: String
  private let note: String
  private let appearance: Appearance

  /// - Parameter note: shown beside the name.
  package init(_ theme: Theme, note: String, capabilities: TerminalCapabilities) {
    name = theme.name
    self.note = note
    appearance = Appearance(theme: theme, capabilities: capabilities)
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    canvas.fill(area, with: Cell(" ", appearance[.text]))
    Frame(title: name, note: note, appearance: appearance).draw(in: area, onto: &canvas)
    let inside = area.inset().columns(from: 1, count: area.width - 4)
    drawWords(in: inside.rows(from: 0, count: 2), onto: &canvas)
    let (left, right) = (inside.columns(from: 0, count: 40), inside.columns(from: 42))
    drawCurves(in: left.rows(from: 3, count: 3), onto: &canvas)
    drawBars(in: left.rows(from: 7, count: 2), onto: &canvas)
    drawTime(in: left.rows(from: 9, count: 2), onto: &canvas)
    PixelView(
      width: Self.image.width, height: Self.image.height, channels: 1, pixels: Self.image.pixels,
      capabilities: appearance.capabilities
    ).draw(in: right.rows(from: 3), onto: &canvas)
  }

  private func drawWords(in area: Rectangle, onto canvas: inout Canvas) {
    let rows: [[(String, Theme.Role)]] = [
      [
        ("title", .title), ("text", .text), ("caption", .dim), ("key", .key),
        ("chosen", .selection),
      ],
      [("good", .good), ("warning", .warning), ("error", .error)],
    ]
    for (row, words) in rows.enumerated() {
      var column = 0
      for (word, role) in words {
        let text = role == .selection ? " \(word) " : word
        column =
          canvas.write(text, in: area, column: column, row: row, style: appearance[role]) - area.x
          + 2
      }
    }
  }

  private func drawCurves(in area: Rectangle, onto canvas: inout Canvas) {
    let half = area.width / 2
    let curves: [(String, Theme.Role)] = [
      ("discriminator", .discriminator), ("generator", .generator),
    ]
    for (index, (name, role)) in curves.enumerated() {
      let side = area.columns(from: index * half, count: half - 1)
      canvas.write(name, in: side, style: appearance[role])
      let values = (0..<side.width).map { (column: Int) -> Float in
        role == .generator ? Float(100 + column * column) : Float(600 - 15 * column)
      }
      Sparkline(values: values, scale: 0...600, role: role, appearance: appearance)
        .draw(in: side.rows(from: 1), onto: &canvas)
    }
  }

  private func drawBars(in area: Rectangle, onto canvas: inout Canvas) {
    let bars: [(String, Theme.Role, Double)] = [("real", .real, 0.875), ("fake", .fake, 0.375)]
    for (row, (name, role, share)) in bars.enumerated() {
      canvas.write(name, in: area, row: row, style: appearance[role])
      Gauge(share: share, role: role, appearance: appearance)
        .draw(in: area.row(row).columns(from: 5), onto: &canvas)
    }
  }

  private func drawTime(in area: Rectangle, onto canvas: inout Canvas) {
    Timeline(
      reached: 0.75, ticks: [0.25, 0.5],
      marks: [Timeline.Mark(position: 0.5, character: "#", role: .selection)],
      appearance: appearance
    ).draw(in: area.row(0), onto: &canvas)
    var column = 0
    for number in 1...Theme.Role.branchCount {
      let line = String(repeating: appearance.unicode ? "━" : "=", count: 3)
      column =
        canvas.write(
          "\(line)\(number)", in: area, column: column, row: 1, style: appearance[.branch(number)])
        - area.x + 1
    }
  }

  /// A ring with soft edges, as a pen draws a zero.
  private static let image: (width: Int, height: Int, pixels: ArraySlice<UInt8>) = {
    let (width, height) = (16, 16)
    let pixels = (0..<width * height).map { index in
      let (y, x) = index.quotientAndRemainder(dividingBy: width)
      // Twice the distances from the middle, the horizontal one stretched.
      let (right, down) = (3 * (2 * x - width + 1), 2 * (2 * y - height + 1))
      return UInt8(max(0, 255 - abs(right * right + down * down - 480) * 2 / 3))
    }
    return (width, height, pixels[...])
  }()
}

internal import Session
internal import Terminal

/// The layers of a network one below the other, and while it learns a bar and a number for each.
struct LayerBars: Widget {
  let layers: [StepRecord.LayerChange]
  /// `gradients` for the norms of the gradients, `weights` for the relative changes; nil for the names.
  let value: SlowMotionStage?
  let role: Theme.Role
  let appearance: Appearance

  /// From here on a name, a bar and a number stand in one row.
  private static let wide = 22
  private static let nameWidth = 11

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty, !layers.isEmpty else { return }
    let isWide = area.width >= Self.wide
    let hasNames = value == nil || isWide || area.height >= 2 * layers.count
    let rows = value != nil && hasNames && !isWide ? 2 : 1
    let greatest = layers.map(number).filter(\.isFinite).max() ?? 0
    for (index, layer) in layers.prefix(area.height / rows).enumerated() {
      let place = area.rows(from: index * rows, count: rows)
      if hasNames {
        let width = isWide && value != nil ? Self.nameWidth - 1 : area.width
        canvas.write(name(layer, within: width), in: place, style: appearance[.text])
      }
      guard value != nil else { continue }
      drawBar(
        of: number(layer), outOf: greatest,
        in: place.row(rows - 1).columns(from: isWide ? Self.nameWidth : 0), onto: &canvas)
    }
  }

  private func name(_ layer: StepRecord.LayerChange, within width: Int) -> String {
    layer.kindText(within: width).printable(on: appearance)
  }

  private func number(_ layer: StepRecord.LayerChange) -> Double {
    value == .weights ? 100 * Double(layer.relativeChange) : Double(layer.gradientNorm)
  }

  private func drawBar(
    of number: Double, outOf greatest: Double, in row: Rectangle, onto canvas: inout Canvas
  ) {
    let text = NumberText.significant(number, digits: 2) + (value == .weights ? " %" : "")
    let width = max(0, row.width - max(text.count, 6) - 1)
    Gauge(share: greatest > 0 ? number / greatest : 0, role: role, appearance: appearance)
      .draw(in: row.columns(from: 0, count: width), onto: &canvas)
    canvas.writeRight(text, in: row, style: appearance[.text])
  }
}

internal import Terminal

/// The row above a chart: its name, what its vertical axis covers as far as there is room for that, and
/// the newest value at the right.
struct ChartHeading: Widget {
  let name: String
  /// What is written for the name where there is else no room for the scale.
  var shortName: String?
  /// The newest value, in less and less words.
  let values: [String]
  /// How many of them say all: the scale takes no room from those.
  var fullValues = 1
  let scale: String?
  let style: Style
  let scaleStyle: Style
  let valueStyle: Style

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let text = text(within: area.width)
    let end = canvas.write(text.name, in: area, style: style)
    canvas.write(text.scale, in: area, column: end - area.x + 1, style: scaleStyle)
    canvas.writeRight(text.value, in: area, style: valueStyle)
  }

  private func text(within width: Int) -> (name: String, scale: String, value: String) {
    for value in values.prefix(fullValues) {
      for name in [name, shortName].compactMap(\.self) {
        for scale in [scale.map { "scale \($0)" }, scale].compactMap(\.self)
        where name.count + scale.count + value.count + 2 <= width {
          return (name, scale, value)
        }
      }
    }
    return (name, "", values.first { name.count + $0.count < width } ?? "")
  }
}

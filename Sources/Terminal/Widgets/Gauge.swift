/// A bar, one row high, filled from the left to a share.
package struct Gauge: Widget {
  /// 0 to 1; more is a full bar, what is not a number an empty one.
  package var share: Double
  package var style: Style
  package var trackStyle: Style
  package var unicode: Bool

  package init(share: Double, role: Theme.Role = .progress, appearance: Appearance) {
    self.share = share
    style = appearance[role]
    trackStyle = appearance[.track]
    unicode = appearance.unicode
  }

  private static let blocks: [Character] = Array(" ▏▎▍▌▋▊▉█")

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let bounded = share.isNaN ? 0 : min(1, max(0, share))
    let steps = Int((bounded * Double(area.width * 8)).rounded(.down))
    for column in 0..<area.width {
      let part = min(8, max(0, steps - column * 8))
      let cell =
        switch (unicode, part) {
        case (true, 0): Cell("─", trackStyle)
        case (true, let part): Cell(Self.blocks[part], style)
        case (false, 8): Cell("#", style)
        case (false, _): Cell("-", trackStyle)
        }
      canvas[area.x + column, area.y] = cell
    }
  }
}

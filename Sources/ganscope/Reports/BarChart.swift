/// Numbers as bars beside each other's, for a terminal.
struct BarChart {
  struct Bar {
    let label: String
    /// Nil where there is none: then the text stands in its place.
    let value: Double?
    let text: String
  }

  private let bars: [Bar]
  private let style: ReportStyle

  init(_ bars: [Bar], style: ReportStyle) {
    (self.bars, self.style) = (bars, style)
  }

  /// Lines no longer than the terminal is wide, where labels and texts leave room for a bar.
  ///
  /// The longest bar is the largest number that is one; negative numbers have none.
  var lines: [String] {
    let labels = bars.map(\.label.count).max() ?? 0
    let texts = bars.map(\.text.count).max() ?? 0
    let room = max(8, min(60, style.columns - labels - texts - 4))
    let largest = bars.compactMap(\.value).filter(\.isFinite).max() ?? 0
    return bars.map { bar in
      let label = bar.label + String(repeating: " ", count: labels - bar.label.count)
      guard let value = bar.value, value.isFinite else { return "\(label)  \(bar.text)" }
      let share = largest > 0 ? min(1, max(0, value / largest)) : 0
      return "\(label)  \(drawn(share, width: room)) \(bar.text)"
    }
  }

  private func drawn(_ share: Double, width: Int) -> String {
    guard !style.isASCII else {
      return String(repeating: "#", count: Int((share * Double(width)).rounded(.up)))
    }
    let eighths = Int((share * Double(width) * 8).rounded(.up))
    let whole = String(repeating: "█", count: eighths / 8)
    return whole + (eighths % 8 == 0 ? "" : String(Self.parts[eighths % 8 - 1]))
  }

  private static let parts = Array("▏▎▍▌▋▊▉")
}

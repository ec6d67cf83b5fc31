import CursesTerminal
import Datasets
import Terminal

/// What the terminal makes of colours, greys, characters and pictures, to be looked at.
struct TestCard {
  let capabilities: TerminalCapabilities

  func text(columns: Int) -> String {
    let images = ContactSheet(
      StrokesDataset.make(split: .test, limit: 5), count: 5, seed: 1, tileSize: .half,
      capabilities: capabilities)
    return [colors.styledText, glyphs.text, images.text(columns: min(columns, 79))]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var colors: Canvas {
    guard capabilities.colors > .monochrome else { return Canvas(width: 0, height: 0) }
    var canvas = Canvas(width: 64, height: 2)
    canvas.write("colours", x: 0, y: 0)
    draw(Array(0..<16), cellsEach: 3, y: 0, onto: &canvas)
    canvas.write("greys", x: 0, y: 1)
    draw([16] + Array(232...255) + [231], cellsEach: 2, y: 1, onto: &canvas)
    return canvas
  }

  /// What cannot be shown would only be boxes.
  private var glyphs: Canvas {
    let sets = GlyphSet.allCases.filter { $0 != .ascii && GlyphDetection.isShown($0) }
    var canvas = Canvas(width: 40, height: sets.count)
    for (row, set) in sets.enumerated() {
      canvas.write(set.rawValue, x: 0, y: row)
      canvas.write(String(String.UnicodeScalarView(set.samples)), x: 11, y: row)
    }
    return canvas
  }

  private func draw(_ colors: [UInt8], cellsEach: Int, y: Int, onto canvas: inout Canvas) {
    for (index, color) in colors.enumerated() {
      let style = Style(background: .palette(color)).reduced(to: capabilities.colors)
      canvas.fill(
        Rectangle(x: 11 + index * cellsEach, y: y, width: cellsEach, height: 1),
        with: Cell(" ", style))
    }
  }
}

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
    return [colorsAndGlyphs.styledText, images.text(columns: min(columns, 79))]
      .joined(separator: "\n\n")
  }

  private var colorsAndGlyphs: Canvas {
    var canvas = Canvas(width: 64, height: 2 + glyphSets.count)
    canvas.write("colours", x: 0, y: 0)
    draw(Array(0..<16), cellsEach: 3, y: 0, onto: &canvas)
    canvas.write("greys", x: 0, y: 1)
    draw([16] + Array(232...255) + [231], cellsEach: 2, y: 1, onto: &canvas)
    for (row, set) in glyphSets.enumerated() {
      canvas.write(set.rawValue, x: 0, y: 2 + row)
      canvas.write(String(String.UnicodeScalarView(set.samples)), x: 11, y: 2 + row)
    }
    return canvas
  }

  private var glyphSets: [GlyphSet] {
    capabilities.unicode ? GlyphSet.allCases.filter { $0 != .ascii } : []
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

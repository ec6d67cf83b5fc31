import Terminal
import Testing

/// Images that are shown smaller than they are, where a cell can hold more than two pixels.
struct ThumbnailTests {
  private static let quadrants = TerminalCapabilities(colors: .palette, glyphs: .quadrants)
  private static let braille = TerminalCapabilities(colors: .palette, glyphs: .braille)
  private static let white = Color.palette(231)
  private static let black = Color.palette(16)

  @Test(
    arguments: [
      ([255, 255, 0, 0], "▀"), ([255, 0, 255, 0], "▌"), ([255, 0, 0, 0], "▘"),
      ([255, 0, 0, 255], "▚"), ([255, 255, 255, 0], "▛"), ([255, 255, 0, 255], "▜"),
      ([255, 0, 255, 255], "▙"),
    ] as [([UInt8], Character)])
  func `four quarters in two colours are shown as they are`(quarters: [UInt8], shape: Character) {
    #expect(
      cell(quarters, Self.quadrants)
        == Cell(shape, Style(foreground: Self.white, background: Self.black)))
    #expect(
      cell(quarters.map { 255 - $0 }, Self.quadrants)
        == Cell(shape, Style(foreground: Self.black, background: Self.white)))
  }

  @Test func `four equal quarters are a space`() {
    let style = Style(foreground: .palette(244), background: .palette(244))
    #expect(cell([128, 128, 128, 128], Self.quadrants) == Cell(" ", style))
  }

  @Test func `of more than two brightnesses the nearest are put together`() {
    #expect(
      cell([0, 8, 248, 238], Self.quadrants)
        == Cell("▀", Style(foreground: .palette(16), background: .palette(255))))
  }

  @Test func `the cell is the best one of all pairs of colours and all shapes`() {
    var seed: UInt32 = 1
    for _ in 0..<8 {
      let quarters = (0..<4).map { _ -> UInt8 in
        seed = seed &* 1_664_525 &+ 1_013_904_223
        return UInt8(seed >> 24)
      }
      let shown = cell(quarters, Self.quadrants)
      // The means of the quarters' brightnesses are rounded.
      #expect(error(of: shown, quarters) <= leastError(quarters) + 40, "\(quarters)")
    }
  }

  @Test func `an image that fits is shown in half blocks by every set of glyphs`() {
    let image: [UInt8] = [10, 200, 90, 255]
    let blocks = view(image, 2, 2, TerminalCapabilities(colors: .palette, glyphs: .blocks))
    for capabilities in [Self.quadrants, Self.braille] {
      #expect(
        view(image, 2, 2, capabilities).canvas(width: 2, height: 1)
          == blocks.canvas(width: 2, height: 1))
    }
  }

  @Test func `dots are where it is brighter than halfway`() {
    let shown = dots([200, 20, 20, 200, 90, 150, 110, 109])
    #expect(shown == Cell("⡱", Style(foreground: Self.white, background: Self.black)))
  }

  @Test func `an image without contrast is all dots or none`() {
    #expect(dots([UInt8](repeating: 20, count: 8)).character == " ")
    #expect(dots([UInt8](repeating: 220, count: 8)).character == "⣿")
  }

  @Test(arguments: ColorDepth.allCases)
  func `dots need no colours`(colors: ColorDepth) {
    #expect(dots([255, 0, 255, 0, 255, 0, 255, 0], colors: colors).character == "⡇")
  }

  /// An image of four quarters, each two pixels high, in one cell.
  private func cell(_ quarters: [UInt8], _ capabilities: TerminalCapabilities) -> Cell {
    let image = quarters[..<2] + quarters[..<2] + quarters[2...] + quarters[2...]
    return view(Array(image), 2, 4, capabilities).canvas(width: 1, height: 1)[0, 0]
  }

  /// An image two pixels wide and four high in one cell.
  private func dots(
    _ pixels: [UInt8], colors: ColorDepth = .palette
  ) -> Cell {
    view(pixels, 2, 4, TerminalCapabilities(colors: colors, glyphs: .braille))
      .canvas(width: 1, height: 1)[0, 0]
  }

  private func view(
    _ pixels: [UInt8], _ width: Int, _ height: Int, _ capabilities: TerminalCapabilities
  ) -> PixelView {
    PixelView(
      width: width, height: height, channels: 1, pixels: pixels[...], capabilities: capabilities)
  }

  private static let shapes: [Character: [Bool]] = [
    " ": [false, false, false, false], "▀": [true, true, false, false],
    "▌": [true, false, true, false], "▘": [true, false, false, false],
    "▚": [true, false, false, true], "▛": [true, true, true, false],
    "▜": [true, true, false, true], "▙": [true, false, true, true],
  ]

  private func error(of cell: Cell, _ quarters: [UInt8]) -> Int {
    zip(quarters, Self.shapes[cell.character] ?? []).map { value, isFront in
      let color = isFront ? cell.style.foreground : cell.style.background
      guard case .palette(let entry) = color else { return Int.max / 8 }
      let difference = Int(Palette.rgb(of: entry).red) - Int(value)
      return difference * difference
    }.reduce(0, +)
  }

  private func leastError(_ quarters: [UInt8]) -> Int {
    let greys = Set(Palette.greys)
    return Self.shapes.keys.flatMap { shape in
      greys.flatMap { front in
        greys.map { back in
          let style = Style(foreground: .palette(front), background: .palette(back))
          return error(of: Cell(shape, style), quarters)
        }
      }
    }.min() ?? 0
  }
}

extension PixelView {
  /// The image on a canvas of its own.
  func canvas(width: Int, height: Int) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    draw(in: canvas.bounds, onto: &canvas)
    return canvas
  }
}

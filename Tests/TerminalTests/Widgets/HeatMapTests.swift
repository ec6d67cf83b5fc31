import Terminal
import Testing

struct HeatMapTests {
  private static let blocks = TerminalCapabilities(colors: .palette, glyphs: .blocks)

  @Test func `without heat an image is its own greys, a little dimmed, and weak heat leaves it so`()
  {
    let cell = draw([250, 100], heat: [0, 37])
    #expect(cell == Cell("▀", Style(foreground: .palette(251), background: .palette(239))))
  }

  @Test func `heat above zero is orange, below zero blue, the brighter the stronger`() {
    let strengths: [Int8] = [39, 59, 79, 103, 127]
    let above = strengths.map { draw([0, 0], heat: [$0, $0]).style.foreground }
    let below = strengths.map { draw([0, 0], heat: [-$0, -$0]).style.foreground }
    #expect(above == [94, 130, 172, 214, 214].map(Color.palette))
    #expect(below == [24, 25, 32, 39, 39].map(Color.palette))
  }

  @Test func `what is hot is so whatever is below it`() {
    #expect(draw([0, 255], heat: [127, 127]).character == " ")
  }

  @Test(arguments: [
    TerminalCapabilities(colors: .monochrome, glyphs: .blocks),
    TerminalCapabilities(colors: .eight, glyphs: .braille),
    TerminalCapabilities(colors: .palette, glyphs: .ascii),
  ])
  func `with few colours heat is written in signs, which an image is not`(
    capabilities: TerminalCapabilities
  ) {
    let view = PixelView(
      width: 7, height: 2, channels: 1, pixels: [0, 255, 120, 9, 9, 9, 9, 0, 255, 120, 9, 9, 9, 9],
      heat: [0, 0, 0, 40, 120, -40, -120, 0, 0, 0, 40, 120, -40, -120], capabilities: capabilities)
    #expect(view.text(width: 7, height: 1) == " :.+#-=")
  }

  @Test func `sixteen colours have yellow and blue`() {
    let capabilities = TerminalCapabilities(colors: .sixteen, glyphs: .blocks)
    let cell = draw([0, 0], heat: [127, -40], capabilities)
    #expect(cell == Cell("▀", Style(foreground: .palette(11), background: .palette(4))))
  }

  @Test func `heat is averaged with the image that it lies on`() {
    let view = PixelView(
      width: 2, height: 4, channels: 3, pixels: [UInt8](repeating: 0, count: 24)[...],
      heat: [127, 127, 127, 127, 127, -127, -127, 127], capabilities: Self.blocks)
    let style = view.canvas(width: 1, height: 1)[0, 0].style
    #expect(style == Style(foreground: .palette(214), background: .palette(16)))
  }

  @Test func `of a grid each image has its own heat`() {
    let view = SampleGridView(
      width: 1, height: 2, channels: 1, pixels: [0, 0, 0, 0], heat: [127, 127, -127, -127],
      capabilities: Self.blocks)
    var canvas = Canvas(width: 3, height: 1)
    view.draw(in: canvas.bounds, onto: &canvas)
    #expect(canvas[0, 0].style.foreground == .palette(214))
    #expect(canvas[2, 0].style.foreground == .palette(39))
  }

  private func draw(
    _ pixels: [UInt8], heat: [Int8], _ capabilities: TerminalCapabilities = blocks
  ) -> Cell {
    PixelView(
      width: 1, height: 2, channels: 1, pixels: pixels[...], heat: heat[...],
      capabilities: capabilities
    ).canvas(width: 1, height: 1)[0, 0]
  }
}

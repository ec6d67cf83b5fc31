import Terminal
import Testing

struct PixelViewTests {
  private static let blocks = TerminalCapabilities(colors: .palette, glyphs: .blocks)

  @Test func `two grey pixels are a half block in two greys`() {
    let canvas = draw([0, 255], width: 1, height: 2, Rectangle(x: 0, y: 0, width: 1, height: 1))
    #expect(
      canvas[0, 0] == Cell("▀", Style(foreground: .palette(16), background: .palette(231))))
  }

  @Test func `two equal pixels are a space`() {
    let canvas = draw([128, 128], width: 1, height: 2, Rectangle(x: 0, y: 0, width: 1, height: 1))
    #expect(
      canvas[0, 0] == Cell(" ", Style(foreground: .palette(244), background: .palette(244))))
  }

  @Test func `an odd last row stands on black`() {
    let canvas = draw([255], width: 1, height: 1, Rectangle(x: 0, y: 0, width: 1, height: 1))
    #expect(
      canvas[0, 0] == Cell("▀", Style(foreground: .palette(231), background: .palette(16))))
  }

  @Test func `a colour is one of the cube`() {
    let canvas = draw(
      [255, 0, 0, 0, 0, 255], width: 1, height: 2, channels: 3,
      Rectangle(x: 0, y: 0, width: 1, height: 1))
    #expect(
      canvas[0, 0] == Cell("▀", Style(foreground: .palette(196), background: .palette(21))))
  }

  @Test(arguments: [
    TerminalCapabilities(colors: .palette, glyphs: .ascii),
    TerminalCapabilities(colors: .sixteen, glyphs: .ascii),
    TerminalCapabilities(colors: .eight, glyphs: .blocks),
    TerminalCapabilities(colors: .eight, glyphs: .quadrants),
    TerminalCapabilities(colors: .monochrome, glyphs: .blocks),
  ])
  func `a lesser terminal gets characters by the brightness of two pixels`(
    capabilities: TerminalCapabilities
  ) {
    let view = PixelView(
      width: 3, height: 2, channels: 1, pixels: [0, 255, 255, 0, 0, 255], capabilities: capabilities
    )
    #expect(view.text(width: 3, height: 1) == " =@")
  }

  @Test func `sixteen colours have four greys for half blocks`() {
    let view = PixelView(
      width: 2, height: 2, channels: 1, pixels: [0, 120, 230, 255],
      capabilities: TerminalCapabilities(colors: .sixteen, glyphs: .blocks))
    let canvas = view.canvas(width: 2, height: 1)
    #expect(canvas[0, 0] == Cell("▀", Style(foreground: .palette(0), background: .palette(7))))
    #expect(canvas[1, 0] == Cell("▀", Style(foreground: .palette(8), background: .palette(15))))
  }

  @Test func `sixteen colours show colours by their brightness, as those may be the user's own`() {
    let view = PixelView(
      width: 1, height: 2, channels: 3, pixels: [255, 0, 0, 255, 255, 0],
      capabilities: TerminalCapabilities(colors: .sixteen, glyphs: .blocks))
    #expect(
      view.canvas(width: 1, height: 1)[0, 0]
        == Cell("▀", Style(foreground: .palette(8), background: .palette(7))))
  }

  @Test func `an image that is too large is averaged down`() {
    let pixels: [UInt8] = [0, 200, 100, 100, 200, 0, 100, 100]
    let canvas = draw(
      pixels + pixels, width: 4, height: 4, Rectangle(x: 0, y: 0, width: 2, height: 1))
    #expect(canvas[0, 0].style.foreground == .palette(Palette.greys[100]))
    #expect(canvas[1, 0].style.foreground == .palette(Palette.greys[100]))
  }

  @Test(arguments: [
    (28, 28, 28, 14, 28, 28), (28, 28, 40, 40, 28, 28), (28, 28, 14, 7, 14, 14),
    (28, 28, 14, 30, 14, 14), (28, 28, 100, 7, 14, 14), (64, 32, 32, 40, 32, 16),
    (500, 1, 10, 10, 10, 1), (1, 500, 10, 10, 1, 20), (28, 28, 0, 5, 0, 0),
  ])
  func `proportions are kept`(
    width: Int, height: Int, columns: Int, rows: Int, shownWidth: Int, shownHeight: Int
  ) {
    let size = PixelView.shownSize(
      width: width, height: height, in: Rectangle(x: 0, y: 0, width: columns, height: rows))
    #expect(size == (shownWidth, shownHeight))
  }

  @Test(arguments: 1...40)
  func `any size of image and area stays inside`(size: Int) {
    let (width, height) = (size * 7 % 33 + 1, size * 5 % 29 + 1)
    let view = PixelView(
      width: width, height: height, channels: 1,
      pixels: ArraySlice(repeating: 9, count: width * height), capabilities: Self.blocks)
    _ = view.text(width: size * 3 % 31 + 1, height: size % 13 + 1)
  }

  private func draw(
    _ pixels: [UInt8], width: Int, height: Int, channels: Int = 1, _ area: Rectangle
  ) -> Canvas {
    var canvas = Canvas(width: area.maxX, height: area.maxY)
    PixelView(
      width: width, height: height, channels: channels, pixels: pixels[...],
      capabilities: Self.blocks
    ).draw(in: area, onto: &canvas)
    return canvas
  }
}

struct SampleGridViewTests {
  @Test(arguments: [
    (57, 14, 2), (86, 31, 6), (115, 40, 8), (28, 14, 1), (14, 7, 1), (3, 1, 1), (500, 200, 16),
  ])
  func `as many images as fit are shown, in order, apart and inside`(
    width: Int, height: Int, count: Int
  ) {
    let area = Rectangle(x: 3, y: 2, width: width, height: height)
    let tiles = grid(.full).tiles(in: area)
    #expect(tiles.count == count)
    for (index, tile) in tiles.enumerated() {
      #expect(tile.intersection(area) == tile)
      for other in tiles[..<index] {
        #expect(tile.intersection(other).isEmpty)
        #expect(other.y < tile.y || other.x < tile.x)
      }
    }
  }

  @Test func `images of half the size are four times as many`() {
    let area = Rectangle(x: 0, y: 0, width: 57, height: 14)
    #expect(grid(.half).tiles(in: area).count == 8)
  }

  @Test func `images stand apart unless a gap would cost one`() {
    let wide = grid(.full).tiles(in: Rectangle(x: 0, y: 0, width: 57, height: 29))
    #expect(wide.count == 4 && wide[1].x == 29 && wide[2].y == 15)
    let narrow = grid(.full).tiles(in: Rectangle(x: 0, y: 0, width: 56, height: 28))
    #expect(narrow.count == 4 && narrow[1].x == 28 && narrow[2].y == 14)
  }

  @Test func `images of a quarter of the size are many`() {
    let tiles = grid(.quarter).tiles(in: Rectangle(x: 0, y: 0, width: 57, height: 14))
    #expect(tiles.count == 16)
    #expect(tiles[0].width == 7 && tiles[0].height == 4)
  }

  @Test func `text stands below each image, apart from all images and inside`() {
    let area = Rectangle(x: 2, y: 1, width: 57, height: 31)
    let view = grid(.full, hasCaptions: true)
    let (tiles, captions) = (view.tiles(in: area), view.captions(in: area))
    #expect(view.hasRoomForCaptions(in: area))
    #expect(tiles.count == 4 && captions.count == 4)
    for (tile, caption) in zip(tiles, captions) {
      #expect(caption == Rectangle(x: tile.x, y: tile.maxY, width: 28, height: 1))
      #expect(caption.intersection(area) == caption)
      #expect(tiles.allSatisfy { $0.intersection(caption).isEmpty })
    }
  }

  @Test func `without room text stands on the last row of an image, which keeps its size`() {
    let area = Rectangle(x: 0, y: 0, width: 28, height: 14)
    let view = grid(.full, hasCaptions: true)
    #expect(!view.hasRoomForCaptions(in: area))
    #expect(view.tiles(in: area).first == area)
    #expect(view.captions(in: area).first == area.row(13))
  }

  private func grid(_ size: TileSize, hasCaptions: Bool = false) -> SampleGridView {
    SampleGridView(
      width: 28, height: 28, channels: 1, pixels: [UInt8](repeating: 0, count: 16 * 784),
      tileSize: size, hasCaptions: hasCaptions,
      capabilities: TerminalCapabilities(colors: .palette, glyphs: .blocks))
  }
}

import Terminal
import Testing

struct ColorReductionTests {
  @Test(
    arguments: [
      (196, ColorDepth.sixteen, 9), (21, .sixteen, 4), (16, .sixteen, 0), (231, .sixteen, 15),
      (196, .eight, 1), (231, .eight, 7), (3, .eight, 3), (12, .sixteen, 12),
    ] as [(UInt8, ColorDepth, UInt8)])
  func `a colour becomes the nearest that there is`(
    index: UInt8, depth: ColorDepth, expected: UInt8
  ) {
    let style = Style(foreground: .palette(index)).reduced(to: depth)
    #expect(style.foreground == .palette(expected))
  }

  @Test func `256 colours stay as they are`() {
    let style = Style(foreground: .palette(123), background: .palette(45), attributes: .bold)
    #expect(style.reduced(to: .palette) == style)
  }

  @Test(arguments: ColorDepth.allCases)
  func `attributes stay at every depth`(depth: ColorDepth) {
    let style = Style(foreground: .palette(123), attributes: [.bold, .reverse])
    #expect(style.reduced(to: depth).attributes == [.bold, .reverse])
  }

  @Test func `a bright colour among eight is bold`() {
    #expect(
      Style(foreground: .palette(9)).reduced(to: .eight)
        == Style(foreground: .palette(1), attributes: .bold))
  }

  @Test(arguments: [ColorDepth.sixteen, .eight])
  func `text never gets the colour of its background`(depth: ColorDepth) {
    for foreground in UInt8.min...UInt8.max {
      for background in [UInt8(16), 232, 238, 255, 231, 22] where foreground != background {
        let style = Style(foreground: .palette(foreground), background: .palette(background))
          .reduced(to: depth)
        #expect(style.foreground != style.background)
      }
    }
  }

  @Test(arguments: Theme.builtinNames, ColorDepth.allCases)
  func `a selection is told apart without its colour`(name: String, depth: ColorDepth) throws {
    let theme = try #require(try Theme.builtin(name)).reduced(to: depth)
    #expect(theme[.selection].attributes.contains(.bold))
    #expect(theme[.selection].attributes != theme[.text].attributes)
  }

  @Test(arguments: Theme.builtinNames.filter { $0 != "monochrome" })
  func `an area behind a line keeps the hue of the line`(name: String) throws {
    let appearance = Appearance(
      theme: try #require(try Theme.builtin(name)),
      capabilities: TerminalCapabilities(colors: .palette, glyphs: .blocks))
    for role in [Theme.Role.generator, .discriminator, .real, .fake] {
      guard case .palette(let line) = appearance[role].foreground,
        case .palette(let area) = appearance.faded(role).foreground
      else {
        Issue.record("no colour")
        continue
      }
      let (lineColor, areaColor) = (Palette.rgb(of: line), Palette.rgb(of: area))
      #expect(area != line, "\(role)")
      #expect(areaColor.isGrey == lineColor.isGrey, "\(role)")
      #expect(lineColor.isGrey || cosine(areaColor, lineColor) >= 0.9, "\(role)")
    }
  }

  /// Between the directions in which two colours differ from grey: 1 for one hue, -1 for opposite ones.
  private func cosine(_ first: RGB, _ second: RGB) -> Double {
    func direction(_ color: RGB) -> [Double] {
      let parts = [color.red, color.green, color.blue].map(Double.init)
      return parts.map { $0 - parts.reduce(0, +) / 3 }
    }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map(*).reduce(0, +) }
    let (a, b) = (direction(first), direction(second))
    return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
  }

  @Test(arguments: UInt8.min...UInt8.max)
  func `a grey is shown within 9 of what it is`(grey: UInt8) {
    let shown = Palette.rgb(of: Palette.greys[Int(grey)])
    #expect(abs(Int(shown.red) - Int(grey)) <= 9)
    #expect(shown.red == shown.green && shown.green == shown.blue)
  }

  @Test func `every colour of the cube and every grey is its own nearest`() {
    for index in UInt8(16)...255 {
      #expect(
        Palette.rgb(of: Palette.nearest(to: Palette.rgb(of: index))) == Palette.rgb(of: index))
    }
  }
}

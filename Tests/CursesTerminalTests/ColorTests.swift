import CursesTerminal
import Terminal
import Testing

@Suite struct `Colours` {
  @Test func `each combination of colours gets a number of its own once`() {
    var pairs = ColorPairTable(pairs: 65_536)
    var numbers: Set<Int32> = []
    for foreground in Int16(230)..<256 {
      for background in Int16(230)..<256 {
        let first = pairs.pair(foreground: foreground, background: background)
        let second = pairs.pair(foreground: foreground, background: background)
        #expect(first.isNew && !second.isNew && first.number == second.number)
        numbers.insert(first.number)
      }
    }
    #expect(numbers == Set(1...676))
  }

  @Test func `the terminal's own colours are pair 0`() {
    var pairs = ColorPairTable(pairs: 64)
    #expect(pairs.pair(foreground: -1, background: -1) == .init(number: 0, isNew: false))
    #expect(pairs.pair(foreground: -1, background: 0).number == 1)
  }

  @Test func `a full table keeps the foreground or falls back to the terminal's own colours`() {
    var pairs = ColorPairTable(pairs: 3)
    let red = pairs.pair(foreground: 1, background: -1)
    _ = pairs.pair(foreground: 2, background: 3)
    #expect(pairs.pair(foreground: 1, background: 4) == .init(number: red.number, isNew: false))
    #expect(pairs.pair(foreground: 5, background: 4) == .init(number: 0, isNew: false))
  }

  @Test func `without pairs everything has the terminal's own colours`() {
    var pairs = ColorPairTable(pairs: 0)
    #expect(pairs.pair(foreground: 1, background: 2) == .init(number: 0, isNew: false))
  }

  @Test func `a colour is reduced to the one that the theme's reduction takes`() {
    for index in UInt8(16)...255 {
      let nearest = Palette.nearest(to: Palette.rgb(of: index), among: 0...15)
      let reduced = ReducedStyle(Style(foreground: .palette(index)), depth: .sixteen)
      #expect(reduced.foreground == Int16(nearest), "\(index)")
    }
  }

  struct Case: Sendable {
    let depth: ColorDepth
    let style: Style
    let foreground: Int16
    let background: Int16
    var attributes: Style.Attributes = []
  }

  @Test(arguments: [
    Case(depth: .palette, style: colored(244, on: 16), foreground: 244, background: 16),
    Case(depth: .palette, style: .plain, foreground: -1, background: -1),
    Case(depth: .sixteen, style: colored(196, on: 231), foreground: 9, background: 15),
    Case(depth: .sixteen, style: colored(232, on: 244), foreground: 0, background: 8),
    Case(depth: .sixteen, style: colored(12, on: 3), foreground: 12, background: 3),
    Case(depth: .eight, style: colored(2, on: 4), foreground: 2, background: 4),
    Case(
      depth: .eight, style: colored(196, on: 231), foreground: 1, background: 7,
      attributes: .bold),
    Case(depth: .monochrome, style: colored(196, on: 231), foreground: -1, background: -1),
  ])
  func `a style is reduced to the colours that there are`(_ example: Case) {
    let reduced = ReducedStyle(example.style, depth: example.depth)
    #expect(reduced.foreground == example.foreground)
    #expect(reduced.background == example.background)
    #expect(reduced.attributes == example.attributes)
  }

  @Test func `attributes stay where there are no colours`() {
    let style = Style(foreground: .palette(1), attributes: [.reverse, .underline])
    #expect(ReducedStyle(style, depth: .monochrome).attributes == [.reverse, .underline])
  }

  @Test(arguments: [
    (0, ColorDepth.monochrome), (-1, .monochrome), (8, .eight), (16, .sixteen), (88, .sixteen),
    (256, .palette), (16_777_216, .eight),
  ])
  func `the number of colours decides the depth`(colors: Int, depth: ColorDepth) {
    #expect(colorDepth(terminalColors: colors) == depth)
  }
}

private func colored(_ foreground: UInt8, on background: UInt8) -> Style {
  Style(foreground: .palette(foreground), background: .palette(background))
}

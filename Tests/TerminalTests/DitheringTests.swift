import Terminal
import Testing

struct DitheringTests {
  @Test func `the nearest entry of the palette is the one that a search of all finds`() {
    for red in stride(from: 0, through: 255, by: 15) {
      for green in stride(from: 3, through: 255, by: 21) {
        for blue in stride(from: 1, through: 255, by: 18) {
          let color = RGB(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
          let found = Palette.rgb(of: Palette.nearest(to: color)).distance(to: color)
          let least = Palette.rgb(of: Palette.nearest(to: color, among: 16...255))
          #expect(found == least.distance(to: color), "\(color)")
        }
      }
    }
  }

  @Test func `colours of the palette stay as they are`() {
    let pixels = (16...255).map { Palette.rgb(of: $0) } as [RGB]
    let shown = Palette.dithered(pixels, width: 24).map { Palette.rgb(of: $0) }
    #expect(shown == pixels)
  }

  /// Brown and dark: between entries that are far apart.
  private static let flat = [RGB](repeating: RGB(red: 112, green: 74, blue: 44), count: 256)

  @Test func `seen from afar a colour is nearer to what it is than its nearest entry`() {
    let shown = Palette.dithered(Self.flat, width: 16).map { Palette.rgb(of: $0) }
    let nearest = Palette.rgb(of: Palette.nearest(to: Self.flat[0]))
    func mean(_ part: KeyPath<RGB, UInt8>) -> UInt8 {
      UInt8(shown.map { Int($0[keyPath: part]) }.reduce(0, +) / shown.count)
    }
    let seen = RGB(red: mean(\.red), green: mean(\.green), blue: mean(\.blue))
    #expect(seen.distance(to: Self.flat[0]) < nearest.distance(to: Self.flat[0]) / 2)
  }

  @Test func `a change at the end of an image leaves what comes before it`() {
    var changed = Self.flat
    changed[200] = RGB(red: 255, green: 255, blue: 0)
    let (before, after) = (
      Palette.dithered(Self.flat, width: 16), Palette.dithered(changed, width: 16)
    )
    #expect(before.prefix(200) == after.prefix(200))
    #expect(before != after)
  }

  @Test func `nothing and images without a width are nothing`() {
    #expect(Palette.dithered([], width: 3).isEmpty)
    #expect(Palette.dithered(Self.flat, width: 0).isEmpty)
  }
}

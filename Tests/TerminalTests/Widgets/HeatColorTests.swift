import Terminal
import Testing

/// The two colours of heat, for the common kinds of colour vision.
struct HeatColorTests {
  private static let above = [94, 130, 172, 214].map { Color.palette($0) }
  private static let below = [24, 25, 32, 39].map { Color.palette($0) }
  private static let dimmed = (0...102).map { Color.palette(Palette.greys[$0]) }

  @Test func `above and below zero are far apart, and so are both from the image`() throws {
    for vision in ColorVision.all {
      for warm in Self.above {
        for cold in Self.below {
          #expect(try vision.distance(warm, cold) >= 50, "\(vision.name)")
        }
      }
      for color in Self.above + Self.below {
        for grey in Self.dimmed {
          #expect(try vision.distance(color, grey) >= 25, "\(vision.name)")
        }
      }
    }
  }
}

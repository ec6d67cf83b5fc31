/// A way through the square between four latent vectors.
///
/// By itself it goes straight on and is thrown back at the borders, so that it never jumps; its two
/// speeds have no common multiple that is small, so that it comes everywhere.
package struct LatentWalk: Sendable, Equatable {
  /// From the left to the right, 0 to 1.
  package private(set) var x = 0.5
  /// From the top to the bottom, 0 to 1.
  package private(set) var y = 0.5
  package var isPlaying = false
  private var speedX = 0.05
  private var speedY = 0.031

  /// The part of a side that one press of an arrow goes.
  package static let stride = 0.0625

  package mutating func move(_ dx: Int, _ dy: Int) {
    x = min(1, max(0, x + Double(dx) * Self.stride))
    y = min(1, max(0, y + Double(dy) * Self.stride))
  }

  /// Goes to a place of the square.
  package mutating func go(toX x: Double, y: Double) {
    guard x.isFinite, y.isFinite else { return }
    (self.x, self.y) = (min(1, max(0, x)), min(1, max(0, y)))
  }

  /// One step of the walk that goes by itself.
  mutating func advance() {
    Self.advance(&x, by: &speedX)
    Self.advance(&y, by: &speedY)
  }

  private static func advance(_ place: inout Double, by speed: inout Double) {
    place += speed
    if place > 1 { (place, speed) = (2 - place, -speed) }
    if place < 0 { (place, speed) = (-place, -speed) }
  }
}

internal import Tensors

/// Random numbers for drawing one image.
///
/// Nothing here or in the drawing calls the system's mathematics library, whose last bits differ
/// from one machine to the next: the same seed gives the same pixels everywhere.
struct Dice {
  private var stream: RandomStream

  /// The numbers of image `index`; no image draws as many blocks as lie between two of them.
  init(seed: UInt64, index: Int) {
    stream = RandomStream(seed: seed, purpose: .drawing)
    stream.counter = UInt64(index) << 16
  }

  /// A number from `low` up to `high`.
  mutating func uniform(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * Self.unit(stream.nextBlock().0)
  }

  /// A number around 0 with the given standard deviation, never more than 3.5 of them away: the sum
  /// of four uniform ones.
  mutating func normal(_ deviation: Float) -> Float {
    let block = stream.nextBlock()
    let sum =
      Self.unit(block.0) + Self.unit(block.1) + Self.unit(block.2) + Self.unit(block.3)
    return (sum - 2) * 1.732_050_8 * deviation
  }

  /// A point around the origin, each coordinate with the given standard deviation.
  mutating func normalPoint(_ deviation: Float) -> Point {
    Point(normal(deviation), normal(deviation))
  }

  /// True with the given probability.
  mutating func chance(_ probability: Float) -> Bool {
    uniform(0, 1) < probability
  }

  /// The upper 24 bits as a number from 0 up to 1.
  private static func unit(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }
}

/// A counter-based stream of random numbers: draw number `i` of a stream is a pure function of the
/// key and `i`, so a stream can be stored as two integers, resumed, and filled in parallel.
///
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
/// 2011).
package struct RandomStream: Sendable, Hashable {
  /// What a stream is for; each purpose has a stream of its own, so that drawing more for one never
  /// moves another.
  package enum Purpose: UInt32, Sendable, CaseIterable {
    case weights = 1
    case latent, order, dropout, noise, display, drawing
  }

  /// Seed and purpose, mixed.
  package let key: UInt64
  /// The number of 128-bit blocks drawn so far.
  package var counter: UInt64

  package init(key: UInt64, counter: UInt64 = 0) {
    self.key = key
    self.counter = counter
  }

  /// The stream of one purpose under a run's seed.
  package init(seed: UInt64, purpose: Purpose) {
    self.init(key: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(purpose.rawValue) << 32)
  }

  /// One of several streams of a purpose, told apart by a name.
  package init(seed: UInt64, purpose: Purpose, part name: String) {
    // FNV-1a, as the standard library's hashes differ from run to run.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    self.init(seed: seed ^ hash, purpose: purpose)
  }
}

extension RandomStream {
  /// The next 128 bits as four words, Philox4x32-10.
  package mutating func nextBlock() -> (UInt32, UInt32, UInt32, UInt32) {
    let block = Self.block(key: key, counter: counter)
    counter &+= 1
    return block
  }

  /// Block number `counter` of the stream with this key.
  static func block(key: UInt64, counter: UInt64) -> (UInt32, UInt32, UInt32, UInt32) {
    philox(
      counter: (
        UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), 0, 0
      ),
      key: (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
  }

  /// Ten rounds of the bijection that mixes a counter under a key.
  static func philox(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (k0, k1) = key
    var x = counter
    for _ in 0..<10 {
      let first = UInt64(x.0) &* 0xD251_1F53
      let second = UInt64(x.2) &* 0xCD9E_8D57
      x = (
        UInt32(truncatingIfNeeded: second >> 32) ^ x.1 ^ k0, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ x.3 ^ k1, UInt32(truncatingIfNeeded: first)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return x
  }
}

extension RandomStream: RandomNumberGenerator {
  /// Two words of the next block; the other two are thrown away.
  package mutating func next() -> UInt64 {
    let block = nextBlock()
    return UInt64(block.0) | UInt64(block.1) << 32
  }
}

import Testing

@testable import Tensors

struct BFloat16PairsTests {
  /// Bits of a float and those of the bfloat16 that it becomes.
  static let rounding: [(float: UInt32, bfloat16: UInt16, why: String)] = [
    (0x3F80_0000, 0x3F80, "one stays one"),
    (0x3F80_7FFF, 0x3F80, "just below a tie"),
    (0x3F80_8000, 0x3F80, "a tie goes to the even number, here below"),
    (0x3F80_8001, 0x3F81, "just above a tie"),
    (0x3F81_8000, 0x3F82, "a tie goes to the even number, here above"),
    (0xBF81_8000, 0xBF82, "so does a negative one"),
    (0x3FFF_8000, 0x4000, "rounding may carry into the exponent"),
    (0x7F7F_7FFF, 0x7F7F, "the largest that does not overflow"),
    (0x7F7F_FFFF, 0x7F80, "the largest float becomes infinity"),
    (0x7F80_0000, 0x7F80, "infinity"),
    (0xFF80_0000, 0xFF80, "negative infinity"),
    (0x7FC0_0000, 0x7FC0, "not a number"),
    (0x7F80_0001, 0x7FC0, "not a number although all kept bits are those of infinity"),
    (0xFFA1_2345, 0xFFE1, "not a number keeps its sign and what fits of its payload"),
    (0x0080_0000, 0x0080, "the smallest normal number"),
    (0x007F_FFFF, 0x0000, "below the normal numbers is zero, even where it is near to them"),
    (0x8000_0001, 0x8000, "negative numbers become negative zero there"),
    (0x8000_0000, 0x8000, "negative zero"),
  ]

  /// Short arrays go through the portable loop, long ones through the processor's instructions.
  @Test(arguments: [2, 30, 32, 128, 130])
  func `numbers are rounded to the nearest even`(count: Int) {
    for (float, bfloat16, why) in Self.rounding {
      let x = Tensor(repeating: Float(bitPattern: float), shape: [count])
      let bits = UInt32(bfloat16) << 16 | UInt32(bfloat16)
      #expect(
        x.bfloat16Pairs(along: 0).scalars.allSatisfy { $0.bitPattern == bits }, "\(why), \(count)")
      let rows = x.reshaped(to: [2, count / 2])
      #expect(
        rows.bfloat16Pairs(along: 0).scalars.allSatisfy { $0.bitPattern == bits },
        "\(why), \(count)")
    }
  }

  @Test func `any float becomes the nearest bfloat16`() {
    var bits: UInt32 = 1
    let scalars = (0..<100_000).map { _ -> Float in
      bits = bits &* 1_664_525 &+ 1_013_904_223
      let x = Float(bitPattern: bits)
      return x.isNaN ? 0 : x
    }
    let slots = Tensor([scalars.count], scalars: scalars).bfloat16Pairs(along: 0)
    for (index, pair) in slots.pairs.enumerated() {
      let wanted = (nearestBFloat16(scalars[2 * index]), nearestBFloat16(scalars[2 * index + 1]))
      guard pair != wanted else { continue }
      Issue.record("\(scalars[2 * index]), \(scalars[2 * index + 1]) became \(pair)")
    }
  }

  static let shapes: [Shape] = [
    [1], [2], [7], [32], [67], [1, 5], [5, 1], [4, 6], [3, 33], [33, 3], [2, 1, 34], [3, 16, 2],
    [5, 3, 31], [2, 2, 2, 2], [3, 5, 7, 9], [4, 1, 1, 3],
  ]

  @Test(arguments: shapes)
  func `neighbours along any axis share a slot, an odd last one with zero`(shape: Shape) {
    let x = scattered(shape)
    let scalars = x.scalars.map(nearestBFloat16)
    for axis in 0..<shape.rank {
      let (length, inner) = (shape[axis], shape.extents[(axis + 1)...].reduce(1, *))
      let pairs = (length + 1) / 2
      let slots = x.bfloat16Pairs(along: axis)
      #expect(slots.shape.extents[axis] == pairs)
      #expect(slots.count == shape.count / length * pairs)
      for (index, pair) in slots.pairs.enumerated() {
        let (group, rest) = index.quotientAndRemainder(dividingBy: pairs * inner)
        let (position, place) = (2 * (rest / inner), rest % inner)
        let first = (group * length + position) * inner + place
        #expect(pair.first == scalars[first])
        #expect(pair.second == (position + 1 < length ? scalars[first + inner] : 0))
      }
    }
  }

  /// More than one piece of work, with rows of even, odd and single length.
  @Test(
    arguments: [[2, 40_000], [40_000, 2], [3, 20_001], [20_001, 3], [40_000, 1]] as [Shape])
  func `large tensors are paired whole, by any number of workers`(shape: Shape) {
    let x = scattered(shape)
    for axis in 0...1 {
      let slots = Workers.withCount(1) { x.bfloat16Pairs(along: axis) }
      let sum = slots.pairs.reduce(0) { $0 + Double($1.first) + Double($1.second) }
      let wanted = x.scalars.reduce(0) { $0 + Double(nearestBFloat16($1)) }
      #expect(abs(sum - wanted) < 1e-9)
      #expect(Workers.withCount(3) { x.bfloat16Pairs(along: axis) } == slots)
    }
  }

  @Test func `nothing has no pairs`() {
    #expect(Tensor(zeros: [0, 3]).bfloat16Pairs(along: 0).shape == [0, 3])
    #expect(Tensor(zeros: [3, 0]).bfloat16Pairs(along: 1).shape == [3, 0])
    #expect(Tensor(zeros: [0, 3]).bfloat16Pairs(along: 1).shape == [0, 2])
  }
}

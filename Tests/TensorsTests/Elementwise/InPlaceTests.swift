import CKernels
import Testing

@testable import Tensors

/// What is consumed makes room for the result, unless somebody else still holds it.
struct InPlaceTests {
  struct Operation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// A function of the operand that consumes it, and of another tensor.
    let result: @Sendable (consuming Tensor, Tensor) -> Tensor
  }

  static let operations: [Operation] = [
    Operation(testDescription: "leaky_relu") { x, _ in x.leakyReLU(slope: 0.2) },
    Operation(testDescription: "selu") { x, _ in x.selu() },
    Operation(testDescription: "tanh") { x, _ in x.tanh() },
    Operation(testDescription: "sigmoid") { x, _ in x.sigmoid() },
    Operation(testDescription: "leaky_relu: gradient") { $1.leakyReLUGradient($0, slope: 0.2) },
    Operation(testDescription: "selu: gradient") { $1.seluGradient($0) },
    Operation(testDescription: "tanh: gradient") { $1.tanhGradient($0) },
    Operation(testDescription: "sigmoid: gradient") { $1.sigmoidGradient($0) },
    Operation(testDescription: "normalisation: gradient") { gradient, x in
      let parameters = [0.5, 1.5, 0.25, 0.125].map { Tensor(repeating: $0, shape: [101]) }
      return x.normalizedColumnsGradient(
        gradient, center: parameters[0], scale: parameters[1], mean: parameters[2],
        slope: parameters[3])
    },
    Operation(testDescription: "scaled columns") { x, _ in
      x.scaledColumns(by: Tensor(repeating: 1.5, shape: [101]))
    },
    Operation(testDescription: "dropout") { x, _ in
      var (random, kept) = (RandomStream(key: 3), consume x)
      _ = DropoutMask(rate: 0.4, droppingFrom: &kept, using: &random)
      return kept
    },
    Operation(testDescription: "dropout: gradient") { gradient, x in
      var (random, kept) = (RandomStream(key: 3), x)
      return DropoutMask(rate: 0.4, droppingFrom: &kept, using: &random).applied(to: gradient)
    },
    Operation(testDescription: "dropout of leaky_relu: gradient") { gradient, x in
      var (random, kept) = (RandomStream(key: 3), x)
      let mask = DropoutMask(rate: 0.4, droppingFrom: &kept, using: &random)
      return mask.leakyReLUGradient(gradient, output: kept, slope: 0.2)
    },
  ]

  /// More than two pieces, and no whole number of vectors.
  private static func makeOperand(seed: UInt64) -> Tensor { scattered([333, 101], seed: seed) }

  private func address(_ tensor: Tensor) -> UInt {
    unsafe tensor.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test(arguments: operations)
  func `a result takes the place of what only it has held`(_ operation: Operation) {
    let other = Self.makeOperand(seed: 2)
    let held = Self.makeOperand(seed: 1)
    let expected = operation.result(held, other)
    #expect(held == Self.makeOperand(seed: 1))
    #expect(address(expected) != address(held))

    let operand = Self.makeOperand(seed: 1)
    let place = address(operand)
    let result = operation.result(consume operand, other)
    #expect(address(result) == place)
    #expect(result == expected)
  }

  @Test func `reshaping keeps the place`() {
    let operand = Self.makeOperand(seed: 1)
    let place = address(operand)
    let result = (consume operand).reshaped(to: [101, 333]).tanh()
    #expect(address(result) == place)
  }
}

struct DropoutMaskTests {
  /// No whole number of blocks of bits.
  private let shape: Shape = [333, 101]
  private let rate: Float = 0.4

  private func drop(_ values: Tensor) -> (kept: Tensor, mask: DropoutMask) {
    var (stream, kept) = (RandomStream(key: 7, counter: 11), values)
    let mask = DropoutMask(rate: rate, droppingFrom: &kept, using: &stream)
    return (kept, mask)
  }

  @Test func `a value is kept where its word of the stream is below the threshold`() {
    var words = [UInt32](repeating: 0, count: shape.count)
    unsafe words.withUnsafeMutableBufferPointer {
      unsafe ganscope_random_words($0.baseAddress, $0.count, 7, 11)
    }
    let x = scattered(shape)
    let threshold = UInt64(((1 - Double(rate)) * 0x1p32).rounded())
    let expected = zip(x.scalars, words).map { x, word in
      UInt64(word) < threshold ? x * (1 / (1 - rate)) : 0
    }
    let (kept, mask) = drop(x)
    #expect(kept.scalars == expected)
    #expect(mask.applied(to: x) == kept)
  }

  @Test(arguments: [0, 0.2, 1] as [Float])
  func `the gradient through a mask and a rectifier is that of one after the other`(slope: Float) {
    let gradient = scattered(shape, seed: 2)
    let rectified = scattered(shape).leakyReLU(slope: slope)
    let (kept, mask) = drop(rectified)
    let expected = rectified.leakyReLUGradient(mask.applied(to: gradient), slope: slope)
    #expect(mask.leakyReLUGradient(gradient, output: kept, slope: slope) == expected)
  }
}

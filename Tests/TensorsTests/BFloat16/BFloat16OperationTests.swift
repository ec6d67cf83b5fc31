import Testing

@testable import Tensors

/// Products and convolutions of operands that are rounded to bfloat16.
///
/// The reference computes in `Double` with the rounded operands. The product of two bfloat16 is
/// exact in a float, so what is left is the rounding of sums, and the bound is that for floats.
@Suite(.enabled(if: KernelSet.hasBFloat16, "this processor has no instructions for bfloat16"))
struct BFloat16OperationTests {
  private static let bound = 2e-6

  @Test(arguments: MatrixProductTests.extents)
  func `a product of any extents is that of the rounded operands`(m: Int) {
    for n in MatrixProductTests.extents {
      let k = 1 + (m + n) % 9
      let (a, b) = (scattered([m, k], seed: 1), scattered([k, n], seed: 2))
      // A product with a vector takes its operands as they are.
      let isThin = n == 1 || k == 1
      let reference = matrixProductReference(
        isThin ? a : a.nearestBFloat16s, .plain, isThin ? b : b.nearestBFloat16s, .plain)
      for kernels in KernelSet.withBFloat16 {
        let c = matrixProduct(a, .plain, b, .plain, precision: .bfloat16, using: kernels)
        #expect(c.shape == [m, n])
        #expect(error(c, reference, terms: k) < Self.bound, "\(kernels), \(m)×\(k) · \(k)×\(n)")
      }
    }
  }

  /// Every edge of a slice of the depth, now of pairs; a depth of 1 is a product of vectors.
  @Test(arguments: [2, 3, 7, 384, 767, 768, 769, 1031])
  func `each operand may be transposed`(k: Int) {
    let (m, n) = (15, 19)
    for left in Orientation.allCases {
      for right in Orientation.allCases {
        let a = scattered(left == .plain ? [m, k] : [k, m], seed: 3)
        let b = scattered(right == .plain ? [k, n] : [n, k], seed: 4)
        let reference = matrixProductReference(a.nearestBFloat16s, left, b.nearestBFloat16s, right)
        for kernels in KernelSet.withBFloat16 {
          let c = matrixProduct(a, left, b, right, precision: .bfloat16, using: kernels)
          #expect(error(c, reference, terms: k) < Self.bound, "\(kernels), \(left) \(right)")
        }
      }
    }
  }

  @Test(arguments: KernelSet.withBFloat16)
  func `a product of no terms or no rows is as in floats`(kernels: KernelSet) {
    func product(_ left: Shape, _ right: Shape) -> Tensor {
      matrixProduct(
        Tensor(zeros: left), .plain, Tensor(zeros: right), precision: .bfloat16, using: kernels)
    }
    #expect(product([2, 0], [0, 3]) == Tensor(zeros: [2, 3]))
    #expect(product([0, 4], [4, 3]).shape == [0, 3])
  }

  @Test(arguments: ConvolutionCase.all)
  func `a convolution is that of the rounded operands`(at: ConvolutionCase) {
    let (x, k) = (at.input, at.weights)
    let reference = convolutionReference(
      x.nearestBFloat16s, kernel: k.nearestBFloat16s, geometry: at.geometry)
    for kernels in KernelSet.withBFloat16 {
      let result = convolution(
        x, kernel: k, geometry: at.geometry, precision: .bfloat16, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.inputs
      #expect(error(result, reference, terms: terms) < Self.bound, "\(kernels)")
    }
  }

  @Test(arguments: ConvolutionCase.all)
  func `the gradient by the input is that of the rounded operands`(at: ConvolutionCase) {
    let (y, k) = (at.outputGradient, at.weights)
    let reference = convolutionInputGradientReference(
      y.nearestBFloat16s, kernel: k.nearestBFloat16s, geometry: at.geometry)
    for kernels in KernelSet.withBFloat16 {
      let result = convolutionInputGradient(
        y, kernel: k, geometry: at.geometry, precision: .bfloat16, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.outputs
      #expect(error(result, reference, terms: terms) < Self.bound, "\(kernels)")
    }
  }

  @Test(arguments: ConvolutionCase.all + batches)
  func `the gradient by the kernel is that of the rounded operands`(at: ConvolutionCase) {
    let (x, y) = (at.input, at.outputGradient)
    let reference = convolutionKernelGradientReference(
      input: x.nearestBFloat16s, outputGradient: y.nearestBFloat16s, geometry: at.geometry)
    for kernels in KernelSet.withBFloat16 {
      let result = convolutionKernelGradient(
        input: x, outputGradient: y, geometry: at.geometry, precision: .bfloat16, using: kernels)
      #expect(result.shape == at.weights.shape)
      let pixels = at.batch * at.geometry.rows.output * at.geometry.columns.output
      #expect(error(result, reference, terms: pixels) < Self.bound, "\(kernels)")
    }
  }

  /// Images are paired, so a last one may be alone; and more pixels than are summed in one go.
  private static let batches: [ConvolutionCase] =
    [1, 3, 4, 5].flatMap { batch in
      [(1, 20), (20, 1), (17, 5)].map { channels in
        ConvolutionCase(
          size: (5, 6), kernel: 3, stride: 2, padding: .same, channels: channels, batch: batch)
      }
    } + [
      ConvolutionCase(
        size: (13, 12), kernel: 3, stride: 1, padding: .same, channels: (17, 5), batch: 19)
    ]

  /// A stride-1 kernel of 5×5 needs a sixth of the multiplications by Winograd's way, one with
  /// stride 2 less than half of them, which pairs of bfloat16 make up for.
  @Test func `Winograd's way in float32 is taken where it saves more than half`() throws {
    func plan(size: Int, stride: Int) throws -> WinogradPlan {
      let axis = ConvolutionGeometry.Axis(
        convolving: size, kernel: 5, stride: stride, padding: .same)
      return try #require(
        .forward(ConvolutionGeometry(rows: axis, columns: axis), inputs: 64, outputs: 128))
    }
    let (steep, slight) = (try plan(size: 8, stride: 1), try plan(size: 14, stride: 2))
    #expect(steep.pays(batch: 64) && steep.pays(batch: 64, insteadOf: .bfloat16))
    #expect(slight.pays(batch: 64) && !slight.pays(batch: 64, insteadOf: .bfloat16))
  }

  @Test(arguments: KernelSet.withBFloat16)
  func `Winograd's way does not round`(kernels: KernelSet) {
    let at = ConvolutionCase(
      size: (8, 8), kernel: 5, stride: 1, padding: .same, channels: (64, 64), batch: 64)
    let results = Precision.allCases.map { precision in
      [
        convolution(
          at.input, kernel: at.weights, geometry: at.geometry, precision: precision,
          using: kernels),
        convolutionInputGradient(
          at.outputGradient, kernel: at.weights, geometry: at.geometry, precision: precision,
          using: kernels),
        convolutionKernelGradient(
          input: at.input, outputGradient: at.outputGradient, geometry: at.geometry,
          precision: precision, using: kernels),
      ]
    }
    #expect(results[0] == results[1])
  }

  @Test(arguments: KernelSet.withBFloat16)
  func `any number of workers gives the same bits`(kernels: KernelSet) {
    let at = ConvolutionCase(
      size: (9, 9), kernel: 5, stride: 1, padding: .same, channels: (33, 35), batch: 17)
    let (x, k, y) = (at.input, at.weights, at.outputGradient)
    let results = [1, 2, 3].map { workers in
      Workers.withCount(workers) {
        [
          convolution(
            x, kernel: k, geometry: at.geometry, precision: .bfloat16, using: kernels),
          convolutionInputGradient(
            y, kernel: k, geometry: at.geometry, precision: .bfloat16, using: kernels),
          convolutionKernelGradient(
            input: x, outputGradient: y, geometry: at.geometry, precision: .bfloat16,
            using: kernels),
          matrixProduct(
            scattered([200, 301]), .plain, scattered([301, 77], seed: 2), precision: .bfloat16,
            using: kernels),
        ]
      }
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test(arguments: KernelSet.withBFloat16)
  func `operands below the normal numbers count as zero`(kernels: KernelSet) {
    let tiny = Tensor(repeating: 0x1p-127, shape: [2, 2])
    let large = Tensor(repeating: 0x1p127, shape: [2, 2])
    #expect(
      matrixProduct(tiny, .plain, large, using: kernels) == Tensor(repeating: 2, shape: [2, 2]))
    #expect(
      matrixProduct(tiny, .plain, large, precision: .bfloat16, using: kernels)
        == Tensor(zeros: [2, 2]))
  }
}

import Testing

@testable import Tensors

/// One convolution to check: enough to fill tiles, their edges and every way of computing.
struct ConvolutionCase: Sendable, CustomTestStringConvertible {
  let size: (rows: Int, columns: Int)
  let kernel: Int
  let stride: Int
  let padding: Padding
  let channels: (inputs: Int, outputs: Int)
  var batch = 2

  var testDescription: String {
    "\(size.rows)×\(size.columns)×\(channels.inputs) → \(channels.outputs), "
      + "k\(kernel) s\(stride) \(padding), batch \(batch)"
  }

  var geometry: ConvolutionGeometry {
    ConvolutionGeometry(
      rows: .init(convolving: size.rows, kernel: kernel, stride: stride, padding: padding),
      columns: .init(convolving: size.columns, kernel: kernel, stride: stride, padding: padding))
  }

  var input: Tensor { scattered([batch, size.rows, size.columns, channels.inputs], seed: 5) }

  var weights: Tensor { scattered([kernel, kernel, channels.inputs, channels.outputs], seed: 6) }

  var outputGradient: Tensor {
    scattered(
      [batch, geometry.rows.output, geometry.columns.output, channels.outputs], seed: 7)
  }

  static let all: [ConvolutionCase] =
    (1...7).flatMap { kernel in
      (1...3).flatMap { stride in
        Padding.allCases.map { padding in
          // The channels go round with the extents, so that each kind meets many geometries.
          let inputs = [1, 3, 14, 15, 33, 2, 16][(kernel + 2 * stride) % 7]
          let outputs = [1, 3, 14, 15, 33, 9, 64][(3 * kernel + stride) % 7]
          return ConvolutionCase(
            size: (9, 7), kernel: kernel, stride: stride, padding: padding,
            channels: (inputs, outputs))
        }
      }
    }
    + [1, 2, 3, 14, 15, 17, 33].flatMap { inputs in
      [1, 2, 3, 14, 15, 17, 33].map { outputs in
        ConvolutionCase(
          size: (4, 5), kernel: 3, stride: 1 + (inputs + outputs) % 2, padding: .same,
          channels: (inputs, outputs))
      }
    } + [
      ConvolutionCase(size: (14, 14), kernel: 5, stride: 2, padding: .same, channels: (1, 64)),
      ConvolutionCase(size: (7, 7), kernel: 5, stride: 2, padding: .same, channels: (48, 67)),
      // One image and a bit, a row and a bit, and a pixel and a bit in a chunk.
      ConvolutionCase(
        size: (28, 28), kernel: 5, stride: 2, padding: .same, channels: (1, 33), batch: 3),
      ConvolutionCase(
        size: (9, 11), kernel: 7, stride: 1, padding: .same, channels: (37, 3), batch: 3),
      ConvolutionCase(size: (9, 11), kernel: 7, stride: 1, padding: .same, channels: (3, 37)),
      ConvolutionCase(size: (17, 6), kernel: 3, stride: 1, padding: .valid, channels: (3, 35)),
      ConvolutionCase(size: (10, 11), kernel: 7, stride: 2, padding: .valid, channels: (33, 2)),
      ConvolutionCase(size: (12, 13), kernel: 5, stride: 3, padding: .valid, channels: (2, 40)),
      ConvolutionCase(size: (8, 6), kernel: 6, stride: 1, padding: .valid, channels: (17, 1)),
      ConvolutionCase(size: (4, 4), kernel: 5, stride: 1, padding: .same, channels: (70, 40)),
      ConvolutionCase(
        size: (1, 1), kernel: 1, stride: 1, padding: .valid, channels: (1, 1), batch: 1),
      ConvolutionCase(
        size: (5, 5), kernel: 2, stride: 3, padding: .same, channels: (20, 20), batch: 20),
    ]
}

struct ConvolutionTests {
  @Test(arguments: ConvolutionCase.all)
  func `a convolution is that of the reference`(at: ConvolutionCase) {
    let (x, k) = (at.input, at.weights)
    let reference = convolutionReference(x, kernel: k, geometry: at.geometry)
    for kernels in KernelSet.supported {
      let result = convolution(x, kernel: k, geometry: at.geometry, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.inputs
      #expect(error(result, reference, terms: terms) < 2e-6, "\(kernels)")
    }
  }

  @Test(arguments: ConvolutionCase.all)
  func `the gradient by the input is that of the reference`(at: ConvolutionCase) {
    let (y, k) = (at.outputGradient, at.weights)
    let reference = convolutionInputGradientReference(y, kernel: k, geometry: at.geometry)
    for kernels in KernelSet.supported {
      let result = convolutionInputGradient(y, kernel: k, geometry: at.geometry, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.outputs
      #expect(error(result, reference, terms: terms) < 2e-6, "\(kernels)")
    }
  }

  @Test(arguments: ConvolutionCase.all + [manyPixels])
  func `the gradient by the kernel is that of the reference`(at: ConvolutionCase) {
    let (x, y) = (at.input, at.outputGradient)
    let reference = convolutionKernelGradientReference(
      input: x, outputGradient: y, geometry: at.geometry)
    for kernels in KernelSet.supported {
      let result = convolutionKernelGradient(
        input: x, outputGradient: y, geometry: at.geometry, using: kernels)
      #expect(result.shape == at.weights.shape)
      let pixels = at.batch * at.geometry.rows.output * at.geometry.columns.output
      #expect(error(result, reference, terms: pixels) < 2e-6, "\(kernels)")
    }
  }

  /// More pixels than are summed in one go, in more than one group.
  private static let manyPixels = ConvolutionCase(
    size: (13, 12), kernel: 3, stride: 1, padding: .same, channels: (17, 5), batch: 9)

  /// `⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩`, and the same by the kernel.
  @Test(arguments: ConvolutionCase.all)
  func `the gradients are adjoint to the convolution`(at: ConvolutionCase) {
    let (x, k, y) = (at.input, at.weights, at.outputGradient)
    let forward = inner(convolution(x, kernel: k, geometry: at.geometry), y)
    let byInput = inner(x, convolutionInputGradient(y, kernel: k, geometry: at.geometry))
    let byKernel = inner(
      k, convolutionKernelGradient(input: x, outputGradient: y, geometry: at.geometry))
    let terms = Double(y.count * at.kernel * at.kernel * at.channels.inputs)
    #expect(abs(forward - byInput) < 1e-5 * terms.squareRoot())
    #expect(abs(forward - byKernel) < 1e-5 * terms.squareRoot())
  }

  private func inner(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.scalars, second.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}

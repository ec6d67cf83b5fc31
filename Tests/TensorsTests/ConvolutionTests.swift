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
    + [1, 2, 3, 14, 15, 17, 33, 67].flatMap { inputs in
      [1, 2, 3, 14, 15, 17, 33, 67].map { outputs in
        ConvolutionCase(
          size: (6, 7), kernel: 3, stride: 1 + (inputs + outputs) % 2, padding: .same,
          channels: (inputs, outputs))
      }
    } + [
      ConvolutionCase(size: (28, 28), kernel: 5, stride: 2, padding: .same, channels: (1, 64)),
      ConvolutionCase(size: (14, 14), kernel: 5, stride: 2, padding: .same, channels: (64, 128)),
      ConvolutionCase(size: (7, 7), kernel: 5, stride: 1, padding: .same, channels: (70, 40)),
      ConvolutionCase(
        size: (1, 1), kernel: 1, stride: 1, padding: .valid, channels: (1, 1), batch: 1),
      ConvolutionCase(
        size: (5, 5), kernel: 2, stride: 3, padding: .same, channels: (20, 20), batch: 40),
    ]
}

struct ConvolutionTests {
  @Test(arguments: KernelSet.supported, ConvolutionCase.all)
  func `a convolution is that of the reference`(kernels: KernelSet, at: ConvolutionCase) {
    let result = convolution(at.input, kernel: at.weights, geometry: at.geometry, using: kernels)
    let reference = convolutionReference(at.input, kernel: at.weights, geometry: at.geometry)
    #expect(
      error(result, reference, terms: at.kernel * at.kernel * at.channels.inputs) < 2e-6)
  }

  @Test(arguments: KernelSet.supported, ConvolutionCase.all)
  func `the gradient by the input is that of the reference`(
    kernels: KernelSet, at: ConvolutionCase
  ) {
    let result = convolutionInputGradient(
      at.outputGradient, kernel: at.weights, geometry: at.geometry, using: kernels)
    let reference = convolutionInputGradientReference(
      at.outputGradient, kernel: at.weights, geometry: at.geometry)
    #expect(
      error(result, reference, terms: at.kernel * at.kernel * at.channels.outputs) < 2e-6)
  }

  @Test(arguments: KernelSet.supported, ConvolutionCase.all)
  func `the gradient by the kernel is that of the reference`(
    kernels: KernelSet, at: ConvolutionCase
  ) {
    let result = convolutionKernelGradient(
      input: at.input, outputGradient: at.outputGradient, geometry: at.geometry, using: kernels)
    let reference = convolutionKernelGradientReference(
      input: at.input, outputGradient: at.outputGradient, geometry: at.geometry)
    #expect(result.shape == at.weights.shape)
    let pixels = at.batch * at.geometry.rows.output * at.geometry.columns.output
    #expect(error(result, reference, terms: pixels) < 2e-6)
  }

  @Test(arguments: KernelSet.supported)
  func `the gradient by the kernel sums over many blocks of pixels`(kernels: KernelSet) {
    let at = ConvolutionCase(
      size: (13, 12), kernel: 3, stride: 1, padding: .same, channels: (17, 5), batch: 9)
    let result = convolutionKernelGradient(
      input: at.input, outputGradient: at.outputGradient, geometry: at.geometry, using: kernels)
    let reference = convolutionKernelGradientReference(
      input: at.input, outputGradient: at.outputGradient, geometry: at.geometry)
    #expect(error(result, reference, terms: 9 * 13 * 12) < 2e-6)
  }

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

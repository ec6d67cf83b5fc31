import Testing

@testable import Tensors

/// Convolutions that Winograd's way can do, whether it pays or not.
private let cases: [ConvolutionCase] =
  [2, 3, 4, 5].flatMap { kernel in
    Padding.allCases.map { padding in
      ConvolutionCase(
        size: (9, 7), kernel: kernel, stride: 1, padding: padding, channels: (16, 32))
    }
  }
  + [3, 4, 5, 6, 9].flatMap { kernel in
    Padding.allCases.map { padding in
      ConvolutionCase(
        size: (13, 10), kernel: kernel, stride: 2, padding: padding, channels: (32, 48))
    }
  } + [
    // One pixel beyond a tile, exactly one tile, less than one tile.
    ConvolutionCase(size: (5, 4), kernel: 5, stride: 1, padding: .same, channels: (48, 16)),
    ConvolutionCase(size: (2, 3), kernel: 3, stride: 1, padding: .same, channels: (16, 16)),
    ConvolutionCase(size: (14, 14), kernel: 5, stride: 2, padding: .same, channels: (64, 80)),
    // Phases with fewer taps than others, and a stride of three.
    ConvolutionCase(size: (11, 12), kernel: 7, stride: 3, padding: .same, channels: (16, 16)),
    // More tiles than a worker takes at once, and than are held for the kernel's gradient.
    ConvolutionCase(
      size: (7, 7), kernel: 5, stride: 1, padding: .same, channels: (16, 16), batch: 700),
  ]

/// The bound on errors relative to the root of the number of terms: Winograd's sums have larger
/// numbers in them than the direct ones, which reach 2e-6 at most.
private let bound = 4e-5

struct WinogradTests {
  @Test(arguments: cases)
  func `a convolution is that of the reference`(at: ConvolutionCase) throws {
    let (x, k, geometry) = (at.input, at.weights, at.geometry)
    let plan = try #require(
      WinogradPlan.forward(
        geometry, inputs: at.channels.inputs, outputs: at.channels.outputs))
    let reference = convolutionReference(x, kernel: k, geometry: geometry)
    for kernels in KernelSet.supported {
      let result = WinogradConvolution(plan: plan, orientation: .plain).evaluate(
        of: x, kernel: k, shape: at.outputGradient.shape, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.inputs
      #expect(error(result, reference, terms: terms) < bound, "\(kernels)")
    }
  }

  @Test(arguments: cases)
  func `the gradient by the input is that of the reference`(at: ConvolutionCase) throws {
    let (y, k, geometry) = (at.outputGradient, at.weights, at.geometry)
    let plan = try #require(
      WinogradPlan.backward(
        geometry, inputs: at.channels.inputs, outputs: at.channels.outputs))
    let reference = convolutionInputGradientReference(y, kernel: k, geometry: geometry)
    for kernels in KernelSet.supported {
      let result = WinogradConvolution(plan: plan, orientation: .transposed).evaluate(
        of: y, kernel: k, shape: at.input.shape, using: kernels)
      let terms = at.kernel * at.kernel * at.channels.outputs
      #expect(error(result, reference, terms: terms) < bound, "\(kernels)")
    }
  }

  @Test(arguments: cases)
  func `the gradient by the kernel is that of the reference`(at: ConvolutionCase) throws {
    let (x, y, geometry) = (at.input, at.outputGradient, at.geometry)
    let plan = try #require(
      WinogradPlan.forward(
        geometry, inputs: at.channels.inputs, outputs: at.channels.outputs))
    let reference = convolutionKernelGradientReference(
      input: x, outputGradient: y, geometry: geometry)
    for kernels in KernelSet.supported {
      let result = WinogradKernelGradient(plan: plan).evaluate(
        of: x, gradient: y, shape: at.weights.shape, using: kernels)
      let pixels = at.batch * geometry.rows.output * geometry.columns.output
      #expect(error(result, reference, terms: pixels) < bound, "\(kernels)")
    }
  }

  @Test(arguments: cases)
  func `sums that are finished on the way have the bits of passes one by one`(
    at: ConvolutionCase
  ) throws {
    let plan = try #require(
      WinogradPlan.forward(
        at.geometry, inputs: at.channels.inputs, outputs: at.channels.outputs))
    let layer = WinogradConvolution(plan: plan, orientation: .plain)
    let (x, k, shape) = (at.input, at.weights, at.outputGradient.shape)
    for kernels in KernelSet.supported {
      let sums = layer.evaluate(of: x, kernel: k, shape: shape, using: kernels)
      for finish in FinishTests.finishes(channels: at.channels.outputs) {
        #expect(
          layer.evaluate(of: x, kernel: k, shape: shape, finish: finish, using: kernels)
            == finished(sums, finish), "\(kernels)")
      }
    }
  }

  @Test func `one, two and three workers give the same bits`() throws {
    let at = ConvolutionCase(
      size: (14, 14), kernel: 5, stride: 2, padding: .same, channels: (64, 80), batch: 20)
    let results = [1, 2, 3].map { workers in
      Workers.withCount(workers) {
        [
          convolution(at.input, kernel: at.weights, geometry: at.geometry),
          convolutionInputGradient(at.outputGradient, kernel: at.weights, geometry: at.geometry),
          convolutionKernelGradient(
            input: at.input, outputGradient: at.outputGradient, geometry: at.geometry),
        ]
      }
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  /// The layers of the recipes that it is made for, and some that the direct way does as fast.
  @Test(arguments: [
    (7, 5, 1, 256, 128, true), (14, 5, 2, 64, 128, true), (32, 5, 1, 256, 256, true),
    (32, 4, 2, 256, 256, true), (28, 5, 2, 1, 64, false), (32, 7, 1, 256, 3, false),
    (14, 1, 1, 64, 64, false),
  ])
  func `it is chosen where it pays`(
    size: Int, kernel: Int, stride: Int, inputs: Int, outputs: Int, isChosen: Bool
  ) {
    let axis = ConvolutionGeometry.Axis(
      convolving: size, kernel: kernel, stride: stride, padding: .same)
    let geometry = ConvolutionGeometry(rows: axis, columns: axis)
    let forward = WinogradPlan.forward(geometry, inputs: inputs, outputs: outputs)
    let backward = WinogradPlan.backward(geometry, inputs: inputs, outputs: outputs)
    #expect((forward?.pays(batch: 64) ?? false) == isChosen)
    #expect((backward?.pays(batch: 64) ?? false) == isChosen)
  }
}

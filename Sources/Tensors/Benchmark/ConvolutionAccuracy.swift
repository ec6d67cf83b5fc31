/// How exact a convolution that Winograd's way is chosen for is by each of the ways to compute it.
///
/// Inputs and output gradients are normal with mean 0 and deviation 1, weights normal with Glorot's
/// deviation, `√(2 / (taps · (inputs + outputs)))`.
package struct ConvolutionAccuracy: Sendable {
  package enum Pass: String, Sendable, CaseIterable {
    case forward
    case inputGradient = "input gradient"
    case kernelGradient = "kernel gradient"
  }

  /// How the results were computed.
  package enum Way: String, Sendable, CaseIterable {
    case direct
    case winograd = "Winograd"
    /// The direct way, with operands rounded to bfloat16.
    case bfloat16
  }

  /// The differences from sums in double precision, over the results' root mean square.
  package struct Result: Sendable {
    package let way: Way
    /// The root of the mean square of all differences.
    package let rootMeanSquareError: Double
    package let largestError: Double
  }

  private let layer: RecipeConvolution
  private let pass: Pass
  private let plan: WinogradPlan
  private let samples: Int

  /// The convolutions that the recipes train with, and their gradients, as far as Winograd's way is
  /// chosen for them.
  package static var all: [ConvolutionAccuracy] {
    RecipeConvolution.all.flatMap { layer in
      Pass.allCases.compactMap { ConvolutionAccuracy(layer, $0) }
    }
  }

  /// - Parameter samples: How many of the results are compared.
  /// - Returns: nil where Winograd's way is not chosen.
  init?(_ layer: RecipeConvolution, _ pass: Pass, samples: Int = 500) {
    let (geometry, inputs, outputs) = (layer.geometry, layer.inputs, layer.outputs)
    let plan: WinogradPlan? =
      switch pass {
      case .forward, .kernelGradient:
        .forward(geometry, inputs: inputs, outputs: outputs)
      case .inputGradient:
        .backward(geometry, inputs: inputs, outputs: outputs)
      }
    guard let plan, plan.pays(batch: layer.batch) else { return nil }
    (self.layer, self.pass, self.plan, self.samples) = (layer, pass, plan, samples)
  }

  /// For example `convolution 7×7×256 → 128, k5 s1, batch 256: forward`.
  package var name: String { "convolution \(layer.name): \(pass.rawValue)" }

  /// One result for each way that the processor has.
  package func run(using kernels: KernelSet = .chosen) -> [Result] {
    let operands = Operands(layer)
    let exact = DoublePrecisionSums(
      input: operands.input, kernel: operands.kernel, outputGradient: operands.outputGradient,
      geometry: layer.geometry)
    let places = operands.places(samples, in: shape)
    let references = places.map {
      switch pass {
      case .forward: exact.output(at: $0)
      case .inputGradient: exact.inputGradient(at: $0)
      case .kernelGradient: exact.kernelGradient(at: $0)
      }
    }
    return Way.allCases.filter { $0 != .bfloat16 || kernels.bfloat16 != nil }.map { way in
      let scalars = evaluate(operands, by: way, using: kernels).scalars
      return Result(way: way, of: places.map { scalars[$0] }, references: references)
    }
  }

  /// The shape of the results.
  private var shape: Shape {
    switch pass {
    case .forward: layer.outputShape
    case .inputGradient: layer.inputShape
    case .kernelGradient: layer.kernelShape
    }
  }

  private func evaluate(
    _ operands: Operands, by way: Way, using kernels: KernelSet
  ) -> Tensor {
    let (input, kernel, gradient) = (operands.input, operands.kernel, operands.outputGradient)
    let precision = way == .bfloat16 ? Precision.bfloat16 : .float32
    return switch (pass, way) {
    case (.forward, .winograd):
      WinogradConvolution(plan: plan, orientation: .plain)
        .evaluate(of: input, kernel: kernel, shape: shape, using: kernels)
    case (.inputGradient, .winograd):
      WinogradConvolution(plan: plan, orientation: .transposed)
        .evaluate(of: gradient, kernel: kernel, shape: shape, using: kernels)
    case (.kernelGradient, .winograd):
      WinogradKernelGradient(plan: plan)
        .evaluate(of: input, gradient: gradient, shape: shape, using: kernels)
    case (.forward, _):
      directConvolution(
        input, kernel: kernel, geometry: layer.geometry, precision: precision, using: kernels)
    case (.inputGradient, _):
      directInputGradient(
        gradient, kernel: kernel, geometry: layer.geometry, precision: precision, using: kernels)
    case (.kernelGradient, _):
      directKernelGradient(
        input: input, outputGradient: gradient, geometry: layer.geometry, precision: precision,
        using: kernels)
    }
  }

  /// What is convolved, the same each time.
  private struct Operands {
    let input, kernel, outputGradient: Tensor
    private var stream: RandomStream

    init(_ layer: RecipeConvolution) {
      var stream = RandomStream(seed: 1, purpose: .weights)
      let taps = layer.kernelShape[0] * layer.kernelShape[1]
      let deviation = (2 / Float(taps * (layer.inputs + layer.outputs))).squareRoot()
      input = Tensor(normal: layer.inputShape, mean: 0, deviation: 1, using: &stream)
      kernel = Tensor(normal: layer.kernelShape, mean: 0, deviation: deviation, using: &stream)
      outputGradient = Tensor(normal: layer.outputShape, mean: 0, deviation: 1, using: &stream)
      self.stream = stream
    }

    /// Random places of a tensor in row-major order.
    func places(_ count: Int, in shape: Shape) -> [Int] {
      var stream = stream
      return (0..<count).map { _ in Int.random(in: 0..<shape.count, using: &stream) }
    }
  }
}

extension ConvolutionAccuracy.Result {
  fileprivate init(way: ConvolutionAccuracy.Way, of results: [Float], references: [Double]) {
    let errors = zip(results, references).map { abs(Double($0) - $1) }
    let scale = rootMeanSquare(references)
    self.init(
      way: way, rootMeanSquareError: rootMeanSquare(errors) / scale,
      largestError: (errors.max() ?? 0) / scale)
  }
}

private func rootMeanSquare(_ values: [Double]) -> Double {
  (values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))).squareRoot()
}

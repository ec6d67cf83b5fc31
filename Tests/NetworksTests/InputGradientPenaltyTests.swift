import Tensors
import Testing

@testable import Networks

struct InputGradientPenaltyTests {
  /// A penalty as a function of the lengths of the gradients.
  enum Kind: String, Sendable, CaseIterable, Decodable {
    /// `mean ‖g‖² / 2`.
    case r1
    /// `mean (‖g‖ − 1)²`.
    case gradientPenalty = "gradient_penalty"

    func penalty(_ squaredNorms: [Float]) -> (value: Double, factors: [Float]) {
      let count = Double(squaredNorms.count)
      switch self {
      case .r1:
        return (
          squaredNorms.reduce(0) { $0 + Double($1) } / (2 * count),
          squaredNorms.map { _ in Float(1 / count) }
        )
      case .gradientPenalty:
        let norms = squaredNorms.map { Double($0).squareRoot() }
        return (
          norms.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / count,
          norms.map { Float(2 / count * (1 - 1 / $0)) }
        )
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let layers: [any LayerDescription]
    let input: Shape
    var testDescription: String {
      layers.map { "\(String(reflecting: type(of: $0)).split(separator: ".")[1])" }
        .joined(separator: ", ")
    }
  }

  private static func convolution(_ filters: Int, stride: Int = 1) -> ConvolutionSettings {
    ConvolutionSettings(
      filters: filters, window: ConvolutionWindow(size: 3, stride: stride, padding: .same))
  }

  private static let logit: [any LayerDescription] = [
    Flatten.Description(), Dense.Description(units: 1),
  ]

  static let cases: [Case] = [
    Case(
      layers: [
        Conv2D.Description(convolution(3)), LeakyReLU.Description(slope: 0.2),
        Dropout.Description(rate: 0.3), Conv2D.Description(convolution(2)), ReLU.Description(),
        Dropout.Description(rate: 0.2),
      ] + logit, input: [4, 3, 2]),
    Case(
      layers: [
        Conv2D.Description(convolution(3, stride: 2)), LeakyReLU.Description(slope: 0.2),
        Conv2D.Description(convolution(4, stride: 2)), Tanh.Description(),
      ] + logit, input: [5, 6, 1]),
    Case(
      layers: [
        Conv2DTranspose.Description(convolution(2, stride: 2)), LeakyReLU.Description(),
        Conv2D.Description(convolution(1)), SELU.Description(), Dropout.Description(rate: 0.3),
      ] + logit, input: [1, 2, 2]),
    Case(
      layers: [
        Dense.Description(units: 6), SELU.Description(), Dense.Description(units: 5),
        SELU.Description(), Dense.Description(units: 1),
      ], input: [4]),
    Case(
      layers: [
        Dense.Description(units: 12, hasBias: false), Tanh.Description(),
        Reshape.Description(target: [2, 2, 3]), Conv2D.Description(convolution(2)),
        Sigmoid.Description(),
      ] + logit, input: [3]),
    Case(
      layers: [
        Dense.Description(units: 4), Tanh.Description(), MinibatchDeviation.Description(),
        Dense.Description(units: 1),
      ], input: [3]),
    Case(
      layers: [
        MinibatchDeviation.Description(), Conv2D.Description(convolution(2)), SELU.Description(),
        MinibatchDeviation.Description(epsilon: 1e-2),
      ] + logit, input: [3, 2, 2]),
  ]

  /// A network with biases, and a stream for inputs and masks.
  private func network(_ layers: Case, seed: UInt64) throws -> (Network, RandomStream) {
    var random = RandomStream(seed: seed, purpose: .weights)
    var network = try Network(
      name: "discriminator", inputShape: layers.input, layers: layers.layers, random: &random)
    network.visitParameters { _, tensor in
      tensor.add(Tensor(normal: tensor.shape, mean: 0, deviation: 0.3, using: &random))
    }
    return (network, random)
  }

  private func penalty(
    _ kind: Kind, _ network: Network, _ samples: Tensor, _ random: RandomStream
  ) -> InputGradientPenalty {
    var pass = ForwardPass.training(random: random)
    return network.inputGradientPenalty(of: samples, &pass, kind.penalty)
  }

  /// The first network and batch for which no value comes so near to 0 before a layer that bends
  /// there, where the input's gradients jump, that the steps of the differences would take it across.
  private func start(_ layers: Case) throws -> (Network, samples: Tensor, RandomStream) {
    for seed in 0..<100 {
      var (network, random) = try network(layers, seed: UInt64(seed))
      let samples = Tensor(normal: layers.input.batched(4), mean: 0, deviation: 1, using: &random)
      if distanceToBends(network, samples, random) > 0.02 { return (network, samples, random) }
    }
    throw NoStart()
  }

  private struct NoStart: Error {}

  /// The least value before any rectifier or SELU.
  private func distanceToBends(
    _ network: Network, _ samples: Tensor, _ random: RandomStream
  ) -> Float {
    var pass = ForwardPass.training(random: random)
    var (output, least) = (samples, Float.infinity)
    for var layer in network.layers {
      if layer is any Rectifier || layer is SELU {
        least = output.scalars.reduce(least) { min($0, abs($1)) }
      }
      output = layer.forward(output, &pass).output
    }
    return least
  }

  /// The cubic term of the differences is below 1e-4; rounding, some 1e-6 of the penalty over the
  /// step, below 2e-4.
  @Test(arguments: cases, Kind.allCases)
  func `the gradients are the slopes of the penalty`(_ layers: Case, _ kind: Kind) throws {
    var (network, samples, random) = try start(layers)
    let gradients = penalty(kind, network, samples, random).gradients
    let parameters = network.parameters
    try #require(gradients.parameters.count == parameters.count)
    for (number, parameter) in parameters.enumerated() {
      let slopes = slopes(of: parameter.tensor, step: 0x1p-8) { value in
        network.visitParameters { if $0 == number { $1 = value } }
        return penalty(kind, network, samples, random).value
      }
      network.visitParameters { if $0 == number { $1 = parameter.tensor } }
      #expect(
        distance(gradients.parameters[number].scalars, slopes) < 1e-3, "\(parameter.name)")
    }
  }

  @Test(arguments: try GoldenPenalty.all())
  func `values and gradients are PyTorch's`(_ golden: GoldenPenalty) throws {
    var random = RandomStream(key: 0)
    var network = try Network(
      name: "golden", inputShape: golden.input.tensor.shape.sample,
      layers: golden.layers.map { try $0.description() }, random: &random)
    try network.takeWeights(
      golden.layers.enumerated().flatMap { number, layer in
        layer.tensors.map { NamedTensor(name: "golden.\(number).\($0.name)", tensor: $0.tensor) }
      })
    let found = penalty(golden.penalty, network, golden.input.tensor, random)
    // Some 50 roundings in each of four passes.
    let tolerance = 1e-5
    #expect(distance([Float(found.value)], [golden.value]) < tolerance)
    #expect(distance(found.norms, golden.norms) < tolerance)
    try #require(found.gradients.parameters.count == golden.gradients.count)
    for (found, expected) in zip(found.gradients.parameters, golden.gradients) {
      #expect(distance(found.scalars, expected) < tolerance)
    }
  }

  @Test func `layers that work together give the bits of the layers one by one`() throws {
    let (first, slope, dropout) = (
      Conv2D.Description(Self.convolution(16)), LeakyReLU.Description(slope: 0.2),
      Dropout.Description(rate: 0.4)
    )
    // A reshape to the same shape keeps its neighbours apart.
    let apart = Reshape.Description(target: [6, 5, 16])
    let (together, separate) = (
      Case(layers: [first, slope, dropout] + Self.logit, input: [6, 5, 3]),
      Case(layers: [first, apart, slope, apart, dropout] + Self.logit, input: [6, 5, 3])
    )
    let results = try [together, separate].map { layers in
      var (network, random) = try network(layers, seed: 5)
      let samples = Tensor(normal: layers.input.batched(9), mean: 0, deviation: 1, using: &random)
      return penalty(.gradientPenalty, network, samples, random)
    }
    #expect(results[0].value == results[1].value)
    #expect(results[0].norms == results[1].norms)
    #expect(results[0].gradients.parameters == results[1].gradients.parameters)
  }

  @Test func `one, two and three workers give the same bits`() throws {
    let layers = Case(
      layers: [
        Conv2D.Description(Self.convolution(24, stride: 2)), LeakyReLU.Description(),
        Dropout.Description(rate: 0.3), Conv2D.Description(Self.convolution(24)),
        SELU.Description(), MinibatchDeviation.Description(),
      ] + Self.logit, input: [16, 16, 3])
    var (network, random) = try network(layers, seed: 5)
    let samples = Tensor(normal: layers.input.batched(20), mean: 0, deviation: 1, using: &random)
    let results = [1, 2, 3].map { workers in
      Workers.withCount(workers) { penalty(.r1, network, samples, random) }
    }
    for result in results.dropFirst() {
      #expect(result.value == results[0].value)
      #expect(result.gradients.parameters == results[0].gradients.parameters)
    }
  }

  @Test func `the first layer without a tangent is named`() throws {
    var random = RandomStream(key: 1)
    let layers: [any LayerDescription] = [
      Dense.Description(units: 3), BatchNormalization.Description(), Dense.Description(units: 1),
    ]
    let network = try Network(name: "d", inputShape: [2], layers: layers, random: &random)
    let place = try #require(network.layerWithoutTangent)
    #expect(place.number == 1 && place.kind == "batch_normalization")
    #expect(try self.network(Self.cases[0], seed: 1).0.layerWithoutTangent == nil)
  }

  @Test(arguments: LayerGradientTests.convolutions + LayerGradientTests.others)
  func `a layer has a tangent unless it says that it has none`(
    _ layer: LayerGradientTests.Case
  ) throws {
    var random = RandomStream(key: 1)
    var built = try layer.layer.makeLayer(input: layer.input, random: &random)
    var pass = ForwardPass(mode: layer.mode, random: random)
    let output = built.forward(Tensor(repeating: 1, shape: layer.input.batched(2)), &pass)
    #expect((output.tangent != nil) == built.hasTangent)
  }
}

/// One network with a penalty and its gradients; made by Scripts/golden/penalties.py.
struct GoldenPenalty: Decodable, Sendable, CustomTestStringConvertible {
  struct Layer: GoldenDescription {
    let kind: String
    let settings: GoldenSettings
    let tensors: [GoldenTensor]
  }

  let penalty: InputGradientPenaltyTests.Kind
  let input: GoldenTensor
  let layers: [Layer]
  let value: Double
  let norms: [Double]
  let gradients: [[Double]]

  var testDescription: String { "\(penalty) \(layers.map(\.kind))" }

  static func all() throws -> [GoldenPenalty] {
    struct File: Decodable {
      let cases: [GoldenPenalty]
    }
    return try GoldenNumbers.read("penalties.json", as: File.self).cases
  }
}

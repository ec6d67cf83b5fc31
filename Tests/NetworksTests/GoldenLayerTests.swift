import Tensors
import Testing

@testable import Networks

/// Layers against PyTorch; the numbers are made by Scripts/golden/layers.py.
struct GoldenLayerTests {
  /// 50 single-precision roundings; the sums have some 100 terms.
  let tolerance = 3e-6

  @Test(arguments: try GoldenLayer.all())
  func `a layer's output and gradients are PyTorch's`(_ golden: GoldenLayer) throws {
    var (network, input) = try (golden.network(), golden.input.tensor)
    var pass = ForwardPass(mode: golden.mode, random: RandomStream(key: 1))
    let result = network.forward(input, &pass)
    #expect(distance(result.output.scalars, golden.output) < tolerance)

    let outputGradient = Tensor(
      result.output.shape, scalars: golden.outputGradient.map { Float($0) })
    let gradients = result.backward(outputGradient, .all)
    #expect(distance(try #require(gradients.input).scalars, golden.inputGradient) < tolerance)
    try #require(gradients.parameters.count == golden.parameterGradients.count)
    for (found, expected) in zip(gradients.parameters, golden.parameterGradients) {
      #expect(distance(found.scalars, expected) < tolerance)
    }

    var statistics: [Tensor] = []
    network.visitTensors { _, role, tensor in
      if role == .statistic { statistics.append(tensor) }
    }
    try #require(statistics.count == golden.statisticsAfter.count)
    for (found, expected) in zip(statistics, golden.statisticsAfter) {
      #expect(distance(found.scalars, expected) < tolerance)
    }
  }

  @Test func `every kind of layer that computes is among the cases`() throws {
    let kinds = Set(try GoldenLayer.all().map(\.kind))
    let computing: [any Layer.Type] = [
      Dense.self, Conv2D.self, Conv2DTranspose.self, BatchNormalization.self, LeakyReLU.self,
      ReLU.self, SELU.self, Tanh.self, Sigmoid.self,
    ]
    #expect(kinds == Set(computing.map { $0.kind }))
  }
}

/// One layer with its numbers.
struct GoldenLayer: Decodable, Sendable, CustomTestStringConvertible {
  struct Numbers: Decodable, Sendable {
    let name: String
    let shape: [Int]
    let scalars: [Double]

    var tensor: Tensor { Tensor(Shape(shape), scalars: scalars.map { Float($0) }) }
  }

  struct Settings: Decodable, Sendable {
    let kernel: [Int]?
    let strides: [Int]?
    let padding: String?
    let slope: Float?
    let momentum: Float?
    let epsilon: Float?
    let training: Bool?
  }

  let kind: String
  let settings: Settings
  let input: Numbers
  let tensors: [Numbers]
  let outputGradient: [Double]
  let output: [Double]
  let inputGradient: [Double]
  let parameterGradients: [[Double]]
  let statisticsAfter: [[Double]]

  static func all() throws -> [GoldenLayer] {
    struct File: Decodable {
      let cases: [GoldenLayer]
    }
    return try GoldenNumbers.read("layers.json", as: File.self).cases
  }

  var testDescription: String { "\(kind) \(input.shape) \(settings)" }

  var mode: ForwardPass.Mode { settings.training == false ? .inference : .training }

  /// A network of this layer alone, with the given tensors.
  func network() throws -> Network {
    var random = RandomStream(key: 0)
    var network = try Network(
      name: "golden", inputShape: input.tensor.shape.sample, layers: [try description()],
      random: &random)
    network.replaceTensors(
      Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first }))
    return network
  }

  private func description() throws -> any LayerDescription {
    let hasBias = tensors.contains { $0.name == "bias" }
    let kernelShape = tensors.first?.shape ?? []
    switch kind {
    case Dense.kind: return Dense.Description(units: kernelShape[1], hasBias: hasBias)
    case Conv2D.kind:
      return Conv2D.Description(
        ConvolutionSettings(filters: kernelShape[3], window: try window(), hasBias: hasBias))
    case Conv2DTranspose.kind:
      return Conv2DTranspose.Description(
        ConvolutionSettings(
          filters: kernelShape[2], window: try window(), hasBias: hasBias))
    case BatchNormalization.kind:
      return BatchNormalization.Description(
        momentum: try #require(settings.momentum), epsilon: try #require(settings.epsilon))
    case LeakyReLU.kind: return LeakyReLU.Description(slope: try #require(settings.slope))
    case ReLU.kind: return ReLU.Description()
    case SELU.kind: return SELU.Description()
    case Tanh.kind: return Tanh.Description()
    case Sigmoid.kind: return Sigmoid.Description()
    default: throw UnknownKind(kind: kind)
    }
  }

  private func window() throws -> ConvolutionWindow {
    let (kernel, strides) = try (#require(settings.kernel), #require(settings.strides))
    return ConvolutionWindow(
      height: kernel[0], width: kernel[1], rowStride: strides[0], columnStride: strides[1],
      padding: try #require(settings.padding.flatMap(Padding.init)))
  }

  struct UnknownKind: Error {
    let kind: String
  }
}

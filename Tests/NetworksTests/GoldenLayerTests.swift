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
      Dense.self, Conv2D.self, Conv2DTranspose.self, BatchNormalization.self,
      MinibatchDeviation.self, LeakyReLU.self, ReLU.self, SELU.self, Tanh.self, Sigmoid.self,
    ]
    #expect(kinds == Set(computing.map { $0.kind }))
  }
}

/// One layer with its numbers.
struct GoldenLayer: GoldenDescription, CustomTestStringConvertible {
  let kind: String
  let settings: GoldenSettings
  let input: GoldenTensor
  let tensors: [GoldenTensor]
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
}

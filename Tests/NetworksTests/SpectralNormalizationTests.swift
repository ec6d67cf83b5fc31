import Tensors
import Testing

@testable import Networks

struct SpectralNormalizationTests {
  @Test(arguments: try GoldenSpectrum.all())
  func `kernels and their gradients are PyTorch's`(_ golden: GoldenSpectrum) throws {
    var random = RandomStream(key: 0)
    var network = try Network(
      name: "d", inputShape: Shape(golden.input), layers: [try golden.description()],
      random: &random)
    network.replaceTensors(["kernel": golden.tensors[0].tensor])
    var normalization = SpectralNormalization(of: network, using: &random)
    normalization.visitVectors { name, direction in
      #expect(name == "d.0.kernel.u")
      direction = Tensor(direction.shape, scalars: golden.start.map { Float($0) })
    }

    normalization.iterate(golden.iterations, on: network)
    let own = normalization.normalize(&network)
    // Some 30 roundings in the sums of each product.
    let tolerance = 3e-6
    #expect(distance(network.tensors[0].tensor.scalars, golden.normalized) < tolerance)
    normalization.visitVectors { #expect(distance($1.scalars, golden.u) < tolerance) }

    let gradient = Tensor(
      network.tensors[0].tensor.shape, scalars: golden.normalizedGradient.map { Float($0) })
    var gradients = NetworkGradients(parameters: [gradient])
    normalization.pullBack(&gradients, kernels: own)
    #expect(distance(gradients.parameters[0].scalars, golden.gradient) < tolerance)
  }

  /// Kernels of each kind, with biases between them.
  private static func network(_ random: inout RandomStream) throws -> Network {
    let window = ConvolutionWindow(size: 2, padding: .same)
    var network = try Network(
      name: "discriminator", inputShape: [3, 3, 2],
      layers: [
        Conv2D.Description(ConvolutionSettings(filters: 2, window: window)), Tanh.Description(),
        Conv2DTranspose.Description(ConvolutionSettings(filters: 3, window: window)),
        Flatten.Description(), Dense.Description(units: 1),
      ], random: &random)
    network.visitParameters { _, tensor in
      tensor.add(Tensor(normal: tensor.shape, mean: 0, deviation: 0.5, using: &random))
    }
    return network
  }

  /// With vectors that no iteration changes any more, the gradient is that of `W / ‖W‖` itself,
  /// although it holds them fixed.
  @Test func `with singular vectors the gradients are the slopes of the loss`() throws {
    var random = RandomStream(seed: 3, purpose: .weights)
    var network = try Self.network(&random)
    let samples = Tensor(normal: [4, 3, 3, 2], mean: 0, deviation: 1, using: &random)
    let start = SpectralNormalization(of: network, using: &random)

    var converged = start
    converged.iterate(100, on: network)
    var normalized = network
    let own = converged.normalize(&normalized)
    var pass = ForwardPass.training(random: random)
    let result = normalized.forward(samples, &pass)
    let ones = Tensor(repeating: 1, shape: result.output.shape)
    var gradients = (consume result).backward(ones, .parameters)
    converged.pullBack(&gradients, kernels: own)

    for (number, parameter) in network.parameters.enumerated() {
      let slopes = slopes(of: parameter.tensor, step: 0x1p-8) { value in
        network.visitParameters { if $0 == number { $1 = value } }
        var (normalization, normalized) = (start, network)
        normalization.iterate(100, on: network)
        _ = normalization.normalize(&normalized)
        return normalized.inferred(samples).sum()
      }
      network.visitParameters { if $0 == number { $1 = parameter.tensor } }
      #expect(
        distance(gradients.parameters[number].scalars, slopes) < 1e-3, "\(parameter.name)")
    }
  }

  @Test func `only kernels are normalised, as long as is wanted, by vectors of length 1`() throws {
    var random = RandomStream(seed: 3, purpose: .weights)
    let network = try Self.network(&random)
    var (normalization, normalized) = (
      SpectralNormalization(of: network, using: &random), network
    )
    normalization.iterate(1, on: network)
    let own = normalization.normalize(&normalized)
    for (before, after) in zip(network.parameters, normalized.parameters) {
      #expect((before.tensor == after.tensor) == before.name.hasSuffix(".bias"))
    }
    normalization.restore(&normalized, kernels: own)
    #expect(normalized.tensors == network.tensors)
    var names: [String] = []
    normalization.visitVectors { name, direction in
      names.append(name)
      #expect(abs(direction.sumOfSquares() - 1) < 1e-6)
    }
    #expect(names == [0, 2, 4].map { "discriminator.\($0).kernel.u" })
  }

  @Test func `a kernel of zeros stays one`() throws {
    var random = RandomStream(key: 1)
    let layers = [Dense.Description(units: 2, kernelInitializer: .zeros)]
    let network = try Network(name: "d", inputShape: [3], layers: layers, random: &random)
    var (normalization, normalized) = (
      SpectralNormalization(of: network, using: &random), network
    )
    normalization.iterate(1, on: network)
    _ = normalization.normalize(&normalized)
    #expect(normalized.tensors == network.tensors)
  }
}

/// A kernel with its normalisation; made by Scripts/golden/spectral.py.
struct GoldenSpectrum: GoldenDescription, CustomTestStringConvertible {
  let kind: String
  let settings: GoldenSettings
  let input: [Int]
  let tensors: [GoldenTensor]
  let iterations: Int
  let start: [Double]
  let u: [Double]
  let normalized: [Double]
  let normalizedGradient: [Double]
  let gradient: [Double]

  var testDescription: String { "\(kind) \(tensors[0].shape), \(iterations)" }

  static func all() throws -> [GoldenSpectrum] {
    struct File: Decodable {
      let cases: [GoldenSpectrum]
    }
    return try GoldenNumbers.read("spectral.json", as: File.self).cases
  }
}

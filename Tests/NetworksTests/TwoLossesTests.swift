import Tensors
import Testing

@testable import Networks

/// The gradients of two losses of one output: in one backward pass where that is possible.
struct TwoLossesTests {
  /// A discriminator with every layer that a recipe's has, whose logits lie near `logit`.
  private func discriminator(
    logit: Float, andThen last: [any LayerDescription] = []
  ) throws -> Network {
    let window = ConvolutionWindow(size: 3, stride: 2, padding: .same)
    var random = RandomStream(seed: 6, purpose: .weights)
    var network = try Network(
      name: "discriminator", inputShape: [6, 6, 2],
      layers: [
        Conv2D.Description(ConvolutionSettings(filters: 4, window: window)),
        LeakyReLU.Description(slope: 0.3), Dropout.Description(rate: 0.3),
        Conv2D.Description(ConvolutionSettings(filters: 6, window: window)), SELU.Description(),
        Flatten.Description(), Dense.Description(units: 1),
      ] + last, random: &random)
    network.visitTensors { name, _, tensor in
      if name == "discriminator.6.bias" { tensor = Tensor([1], scalars: [logit]) }
    }
    return network
  }

  /// What the discriminator says of five images.
  private func verdict(of network: Network) -> NetworkOutput {
    var (network, random) = (network, RandomStream(seed: 2, purpose: .latent))
    let images = Tensor(normal: [5, 6, 6, 2], mean: 0, deviation: 1, using: &random)
    var pass = ForwardPass.training(random: RandomStream(seed: 2, purpose: .dropout))
    return network.forward(images, &pass)
  }

  private func gradient(_ verdict: NetworkOutput, label: Float) -> Tensor {
    binaryCrossEntropy(
      logits: verdict.output, targets: Tensor(repeating: label, shape: verdict.output.shape)
    ).gradient
  }

  /// The largest distance of two gradients within a sample, relative to the sample's largest value.
  private func distance(_ found: Tensor, _ expected: Tensor) -> Float {
    (0..<expected.shape[0]).map { sample in
      let (found, expected) = (
        found.samples(sample..<sample + 1).scalars, expected.samples(sample..<sample + 1).scalars
      )
      let largest = expected.map(abs).max() ?? 0
      // Where the wanted gradient has vanished, so must the found one.
      guard largest > 0 else { return found.allSatisfy { $0 == 0 } ? 0 : .infinity }
      return zip(found, expected).map { abs($0 - $1) / largest }.reduce(0) { $0 >= $1 ? $0 : $1 }
    }.reduce(0) { $0 >= $1 ? $0 : $1 }
  }

  /// Discriminators from quite sure of fakes, whose logits are negative, to quite sure of real
  /// images; and whether one pass is enough for both gradients.
  @Test(
    arguments: [
      (0, true), (-5, true), (5, true), (-16, true), (16, true), (-30, true), (30, true),
      (-38, true), (-50, false), (60, true), (-90, false), (90, true), (-200, false),
    ] as [(Float, Bool)])
  func `they are those of two passes, however sure the discriminator is`(
    logit: Float, inOnePass: Bool
  ) throws {
    let verdict = try verdict(of: discriminator(logit: logit))
    let (fake, real) = (gradient(verdict, label: 0), gradient(verdict, label: 1))
    #expect((verdict.inputFactors(from: fake, to: real) != nil) == inOnePass)

    let both = verdict.backward(parametersAlong: fake, inputAlong: real)
    let separate = try #require(verdict.backward(real, .input).input)
    #expect(distance(try #require(both.input), separate) < 1e-5)
    #expect(both.parameters == verdict.backward(fake, .parameters).parameters)
  }

  @Test func `a sample on which the parameters have nothing to learn keeps its input's gradient`()
    throws
  {
    let verdict = try verdict(of: discriminator(logit: 0))
    var scalars = gradient(verdict, label: 0).scalars
    scalars[3] = 0
    let (parameters, input) = (Tensor([5, 1], scalars: scalars), gradient(verdict, label: 1))
    #expect(verdict.inputFactors(from: parameters, to: input) == nil)
    let both = verdict.backward(parametersAlong: parameters, inputAlong: input)
    #expect(both.input == verdict.backward(input, .input).input)
  }

  @Test func `where samples are coupled there are two passes`() throws {
    let network = try discriminator(logit: 0, andThen: [BatchNormalization.Description()])
    let verdict = verdict(of: network)
    let (fake, real) = (gradient(verdict, label: 0), gradient(verdict, label: 1))
    #expect(verdict.inputFactors(from: fake, to: real) == nil)
    let both = verdict.backward(parametersAlong: fake, inputAlong: real)
    #expect(both.input == verdict.backward(real, .input).input)
    #expect(both.parameters == verdict.backward(fake, .parameters).parameters)
  }
}

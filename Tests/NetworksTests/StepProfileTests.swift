import Tensors
import Testing

@testable import Networks

struct StepProfileTests {
  /// 6×6×2 → conv 3×3 with stride 2 → 3×3×4 → dense → 1.
  private static let layers: [any LayerDescription] = [
    Conv2D.Description(
      ConvolutionSettings(
        filters: 4, window: ConvolutionWindow(size: 3, stride: 2, padding: .same))),
    BatchNormalization.Description(), LeakyReLU.Description(slope: 0.2), Flatten.Description(),
    Dense.Description(units: 1),
  ]
  private static let convolution = 3 * 3 * 4 * 3 * 3 * 2
  private static let dense = 36
  private static let batch = 5

  private static func makeNetwork() throws -> Network {
    var random = RandomStream(seed: 1, purpose: .weights)
    return try Network(
      name: "discriminator", inputShape: [6, 6, 2], layers: layers, random: &random)
  }

  /// Forward, loss, backward and update.
  private static func train(
    _ network: inout Network, _ request: GradientRequest = .parameters
  ) -> Float {
    var pass = ForwardPass.training(random: RandomStream(key: 1))
    let output = network.forward(Tensor(repeating: 0.5, shape: [batch, 6, 6, 2]), &pass)
    let labels = Tensor(repeating: 1, shape: [batch, 1])
    let loss = binaryCrossEntropy(logits: output.output, targets: labels)
    let gradients = (consume output).backward(loss.gradient, request)
    var optimizer = GradientDescent(learningRate: 0.1, momentum: 0)
    if request.parameters { optimizer.update(&network, along: gradients) }
    return Float(loss.mean)
  }

  private static func multiplyAdds(
    _ profile: StepProfile, _ layer: Int, _ pass: LayerPass
  ) -> Int? {
    profile.entries.first {
      guard case .layer(let place, pass) = $0.part else { return false }
      return place.number == layer
    }?.multiplyAdds
  }

  @Test func `the times of all parts are the whole, and no more than what has passed`() throws {
    var network = try Self.makeNetwork()
    let profile = StepProfile()
    let passed = ContinuousClock().measure { _ = profile.record { Self.train(&network) } }
    let sum = profile.entries.reduce(.zero) { $0 + $1.time }
    #expect(profile.entries.allSatisfy { $0.time >= .zero })
    #expect(sum > .zero && sum <= passed)
  }

  @Test func `each pass of a layer is a part with the multiply-adds that it does`() throws {
    var network = try Self.makeNetwork()
    let profile = StepProfile()
    for _ in 0..<2 { _ = profile.record { Self.train(&network) } }
    let (convolution, dense) = (2 * Self.batch * Self.convolution, 2 * Self.batch * Self.dense)
    #expect(Self.multiplyAdds(profile, 0, .forward) == convolution)
    #expect(Self.multiplyAdds(profile, 0, .parameterGradients) == convolution)
    #expect(Self.multiplyAdds(profile, 4, .forward) == dense)
    #expect(Self.multiplyAdds(profile, 4, .parameterGradients) == dense)
    #expect(Self.multiplyAdds(profile, 4, .inputGradient) == dense)
    #expect(Self.multiplyAdds(profile, 1, .backward) == 0)
    let parts = profile.entries.map(\.part)
    #expect(parts.contains(.loss) && parts.contains(.other))
    #expect(parts.contains(.update(network: "discriminator")))
  }

  @Test func `a penalty on gradients goes through each layer once for each of its passes`() throws {
    var random = RandomStream(seed: 1, purpose: .weights)
    let layers = Self.layers.filter { !($0 is BatchNormalization.Description) }
    let network = try Network(
      name: "discriminator", inputShape: [6, 6, 2], layers: layers, random: &random)
    let samples = Tensor(repeating: 0.5, shape: [Self.batch, 6, 6, 2])
    let profile = StepProfile()
    profile.record {
      var pass = ForwardPass.training(random: random)
      _ = network.inputGradientPenalty(of: samples, &pass) { norms in (0, norms.map { _ in 1 }) }
    }
    let (convolution, dense) = (Self.batch * Self.convolution, Self.batch * Self.dense)
    for pass in [LayerPass.forward, .inputGradient, .tangent, .tangentGradients] {
      #expect(Self.multiplyAdds(profile, 0, pass) == convolution)
      // What becomes of the change behind the last kernel does not matter.
      #expect(Self.multiplyAdds(profile, 3, pass) == (pass == .tangent ? nil : dense))
    }
    // No layer is curved, so there is no pass back for its sake.
    #expect(Self.multiplyAdds(profile, 0, .parameterGradients) == nil)
  }

  @Test func `work that is not done is no part`() throws {
    var network = try Self.makeNetwork()
    let trained = StepProfile()
    _ = trained.record { Self.train(&network) }
    #expect(Self.multiplyAdds(trained, 0, .inputGradient) == nil)
    let frozen = StepProfile()
    _ = frozen.record { Self.train(&network, .input) }
    #expect(Self.multiplyAdds(frozen, 0, .inputGradient) == Self.batch * Self.convolution)
    #expect(Self.multiplyAdds(frozen, 0, .parameterGradients) == nil)
    #expect(Self.multiplyAdds(frozen, 4, .parameterGradients) == nil)
  }

  @Test func `a profile changes no number, and ends with its step`() throws {
    var (watched, plain) = (try Self.makeNetwork(), try Self.makeNetwork())
    let profile = StepProfile()
    let loss = profile.record { Self.train(&watched) }
    let entries = profile.entries.count
    #expect(Self.train(&plain) == loss)
    #expect(plain.tensors == watched.tensors)
    #expect(profile.entries.count == entries)
  }
}

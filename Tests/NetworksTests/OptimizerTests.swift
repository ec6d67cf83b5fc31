import Tensors
import Testing

@testable import Networks

struct OptimizerTests {
  struct Golden: Decodable {
    let start: [Float]
    let gradients: [[Float]]
    let cases: [Case]
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Settings: Decodable, Sendable {
      let rate: Float
      let beta1: Float?
      let beta2: Float?
      let rho: Float?
      let momentum: Float?
      let epsilon: Float?
      let inside: Bool?
      let decay: Float?
      let clip: Float?
    }

    let kind: String
    let settings: Settings
    let weights: [[Double]]

    var testDescription: String { "\(kind) \(settings)" }

    func optimizer() throws -> any Optimizer {
      switch kind {
      case "adam":
        try Adam(
          learningRate: settings.rate, firstMomentDecay: #require(settings.beta1),
          secondMomentDecay: #require(settings.beta2), epsilon: #require(settings.epsilon))
      case "rmsprop":
        try RMSprop(
          learningRate: settings.rate, meanSquareDecay: #require(settings.rho),
          momentum: #require(settings.momentum), epsilon: #require(settings.epsilon),
          epsilonInsideRoot: settings.inside == true, decay: #require(settings.decay),
          valueClip: settings.clip)
      default:
        GradientDescent(
          learningRate: settings.rate, momentum: try #require(settings.momentum),
          valueClip: settings.clip)
      }
    }
  }

  static func golden() throws -> Golden {
    try GoldenNumbers.read("optimizers.json", as: Golden.self)
  }

  /// A network whose only parameter is a kernel `[6, 1]`.
  private func network(weights: [Float]) throws -> Network {
    var random = RandomStream(key: 0)
    var network = try Network(
      name: "generator", inputShape: [6],
      layers: [Dense.Description(units: 1, hasBias: false, kernelInitializer: .zeros)],
      random: &random)
    network.replaceTensors(["kernel": Tensor([6, 1], scalars: weights)])
    return network
  }

  private func gradients(_ scalars: [Float]) -> NetworkGradients {
    NetworkGradients(parameters: [Tensor([6, 1], scalars: scalars)])
  }

  /// Scripts/golden/optimizers.py.
  @Test(arguments: try golden().cases)
  func `three steps are Keras's`(_ expected: Case) throws {
    let golden = try Self.golden()
    var network = try network(weights: golden.start)
    var optimizer = try expected.optimizer()
    for (step, weights) in zip(golden.gradients, expected.weights) {
      optimizer.update(&network, along: gradients(step))
      // One rounding of a weight of at most 2 for each of three steps, and those of the steps.
      #expect(distance(network.tensors[0].tensor.scalars, weights) < 4e-7)
    }
    #expect(optimizer.stepCount == 3)
  }

  @Test(arguments: try golden().cases)
  func `an optimizer with restored state goes on with the same bits`(_ settings: Case) throws {
    let golden = try Self.golden()
    var (network, optimizer) = try (network(weights: golden.start), settings.optimizer())
    optimizer.update(&network, along: gradients(golden.gradients[0]))

    var stored: [String: Tensor] = [:]
    optimizer.visitState { stored[$0] = $1 }
    var restored = try settings.optimizer()
    restored.prepare(for: network)
    restored.stepCount = optimizer.stepCount
    restored.visitState { name, tensor in
      if let value = stored[name] { tensor = value }
    }

    var copy = network
    optimizer.update(&network, along: gradients(golden.gradients[1]))
    restored.update(&copy, along: gradients(golden.gradients[1]))
    #expect(network.tensors == copy.tensors)
  }

  @Test func `the state of each parameter has the parameter's name`() throws {
    let golden = try Self.golden()
    var (network, optimizer) = (try network(weights: golden.start), Adam())
    optimizer.update(&network, along: gradients(golden.gradients[0]))
    var names: [String] = []
    optimizer.visitState { name, _ in names.append(name) }
    #expect(names == ["generator.0.kernel.first_moment", "generator.0.kernel.second_moment"])
  }

  @Test func `gradients beyond the bound count as the bound`() throws {
    let golden = try Self.golden()
    var (clipped, limited) = try (network(weights: golden.start), network(weights: golden.start))
    var optimizer = Adam(valueClip: 0.5)
    optimizer.update(&clipped, along: gradients([9, -9, 0.1, 0.5, -0.5, 0]))
    optimizer = Adam()
    optimizer.update(&limited, along: gradients([0.5, -0.5, 0.1, 0.5, -0.5, 0]))
    #expect(clipped.tensors == limited.tensors)
  }
}

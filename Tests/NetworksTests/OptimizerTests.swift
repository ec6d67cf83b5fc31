import Configuration
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
    struct Schedule: Decodable, Sendable {
      let type: String
      let halfLife: Int?
      let steps: Int?
      let end: Double?
    }

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
      let clipNorm: Float?
      let schedule: Schedule?

      var clipping: GradientClipping { GradientClipping(value: clip, norm: clipNorm) }

      func learningRateSchedule() throws -> LearningRateSchedule {
        let course: LearningRateSchedule.Course =
          switch schedule?.type {
          case "exponential": .exponential(halfLife: try #require(schedule?.halfLife))
          case "linear":
            .linear(steps: try #require(schedule?.steps), end: try #require(schedule?.end))
          default: .constant
          }
        return LearningRateSchedule(decay: decay ?? 0, course: course)
      }
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
          secondMomentDecay: #require(settings.beta2), epsilon: #require(settings.epsilon),
          schedule: settings.learningRateSchedule(), clipping: settings.clipping)
      case "rmsprop":
        try RMSprop(
          learningRate: settings.rate, meanSquareDecay: #require(settings.rho),
          momentum: #require(settings.momentum), epsilon: #require(settings.epsilon),
          epsilonInsideRoot: settings.inside == true, schedule: settings.learningRateSchedule(),
          clipping: settings.clipping)
      default:
        try GradientDescent(
          learningRate: settings.rate, momentum: #require(settings.momentum),
          schedule: settings.learningRateSchedule(), clipping: settings.clipping)
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
    var optimizer = Adam(clipping: GradientClipping(value: 0.5))
    optimizer.update(&clipped, along: gradients([9, -9, 0.1, 0.5, -0.5, 0]))
    optimizer = Adam()
    optimizer.update(&limited, along: gradients([0.5, -0.5, 0.1, 0.5, -0.5, 0]))
    #expect(clipped.tensors == limited.tensors)
  }

  @Test func `the norm that is bounded is that of all parameters together`() {
    let gradients = NetworkGradients(parameters: [
      Tensor([2], scalars: [3, 0]), Tensor([1], scalars: [-4]),
    ])
    let limited = GradientClipping(norm: 2.5).limitingNorm(of: gradients)
    #expect(limited.parameters.map(\.scalars) == [[1.5, 0], [-2]])
    let unlimited = GradientClipping(norm: 5).limitingNorm(of: gradients)
    #expect(unlimited.parameters == gradients.parameters)
  }

  @Test func `a schedule starts with the rate and comes to its end`() {
    let halving = LearningRateSchedule(course: .exponential(halfLife: 10))
    #expect([0, 10, 20].map { halving.rate(from: 1, step: $0) } == [1, 0.5, 0.25])
    let falling = LearningRateSchedule(course: .linear(steps: 4, end: 0.5))
    #expect([0, 2, 4, 9].map { falling.rate(from: 2, step: $0) } == [2, 1.5, 1, 1])
  }

  static let recipes: [(String, LearningRateSchedule, GradientClipping)] = [
    ("", .constant, .none),
    (
      "clip_value = 1, clip_norm = 2.0, decay = 0.25", LearningRateSchedule(decay: 0.25),
      GradientClipping(value: 1, norm: 2)
    ),
    (
      #"schedule = { type = "exponential", half_life = 500 }"#,
      LearningRateSchedule(course: .exponential(halfLife: 500)), .none
    ),
    (
      #"schedule = { type = "linear", steps = 9, end = 0.1 }"#,
      LearningRateSchedule(course: .linear(steps: 9, end: 0.1)), .none
    ),
  ]

  @Test(
    arguments: [
      #"type = "adam", rate = 1, beta1 = 0.5, beta2 = 0.9, epsilon = 1e-7"#,
      #"type = "rmsprop", rate = 1, rho = 0, momentum = 0, epsilon = 0, epsilon_inside_root = true"#,
      #"type = "sgd", rate = 1, momentum = 0.5"#,
    ], recipes)
  func `every optimizer takes bounds and schedules from a recipe`(
    _ rule: String, _ recipe: (text: String, LearningRateSchedule, GradientClipping)
  ) throws {
    let keys = recipe.text.isEmpty ? rule : "\(rule), \(recipe.text)"
    let reader = try SettingsReader(toml: "optimizer = { \(keys) }", file: "recipe")
    let optimizer = try readOptimizer(reader.table("optimizer"))
    #expect(optimizer.schedule == recipe.1)
    #expect(optimizer.clipping == recipe.2)
  }
}

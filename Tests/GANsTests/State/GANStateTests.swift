import Networks
import Tensors
import Testing

@testable import GANs

/// Restoring a GAN, property by property; `GANTrainerStateTests` has what then is trained.
struct GANStateTests {
  /// All tricks at once, an average that begins after two steps, an optimizer with momentum.
  private static let tricks = """
    label_flips = 0.2
    label_noise = 0.2
    augmentation = { translation = 0.3, cutout = 0.5 }
    instance_noise = { deviation = 0.3, steps = 100 }
    r1 = { weight = 1.0 }
    r2 = { weight = 1.0 }
    gradient_penalty = { weight = 10.0 }
    spectral_normalization = { iterations = 1 }
    generator_average = { decay = 0.9, start = 2 }
    """

  private func makeGAN(_ step: TinyRecipe.Step = .twoPhase, _ tricks: String = tricks) throws -> GAN
  {
    let adam = "{ type = \"adam\", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }"
    let momentum = "{ type = \"sgd\", rate = 1e-2, momentum = 0.9, decay = 1e-2 }"
    var text = TinyRecipe.text(step, tricks: tricks)
    let place = try #require(text.firstRange(of: adam))
    text.replaceSubrange(place, with: momentum)
    // A layer with statistics that move.
    let tanh = "  { type = \"tanh\" },\n"
    let normalization = "  { type = \"batch_normalization\", momentum = 0.9, epsilon = 1e-3 },\n"
    text = text.replacing(tanh, with: normalization + tanh)
    let recipe = try Recipe(toml: text, name: "tiny", file: "tiny.toml")
    return try GAN(recipe: recipe, image: TinyRecipe.image, seed: 1)
  }

  private func train(_ gan: inout GAN, steps: Int) {
    for step in 0..<steps {
      let scalars = (0..<128).map { Float(($0 * 7 + step * 5) % 11) / 5 - 1 }
      _ = gan.train(on: Tensor([8, 4, 4, 1], scalars: scalars))
    }
  }

  /// The left vectors and singular values are made anew, from the right ones, before each use.
  private func lasting(_ paths: [String]) -> [String] {
    paths.filter { !$0.hasSuffix(".left") && !$0.hasSuffix(".value") }
  }

  @Test(arguments: TinyRecipe.Step.allCases, [0, 1, 3, 5])
  func `a restored GAN has the stored properties of the one whose state it took`(
    step: TinyRecipe.Step, steps: Int
  ) throws {
    var (original, restored) = (try makeGAN(step), try makeGAN(step))
    train(&original, steps: steps)
    try restored.restore(original.state, counters: original.counters)
    #expect(lasting(differences(original, restored)) == [])
    train(&original, steps: 2)
    train(&restored, steps: 2)
    #expect(differences(original, restored) == [])
  }

  @Test(arguments: [0, 1, 3])
  func `a GAN can go back, also to where it had no moments and no average`(steps: Int) throws {
    var gan = try makeGAN()
    train(&gan, steps: steps)
    let earlier = gan
    train(&gan, steps: 4)
    try gan.restore(earlier.state, counters: earlier.counters)
    #expect(lasting(differences(gan, earlier)) == [])
  }

  @Test func `a step changes properties that the comparison sees`() throws {
    var gan = try makeGAN()
    train(&gan, steps: 3)
    let before = gan
    train(&gan, steps: 1)
    let changed = differences(before, gan)
    for place in [
      ".stepCount", ".latents.counter", ".dropout.counter", ".generatorOptimizer.stepCount",
      ".discriminatorOptimizer.stepCount", ".generator.layers.0.kernel",
      ".generator.layers.1.movingMean", ".discriminator.layers.1.kernel",
    ] {
      #expect(changed.contains(place))
    }
    for place in [".tricks.", ".firstMoments.", ".velocities.", ".random.counter", ".right"] {
      #expect(changed.contains { $0.contains(place) }, "\(place)")
    }
  }

  @Test func `rates, labels and tricks stay as they were turned`() throws {
    var (original, restored) = (try makeGAN(), try makeGAN())
    train(&original, steps: 1)
    restored.generatorRate = 0.5
    restored.discriminatorRate = 0.25
    restored.dropoutRate = 0.75
    for setting in restored.settings { restored.turn(setting.name, to: 0.5) }
    let settings = restored.settings
    try restored.restore(original.state, counters: original.counters)
    #expect(restored.settings == settings)
    #expect(restored.generatorRate == 0.5 && restored.discriminatorRate == 0.25)
    #expect(restored.dropoutRate == 0.75)
  }

  @Test func `there is a counter for each stream, for each optimizer and for the steps`() throws {
    var gan = try makeGAN()
    let names = trickCatalogue.map { "random.noise.\($0.name)" }
    let others = [
      "random.latents", "random.dropout", "optimizer.generator.steps",
      "optimizer.discriminator.steps", "steps",
    ]
    #expect(Set(gan.counters.keys) == Set(names + others))
    train(&gan, steps: 2)
    #expect(gan.counters["steps"] == 2 && gan.counters["optimizer.generator.steps"] == 2)
    #expect(gan.counters["random.latents"] == gan.latents.counter)
    #expect(try #require(gan.counters["random.noise.instance_noise"]) > 0)
  }

  @Test func `names are unique, and the weights come first`() throws {
    var gan = try makeGAN()
    train(&gan, steps: 4)
    let names = gan.state.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(gan.state.starts(with: gan.weights))
    #expect(names.contains("optimizer.generator.0.kernel.velocity"))
    #expect(names.contains("optimizer.discriminator.1.kernel.second_moment"))
    #expect(names.contains("generator_average.1.moving_mean"))
  }
}

/// States that are not those of the GAN.
struct StateRefusalTests {
  private func makeGAN() throws -> GAN {
    var gan = try GAN(
      recipe: TinyRecipe.recipe(
        .twoPhase, tricks: "generator_average = { decay = 0.9, start = 1 }"),
      image: TinyRecipe.image, seed: 1)
    for _ in 0..<2 { _ = gan.train(on: Tensor(repeating: 0.5, shape: [8, 4, 4, 1])) }
    return gan
  }

  /// Expects that a state is refused for a reason, and that the GAN is then as it was.
  private func expectRefusal(
    _ reason: String, _ change: (inout [NamedTensor], inout [String: UInt64]) -> Void
  ) throws {
    let source = try makeGAN()
    var (gan, tensors, counters) = (source, source.state, source.counters)
    _ = gan.train(on: Tensor(repeating: -0.5, shape: [8, 4, 4, 1]))
    let before = gan
    change(&tensors, &counters)
    #expect(throws: StateError(reason)) { try gan.restore(tensors, counters: counters) }
    #expect(differences(before, gan) == [])
  }

  @Test(arguments: [
    "generator.0.bias", "discriminator.4.kernel", "generator_average.0.kernel",
    "optimizer.generator.0.kernel.first_moment",
    "optimizer.discriminator.4.bias.second_moment",
  ])
  func `a tensor that is missing, twice there or of another shape`(name: String) throws {
    try expectRefusal("the tensor \"\(name)\" is missing") { tensors, _ in
      tensors.removeAll { $0.name == name }
    }
    try expectRefusal("the tensor \"\(name)\" is there twice") { tensors, _ in
      tensors += tensors.filter { $0.name == name }
    }
    let shape = try #require(makeGAN().state.first { $0.name == name }).tensor.shape
    let flat: Shape = [1, shape.count, 1]
    try expectRefusal("the tensor \"\(name)\" is \(flat), expected \(shape)") { tensors, _ in
      tensors = tensors.map { named in
        guard named.name == name else { return named }
        return NamedTensor(name: name, tensor: named.tensor.reshaped(to: flat))
      }
    }
  }

  @Test func `a tensor that nobody knows, whose name may do nothing to a terminal`() throws {
    try expectRefusal(#"the tensor "a\u{1B}[2J\n" is unknown"#) { tensors, _ in
      tensors.append(NamedTensor(name: "a\u{1B}[2J\n", tensor: Tensor(zeros: [1])))
    }
  }

  @Test(arguments: [
    "steps", "random.latents", "random.dropout", "random.noise.label_noise",
    "optimizer.generator.steps", "optimizer.discriminator.steps",
  ])
  func `a counter that is missing or beyond every run`(name: String) throws {
    try expectRefusal("the counter \"\(name)\" is missing") { $1[name] = nil }
    for value: UInt64 in [.max, 1 << 63, 1 << 62 + 1] {
      try expectRefusal("the counter \"\(name)\" is \(value), more than any run reaches") {
        $1[name] = value
      }
    }
  }

  @Test func `a counter that nobody knows`() throws {
    try expectRefusal("the counter \"random.dice\" is unknown") { _, counters in
      counters["random.dice"] = 0
    }
  }

  @Test func `moments before the first update, and none after it`() throws {
    try expectRefusal(
      "the tensor \"optimizer.generator.0.bias.first_moment\" is unknown"
    ) { tensors, counters in
      counters["optimizer.generator.steps"] = 0
      tensors.removeAll { $0.name.hasPrefix("generator_average.") }
    }
    let fresh = try GAN(recipe: TinyRecipe.recipe(.twoPhase), image: TinyRecipe.image, seed: 1)
    try expectRefusal("the tensor \"generator_average.0.kernel\" is missing") { tensors, _ in
      tensors = fresh.state
    }
  }
}

import Configuration
import Datasets
import Foundation
import GANs
import Networks
import Recipes
import Tensors
import Testing

struct RecipeTests {
  private let catalogue = RecipeCatalogue(folders: UserFolders(environment: ["HOME": "/nowhere"]))

  /// Every recipe with the parameter counts that its lecture prints, moving statistics included.
  @Test(arguments: [
    ("dense", 1_486_352, 1_460_225), ("dcgan-selu", 414_209, 212_865), ("pocket", 181_225, 21_241),
    ("dcgan-tutorial", 2_330_944, 212_865), ("dcgan-lecture", 2_343_681, 212_865),
    ("dcgan-frog", 6_264_579, 790_913), ("dense-selu", 111_568, 108_801),
    ("dcgan-hands", 414_209, 212_865), ("dcgan-lecture-plain", 2_292_737, 212_865),
    ("discriminator-alone", 0, 212_865), ("dcgan-frog-fashion", 5_986_049, 788_225),
    ("frog-lite", 1_304_003, 198_849), ("tutorial-lite", 390_736, 55_233),
  ])
  func `the networks have as many parameters as published`(
    name: String, generator: Int, discriminator: Int
  ) throws {
    let summaries = try catalogue.recipe(name).summaries()
    #expect(summaries.generator.parameterCount == generator)
    #expect(summaries.discriminator.parameterCount == discriminator)
  }

  @Test func `the moving statistics of batch normalisation are not trained`() throws {
    let generator = try catalogue.recipe("dcgan-lecture").summaries().generator
    #expect(generator.trainableParameterCount == 2_318_209)
  }

  @Test func `every recipe file of the folder is built in`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../recipes").standardized
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let names = files.filter { $0.pathExtension == "toml" }
      .map { $0.deletingPathExtension().lastPathComponent }
    #expect(Set(names) == Set(BuiltinRecipes.all.keys))
  }

  @Test func `the numbers of the dense recipe are those of its source`() throws {
    let recipe = try catalogue.recipe("dense")
    #expect(recipe.latent == LatentSpace(count: 100))
    #expect(recipe.batch == 128 && recipe.epochs == 50)
    #expect(recipe.order == .replacement && recipe.lastBatch == .drop)
    let step = try #require(recipe.step as? TwoPhaseStep)
    #expect(step.discriminator.labels == ImageLabels(real: 0.9, fake: 0))
    #expect(step.generator.label == 1)
    let adam = try #require(recipe.generator.optimizer as? Adam)
    #expect(adam.learningRate == 2e-4 && adam.firstMomentDecay == 0.5)
    #expect(recipe.discriminator.optimizer is Adam)
  }

  @Test func `the numbers of the tutorial's recipe are those of its source`() throws {
    let recipe = try catalogue.recipe("dcgan-tutorial")
    #expect(recipe.latent.count == 100 && recipe.batch == 256 && recipe.epochs == 60)
    #expect(recipe.order == .shuffled && recipe.lastBatch == .keep && recipe.pixels == .symmetric)
    let step = try #require(recipe.step as? SimultaneousStep)
    #expect(step.batches.real == 256 && step.batches.fake == 256 && step.generatorLabel == 1)
    #expect(step.labels == ImageLabels(real: 1, fake: 0))
    for player in [recipe.generator, recipe.discriminator] {
      let adam = try #require(player.optimizer as? Adam)
      #expect(adam.learningRate == 1e-4 && adam.firstMomentDecay == 0.9 && adam.epsilon == 1e-7)
    }
  }

  @Test func `the lecture's discriminator sees half a batch of each, its generator a whole one`()
    throws
  {
    let recipe = try catalogue.recipe("dcgan-lecture")
    #expect(recipe.batch == 256 && recipe.order == .replacement && recipe.pixels == .unit)
    let step = try #require(recipe.step as? TwoPhaseStep)
    #expect(step.discriminator.real == 128 && step.discriminator.fake == 128)
    #expect(step.generator.samples == 256)
  }

  @Test func `the numbers of the frogs' recipe are those of its source, mirrored`() throws {
    let recipe = try catalogue.recipe("dcgan-frog")
    // 10,000 batches of 20 from 5,000 frogs.
    #expect(recipe.epochs * 5_000 / recipe.batch == 10_000 && recipe.order == .sequential)
    #expect(recipe.tricks.trick(LabelNoise.self)?.amount == -0.05)
    for (player, rate) in [(recipe.generator, Float(4e-4)), (recipe.discriminator, 8e-4)] {
      let optimizer = try #require(player.optimizer as? RMSprop)
      #expect(optimizer.learningRate == rate && optimizer.epsilon == 1e-8)
      #expect(optimizer.clipping.value == 1 && optimizer.schedule.decay == 1e-8)
      #expect(!optimizer.epsilonInsideRoot)
    }
  }

  @Test func `another batch size keeps the proportions`() throws {
    let lecture = try catalogue.recipe("dcgan-lecture").withBatch(32)
    #expect(lecture.batch == 32)
    let twoPhases = try #require(lecture.step as? TwoPhaseStep)
    #expect(twoPhases.discriminator.real == 16 && twoPhases.discriminator.fake == 16)
    #expect(twoPhases.generator.samples == 32)
    let simultaneous = try #require(
      catalogue.recipe("dcgan-tutorial").withBatch(32).step as? SimultaneousStep)
    #expect(simultaneous.batches.real == 32 && simultaneous.batches.fake == 32)
  }

  @Test func `a step says how many samples go through each network`() throws {
    #expect(
      try catalogue.recipe("dcgan-lecture").step.passes
        == StepPasses(
          generator: .init(forward: 128 + 256, parameterGradients: 256),
          discriminator: .init(forward: 256 + 256, inputGradient: 256, parameterGradients: 256)))
    #expect(
      try catalogue.recipe("dcgan-tutorial").step.passes
        == StepPasses(
          generator: .init(forward: 256, parameterGradients: 256),
          discriminator: .init(forward: 512, inputGradient: 256, parameterGradients: 512)))
  }

  @Test func `the discriminator alone sees noise images, a hundred times`() throws {
    let recipe = try catalogue.recipe("discriminator-alone")
    #expect(recipe.latent == LatentSpace(count: 784, distribution: .uniform))
    let step = try #require(recipe.step as? DiscriminatorStep)
    #expect(step.batches.real == 256 && step.batches.fake == 256)
    #expect(60_000 / recipe.batch == 100 && recipe.epochs == 1)
  }

  @Test func `hand signs come in 858 batches of 32, the last of 31`() throws {
    let recipe = try catalogue.recipe("dcgan-hands")
    #expect(recipe.batch == 32 && recipe.lastBatch == .keep && recipe.pixels == .unit)
    #expect(recipe.text.contains("\n# pixels = \"symmetric\""))
  }

  @Test func `recipes of earlier runs are read as they were meant`() throws {
    var lines = try catalogue.recipe("dcgan-frog").text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { line in
      !["loss =", "step =", "probability_clip", "[tricks]", "label_noise"]
        .contains { line.hasPrefix($0) }
    }
    let labels = try #require(lines.firstIndex { $0.hasPrefix("fake_label") })
    lines.insert("label_noise = -0.05   # of each label", at: labels + 1)
    lines.insert("loss = \"binary_cross_entropy\"", at: labels + 2)
    lines.append("loss = \"binary_cross_entropy\"")
    let old = lines.joined(separator: "\n")
    let recipe = try Recipe(toml: old, name: "old", file: "old.toml")
    #expect(recipe.step is TwoPhaseStep && recipe.loss is NonSaturatingLoss)
    #expect(recipe.tricks.trick(LabelNoise.self)?.amount == -0.05)
    // From the very first version, before steps had names.
    let first = old.replacing("[training]\n", with: "")
    #expect(try Recipe(toml: first, name: "old", file: "old.toml").step is TwoPhaseStep)
  }

  @Test func `an unknown recipe names the known ones and the nearest`() {
    #expect(
      message { _ = try catalogue.recipe("dens") }
        == "no recipe 'dens'; did you mean dense? known: "
        + BuiltinRecipes.all.keys.sorted().joined(separator: ", "))
  }

  @Test func `a file that is not there says so`() {
    #expect(message { _ = try catalogue.recipe("/nowhere/x.toml") }.hasPrefix("/nowhere/x.toml: "))
  }

  @Test func `a user's own recipe comes before the built-in one`() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let folder = home.appending(path: "ganscope/recipes")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let own = try catalogue.recipe("dense").text.replacing("epochs = 50", with: "epochs = 7")
    try own.write(to: folder.appending(path: "dense.toml"), atomically: true, encoding: .utf8)

    let both = RecipeCatalogue(
      folders: UserFolders(environment: ["XDG_CONFIG_HOME": home.path(percentEncoded: false)]))
    #expect(try both.recipe("dense").epochs == 7)
    #expect(both.names == BuiltinRecipes.all.keys.sorted())
  }

  /// A change to the dense recipe, and what the error must say.
  @Test(arguments: [
    ("epochs = 50", "epochs = 50\nepoch = 3", "epoch: unknown key; did you mean epochs?"),
    ("units = 256, bias", "units = 256, unit = 3, bias", "unknown key; did you mean units?"),
    ("units = 512", "units = -1", "units: expected an integer from 1 to 1000000, found -1"),
    ("\"leaky_relu\"", "\"leaky_rely\"", "did you mean leaky_relu?"),
    ("beta1 = 0.5, ", "", "'beta1' is missing"),
    ("real_label = 0.9", "real_label = \"high\"", "real_label: expected a number"),
    ("[training.generator]", "[training.gen]", "'generator' is missing"),
    ("\"two_phase\"", "\"to_phase\"", "'to_phase' is not known; did you mean two_phase?"),
    ("\"two_phase\"", "\"simultaneous\"", "fakes_from: unknown key"),
    ("\"non_saturating\"", "\"hing\"", "'hing' is not known; did you mean hinge?"),
    ("\"non_saturating\"", "\"hinge\"", "the loss 'hinge' compares with no such label"),
    (
      "label = 1.0  ", "label = 1.0\n[tricks]\nlabel_noise = 2 #",
      "label_noise: expected a number from -1.0"
    ),
    (
      "label = 1.0  ", "label = 1.0\n[tricks]\nlabel_flip = 2 #",
      "label_flip: unknown trick; did you mean label_flips?"
    ),
    ("label = 1.0  ", "label = 1.0\n[tricks]\nr1 = 2 #", "r1: expected a table"),
    ("real = 128", "real = 129", "a step uses 129 real images, but a batch has 128"),
  ])
  func `a mistake is reported with its line`(right: String, wrong: String, problem: String) throws {
    let text = try catalogue.recipe("dense").text
    try #require(text.contains(right))
    let mistaken = text.replacing(right, with: wrong, maxReplacements: 1)
    let message = message { _ = try Recipe(toml: mistaken, name: "x", file: "x.toml") }
    #expect(message.contains(problem))
    #expect(message.hasPrefix("x.toml:") && message.dropFirst(7).first?.isNumber == true)
    #expect(!message.contains("\n"))
  }

  @Test func `layers that do not fit say which one and what they got`() throws {
    let text = try catalogue.recipe("dense").text
      .replacing("shape = [28, 28, 1]", with: "shape = [28, 29, 1]")
    let recipe = try Recipe(toml: text, name: "x", file: "x.toml")
    #expect(
      message { _ = try recipe.summaries() }
        == "x.toml:24: generator.layers[8]: reshape: 28×29×1 needs 812 values, got 784 of 784")
  }

  @Test func `a discriminator that ends in a sigmoid is told that the loss has it`() throws {
    let text = try catalogue.recipe("dense").text
    let last = try #require(text.range(of: "{ type = \"dense\", units = 1, ")).lowerBound
    let mistaken =
      text[..<last]
      + text[last...].replacing("},\n", with: "},\n{ type = \"sigmoid\" },\n", maxReplacements: 1)
    let recipe = try Recipe(toml: String(mistaken), name: "x", file: "x.toml")
    #expect(
      message { _ = try recipe.summaries() }.contains(
        "discriminator.layers[11]: leave this sigmoid out"))
  }

  @Test func `a trick that cannot work is refused before any data is loaded`() throws {
    let text = TinyRecipe.text(.twoPhase, loss: "hinge", tricks: "label_noise = 0.1")
    let recipe = try Recipe(toml: text, name: "x", file: "x.toml")
    #expect(message { _ = try recipe.summaries() }.hasSuffix("the loss 'hinge' has no labels"))
  }

  @Test func `a generator of another image size than the data is refused`() throws {
    let recipe = try catalogue.recipe("dense")
    #expect(
      message { _ = try GAN(recipe: recipe, image: [32, 32, 3], seed: 1) }
        == "recipes/dense.toml:15: generator.layers: puts out 28×28×1, but the images of the data are "
        + "32×32×3"
    )
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return String(describing: error)
    }
  }
}

import GANs
import Networks
import Testing

/// A recipe with other values, as a command line names them.
@Suite struct `A recipe that is changed` {
  private let recipe: Recipe

  init() throws {
    recipe = try RecipeCatalogue().recipe("pocket")
  }

  private func changed(_ words: String...) throws -> Recipe {
    try recipe.changed(
      words.map { word in
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        return RecipeChange(key: parts[0], value: parts[1])
      })
  }

  @Test func `has the value that its file would say`() throws {
    let changed = try changed("generator.optimizer.rate=2e-4", "generator.latent=16")
    #expect(changed.generator.optimizer.learningRate == 2e-4)
    #expect(
      changed.discriminator.optimizer.learningRate == recipe.discriminator.optimizer.learningRate)
    #expect(changed.latent.count == 16)
    #expect(
      changed.text
        == recipe.text.replacing("latent = 64", with: "latent = 16")
        .replacing("rate = 1e-3", with: "rate = 2e-4", maxReplacements: 1))
  }

  @Test func `knows short names of settings`() throws {
    let rates = try changed("rate=3e-4")
    #expect(rates.generator.optimizer.learningRate == 3e-4)
    #expect(rates.discriminator.optimizer.learningRate == 3e-4)
    let own = try changed("discriminator.rate=5e-4", "generator.beta1=0.25")
    #expect(own.discriminator.optimizer.learningRate == 5e-4)
    #expect(own.text.contains("beta1 = 0.25"))
    let dropped = try changed("dropout=0.3").text
    #expect(dropped.matches(of: #/type = "dropout", rate = 0\.3/#).count == 2)
    #expect(try changed("r1.weight=0.5").text.contains("r1 = { weight = 0.5 }"))
    #expect(try changed("label_noise=0.1").text.contains("label_noise = 0.1"))
  }

  @Test func `has all counts of images in proportion to its batch`() throws {
    let changed = try changed("batch=16")
    #expect(changed.batch == 16)
    #expect(changed.step.realImages == 16)
    #expect(changed.text == recipe.text)
  }

  @Test(arguments: ["minimax", "least_squares", "hinge", "relativistic"])
  func `states the labels of another loss`(loss: String) throws {
    let other = try changed("loss=\(loss)")
    #expect(type(of: other.loss).name == loss)
    let back = try other.changed([RecipeChange(key: "training.loss", value: "non_saturating")])
    #expect(type(of: back.loss).name == "non_saturating")
  }

  @Test(arguments: [
    ("genertor.rate=1", "genertor: unknown key; did you mean generator?"),
    ("generator.rte=1", "generator.optimizer.rte: unknown key; did you mean rate?"),
    ("dropuot=0.1", "or dropout?"),
    ("loss=hing", "training.loss: 'hing' is not known; did you mean hinge?"),
    ("tricks.r11.weight=1", "tricks.r11: unknown trick; did you mean r1?"),
    ("rate=fast", "generator.optimizer.rate: expected a number from 0.0 to 10.0, found a text"),
    ("batch=0", "batch: expected an integer from 1 to 65536"),
    ("discriminator.layers[9].rate=0.1", "there is no place for it"),
    ("generator.layers[0].units=7", "generator.layers[3]"),
  ])
  func `says what cannot be in one line`(word: String, reason: String) throws {
    let error = #expect(throws: RecipeError.self) { try changed(word) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("\(word): "), "\(text)")
    #expect(text.contains(reason), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test func `says that it has nothing that a short name stands for`() throws {
    let plain = try RecipeCatalogue().recipe("dense-selu")
    let error = #expect(throws: RecipeError.self) {
      try plain.changed([RecipeChange(key: "dropout", value: "0.1")])
    }
    #expect(
      error?.description == "dropout=0.1: this recipe has nothing that 'dropout' stands for")
  }
}

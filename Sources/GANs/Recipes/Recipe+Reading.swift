package import Configuration
internal import Datasets
internal import Networks

extension Recipe {
  /// Reads a recipe file.
  ///
  /// - Parameters:
  ///   - text: the TOML document.
  ///   - name: the recipe's name.
  ///   - file: the file's name, for error messages.
  package init(toml text: String, name: String, file: String) throws(ConfigurationError) {
    let text = upgradedRecipe(text)
    let reader = try SettingsReader(toml: text, file: file)
    self.name = name
    self.text = text
    self.file = file
    title = try reader.text("title")
    source = try reader.text("source")
    dataset = try reader.text("dataset")
    pixels = try reader.choice("pixels")
    epochs = try reader.integer("epochs", in: 1...1_000_000)
    batch = try reader.integer("batch", in: 1...65_536)
    lastBatch = try reader.choice("last_batch")
    order = try reader.choice("order")

    let generator = try reader.table("generator")
    latent = try LatentSpace(reading: generator)
    self.generator = try Player(reading: generator)
    discriminator = try Player(reading: reader.table("discriminator"))

    let training = try reader.table("training")
    let loss = try readLoss(training)
    self.loss = loss
    step = try readTrainingStep(training, loss: loss)
    guard step.realImages <= batch else {
      throw training.error(
        "a step uses \(step.realImages) real images, but a batch has \(batch)",
        at: "discriminator.real")
    }
    tricks = reader.has("tricks") ? try Tricks(reading: reader.table("tricks")) : Tricks()
    try reader.finish()
  }
}

extension Recipe.Player {
  fileprivate init(reading reader: SettingsReader) throws(ConfigurationError) {
    layers = []
    for layer in try reader.tables("layers") { layers.append(try readLayer(layer)) }
    optimizer = try readOptimizer(reader.table("optimizer"))
    try reader.finish()
  }
}

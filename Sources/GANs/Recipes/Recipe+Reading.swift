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
    latent = try generator.integer("latent", in: 1...65_536)
    self.generator = try Player(reading: generator)
    discriminator = try Player(reading: reader.table("discriminator"))

    let training = try reader.table("training")
    discriminatorPhase = try DiscriminatorPhase(reading: training.table("discriminator"))
    generatorPhase = try GeneratorPhase(reading: training.table("generator"))
    try training.finish()
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

extension Recipe.DiscriminatorPhase {
  fileprivate init(reading reader: SettingsReader) throws(ConfigurationError) {
    real = try reader.integer("real", in: 1...65_536)
    fake = try reader.integer("fake", in: 1...65_536)
    fakesFrom = try reader.choice("fakes_from")
    realLabel = Float(try reader.number("real_label", in: 0...1))
    fakeLabel = Float(try reader.number("fake_label", in: 0...1))
    _ = try reader.choice("loss", of: Recipe.Loss.self)
    try reader.finish()
  }
}

extension Recipe.GeneratorPhase {
  fileprivate init(reading reader: SettingsReader) throws(ConfigurationError) {
    samples = try reader.integer("samples", in: 1...65_536)
    label = Float(try reader.number("label", in: 0...1))
    _ = try reader.choice("loss", of: Recipe.Loss.self)
    try reader.finish()
  }
}

import Configuration
import Testing

/// Values of a document are changed, and every other byte of it stays.
@Suite struct `A TOML document` {
  private let text = """
    title = "a # b"   # the name
    batch = 32

    [player]          # the one
    rate = 1e-3
    layers = [
      { type = "dense", units = 4 },   # first
      { type = 'dropout', rate = 0.4 },
    ]
    optimizer = { type = "adam", rate = 1e-3 }

    [training.real]
    label = 1.0
    """

  private func changed(_ path: String, to value: String) throws -> String {
    var document = try TOMLDocument(text, file: "a.toml")
    try document.set(value, at: path)
    return document.text
  }

  @Test(arguments: [
    ("batch", "batch = 32", "batch = 64"),
    ("player.rate", "rate = 1e-3\nlayers", "rate = 64\nlayers"),
    ("player.optimizer.rate", "\"adam\", rate = 1e-3", "\"adam\", rate = 64"),
    ("player.layers[1].rate", "rate = 0.4", "rate = 64"),
    ("training.real.label", "label = 1.0", "label = 64"),
  ])
  func `has another value in place of one`(path: String, old: String, new: String) throws {
    #expect(try changed(path, to: "64") == text.replacing(old, with: new))
  }

  @Test func `keeps the value as it was written`() throws {
    let document = try TOMLDocument(text, file: "a.toml")
    #expect(document["player.optimizer.rate"] == "1e-3")
    #expect(document["title"] == "\"a # b\"")
    #expect(document["player.optimizer.beta"] == nil)
    #expect(document.has("player") && document.has("training.real") && !document.has("training"))
  }

  @Test(arguments: [
    ("epochs", "batch = 32\n\nepochs = 5\n[player]"),
    ("player.latent", "[player]          # the one\nlatent = 5\nrate"),
    ("player.optimizer.beta", "optimizer = { beta = 5, type"),
    ("training.loss", "label = 1.0\n[training]\nloss = 5\n"),
    ("tricks.r1.weight", "\ntricks = { r1 = { weight = 5 } }\n[player]"),
  ])
  func `has a new value where its table is, or a new table`(path: String, part: String) throws {
    let changed = try changed(path, to: "5")
    #expect(changed.contains(part), "\(changed)")
    #expect(try TOMLDocument(changed, file: "b.toml")[path] == "5")
  }

  @Test(arguments: [
    ("player.layers[7].rate", "1"), ("batch.size", "1"), ("batch", "1\nx = 2"), ("batch", "]"),
  ])
  func `refuses what has no place in it`(path: String, value: String) throws {
    #expect(throws: ConfigurationError.self) { try changed(path, to: value) }
  }

  @Test(arguments: [
    ("player.rate", "rate = 1e-3\nlayers", "layers"),
    ("player.optimizer.type", "{ type = \"adam\", rate", "{  rate"),
    ("player.optimizer.rate", "\"adam\", rate = 1e-3 }", "\"adam\" }"),
    ("training.real.label", "label = 1.0", ""),
    ("nothing.there", "batch", "batch"),
  ])
  func `loses a key and nothing besides`(path: String, old: String, new: String) throws {
    var document = try TOMLDocument(text, file: "a.toml")
    document.remove(path)
    #expect(document.text == text.replacing(old, with: new))
  }

  @Test func `takes words for texts`() {
    #expect(Setting.toml(meaning: "hinge") == "\"hinge\"")
    #expect(Setting.toml(meaning: "1e-4") == "1e-4")
    #expect(Setting.toml(meaning: "[4, 4]") == "[4, 4]")
    #expect(Setting.toml(meaning: "1\nbatch = 2") == "\"1?batch = 2\"")
  }

  @Test func `knows words that mean the same`() {
    for (word, other) in [
      ("1e-3", "0.001"), ("2", "2.0"), ("hinge", "\"hinge\""), ("[1, 2]", "[1.0,2]"),
      ("{ rate = 1, type = \"sgd\" }", "{type='sgd',rate=1.0}"),
    ] {
      #expect(Setting(meaning: word) == Setting(meaning: other), "\(word)")
    }
    for (word, other) in [("1", "\"1\""), ("true", "1"), ("[1, 2]", "[2, 1]"), ("a", "b")] {
      #expect(Setting(meaning: word) != Setting(meaning: other), "\(word)")
    }
  }
}

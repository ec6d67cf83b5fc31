import Configuration
import Testing

struct SettingsReaderTests {
  private static let recipe = """
    title = "dense"   # a comment with = and [brackets]

    [generator]
    latent = 100
    rate = 2e-4
    layers = [
      { type = "dense", units = 256 },
      # the next one has a list inside
      { type = "conv2d", kernel = [5, 5], units = 3 },
    ]

    [[runs]]
    name = "a"

    [[runs]]
    name = "b"
    """

  private enum Fruit: String, CaseIterable {
    case apple, pear
  }

  private func reader() throws -> SettingsReader {
    try SettingsReader(toml: Self.recipe, file: "dense.toml")
  }

  private func message(_ body: () throws(ConfigurationError) -> Void) -> String {
    do throws(ConfigurationError) {
      try body()
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func `values are read by name and type`() throws {
    let generator = try reader().table("generator")
    #expect(try generator.integer("latent") == 100)
    #expect(try generator.number("rate", in: 0...1) == 2e-4)
    let layers = try generator.tables("layers")
    #expect(
      try layers.map { reader throws(ConfigurationError) in try reader.text("type") } == [
        "dense", "conv2d",
      ])
    #expect(try layers[1].integers("kernel", count: 2) == [5, 5])
  }

  @Test func `a text may stand for a list of one`() throws {
    let files = try SettingsReader(
      toml: "one = \"a\"\nmany = [\"a\", \"b\"]\nnone = []", file: "x.toml")
    #expect(try files.textOrTexts("one") == ["a"])
    #expect(try files.textOrTexts("many") == ["a", "b"])
    #expect(
      message { () throws(ConfigurationError) in _ = try files.textOrTexts("none") }
        == "x.toml:3: none: expected at least one text")
  }

  @Test func `a finished table whose keys were all asked for is accepted`() throws {
    let run = try reader().tables("runs")[1]
    #expect(try run.text("name") == "b")
    try run.finish()
  }

  @Test func `an unknown key is refused with its line and the nearest known key`() throws {
    let layer = try reader().table("generator").tables("layers")[1]
    _ = try layer.text("type")
    _ = try layer.integers("kernel")
    _ = layer.has("units")
    #expect(
      message { () throws(ConfigurationError) in try layer.finish() }
        == "dense.toml:9: generator.layers[1].units: unknown key; known: kernel, type")
  }

  @Test func `a missing key is reported at its table`() throws {
    let layer = try reader().table("generator").tables("layers")[0]
    #expect(
      message { () throws(ConfigurationError) in _ = try layer.text("activation") }
        == "dense.toml:7: generator.layers[0]: 'activation' is missing: expected a text")
  }

  @Test func `an unknown key is shown optional ones too`() throws {
    let layer = try reader().table("generator").tables("layers")[1]
    _ = try layer.text("type")
    _ = try layer.integers("kernel")
    _ = layer.has("unit")
    #expect(
      message { () throws(ConfigurationError) in try layer.finish() }
        == "dense.toml:9: generator.layers[1].units: unknown key; did you mean unit? "
        + "known: kernel, type, unit")
  }

  @Test func `a missing key names one that is nearly it`() throws {
    let layer = try reader().table("generator").tables("layers")[1]
    #expect(
      message { () throws(ConfigurationError) in _ = try layer.integer("unit") }
        .hasSuffix("; there is 'units'"))
  }

  @Test func `a value of the wrong type says what was found and expected`() throws {
    let generator = try reader().table("generator")
    #expect(
      message { () throws(ConfigurationError) in _ = try generator.text("latent") }
        == "dense.toml:4: generator.latent: expected a text, found an integer")
  }

  @Test func `a value out of range says so`() throws {
    let generator = try reader().table("generator")
    #expect(
      message { () throws(ConfigurationError) in _ = try generator.integer("latent", in: 1...64) }
        == "dense.toml:4: generator.latent: expected an integer from 1 to 64, found 100")
  }

  @Test func `a word outside an enumeration names the nearest case`() throws {
    let reader = try SettingsReader(toml: "fruit = \"aple\"", file: "f.toml")
    #expect(
      message { () throws(ConfigurationError) in _ = try reader.choice("fruit", of: Fruit.self) }
        == "f.toml:1: fruit: 'aple' is not known; did you mean apple? known: apple, pear")
  }

  @Test func `entries of a list of tables with headers know their lines`() throws {
    let run = try reader().tables("runs")[1]
    #expect(
      message { () throws(ConfigurationError) in _ = try run.integer("name") }
        == "dense.toml:16: runs[1].name: expected an integer from 1 to 1000000000, found a text")
  }

  @Test(arguments: ["a = ", "a = 1\na = 2", "[", "a = \"x", "= 1", "a = 1 b = 2", "\u{0}"])
  func `what is not TOML is refused with a line`(text: String) {
    #expect(throws: ConfigurationError.self) { try SettingsReader(toml: text, file: "f.toml") }
  }

  @Test(arguments: ["inf", "nan", "-inf"])
  func `a number that is not finite is out of every range`(literal: String) throws {
    let reader = try SettingsReader(toml: "rate = \(literal)", file: "f.toml")
    #expect(throws: ConfigurationError.self) { try reader.number("rate", in: 0...1) }
  }
}

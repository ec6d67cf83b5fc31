import Configuration
import Terminal

/// What a user wants of every live screen, from `config.toml` in the configuration folder.
///
/// Options of the command line come before it; what it leaves open is decided by the environment and the
/// terminal.
struct ScreenConfiguration: Equatable {
  var theme: String?
  var glyphs: GlyphSet?
  var colors: ColorDepth?
  var mouse: Bool?
  var synchronized: Bool?
  var bandwidth: ByteCount?
  var reducesMotion: Bool?

  /// That of a user without such a file.
  init() {}

  /// Reads the file.
  ///
  /// - Throws: the first key or value that there is none of, with its line.
  init(
    toml text: String, file: String, themes: ThemeCatalogue
  ) throws(ConfigurationError) {
    let reader = try SettingsReader(toml: text, file: file)
    if reader.has("theme") { theme = try Self.theme(reader, among: themes) }
    if reader.has("glyphs") { glyphs = try reader.choice("glyphs") }
    if reader.has("colors") {
      let depths = Dictionary(uniqueKeysWithValues: ColorDepth.allCases.map { ($0.name, $0) })
      colors = try reader.choice("colors", among: depths)
    }
    if reader.has("mouse") { mouse = try reader.boolean("mouse") }
    if reader.has("sync") { synchronized = try reader.boolean("sync") }
    if reader.has("bandwidth") { bandwidth = try Self.bandwidth(reader) }
    if reader.has("reduce_motion") { reducesMotion = try reader.boolean("reduce_motion") }
    try reader.finish()
  }

  /// A theme's name, or the path of a file.
  private static func theme(
    _ reader: SettingsReader, among themes: ThemeCatalogue
  ) throws(ConfigurationError) -> String {
    let name = try reader.text("theme")
    do {
      _ = try themes.source(of: name)
    } catch {
      throw reader.error(ShellError(error).message, at: "theme")
    }
    return name
  }

  private static func bandwidth(
    _ reader: SettingsReader
  ) throws(ConfigurationError) -> ByteCount {
    let text = try reader.text("bandwidth")
    guard let count = ByteCount(argument: text), ScreenOptions.bandwidths.contains(count.bytes)
    else {
      throw reader.error("'\(text)' is no rate from 8k to 1G, such as 32k", at: "bandwidth")
    }
    return count
  }

  /// That of the user, or an empty one where there is no such file.
  static func ofUser(folders: UserFolders = UserFolders()) throws -> ScreenConfiguration {
    let path = "\(folders.configuration)/config.toml"
    guard let text = try UserFile.text(at: path) else { return ScreenConfiguration() }
    return try ScreenConfiguration(
      toml: text, file: path, themes: ThemeCatalogue(folders: folders))
  }
}

import ArgumentParser
import CursesTerminal
import Terminal

/// The options of the live screen.
struct ScreenOptions: ParsableArguments {
  @Option(help: "A theme's name, or a .theme file as btop has them; phosphor if not given.")
  var theme: String?

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Tell the run in sentences instead of drawing it; commands are typed as lines.")
  var accessible = false

  @Option(
    help: "What to draw with: blocks, quadrants, braille or ascii; by the locale if not given.")
  var glyphs: GlyphSet?

  @Option(help: "The most colours to use: 256, 16, 8 or mono; by the terminal if not given.")
  var colors: ColorDepth?

  @Flag(
    inversion: .prefixedNo, help: "Take clicks and the wheel of the mouse; it does if not given.")
  var mouse: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Tell the terminal where frames end; as it is known to understand it if not given.")
  var sync: Bool?

  @Option(
    help: ArgumentHelp(
      "Write no more than so many bytes a second, such as 32k, what has changed most first.",
      valueName: "rate"))
  var bandwidth: ByteCount?

  @Option(
    help: ArgumentHelp("Record the screen into a new file for asciinema.", valueName: "file.cast"))
  var record: String?

  @Flag(help: "Let nothing move on the screen by itself.")
  var reduceMotion = false

  /// What fits in a quarter of a second must hold a block of the picture.
  static let bandwidths = 8 << 10...1 << 30

  func validate() throws {
    try require(bandwidth?.bytes, in: Self.bandwidths, "--bandwidth")
    if accessible, let option = drawingOptions.first {
      throw ValidationError("--accessible and \(option) contradict each other: leave one out")
    }
    guard ascii, let glyphs, glyphs != .ascii else { return }
    throw ValidationError("--ascii and --glyphs \(glyphs) contradict each other: leave one out")
  }

  /// Those of the options given that say what is drawn, or how.
  private var drawingOptions: [String] {
    let given = [
      ("--record", record != nil), ("--theme", theme != nil), ("--ascii", ascii),
      ("--glyphs", glyphs != nil), ("--colors", colors != nil), ("--bandwidth", bandwidth != nil),
    ]
    return given.filter(\.1).map(\.0)
  }

  /// What the command line leaves open as the user's configuration has it.
  func completed(by configuration: ScreenConfiguration) -> ScreenSettings {
    var terminal = TerminalOptions()
    terminal.colors = colors ?? configuration.colors
    terminal.glyphs = ascii ? .ascii : glyphs ?? configuration.glyphs
    terminal.mouse = mouse ?? configuration.mouse ?? true
    terminal.synchronized = sync ?? configuration.synchronized
    terminal.bandwidth = (bandwidth ?? configuration.bandwidth)?.bytes
    return ScreenSettings(
      theme: theme ?? configuration.theme ?? Theme.defaultName, terminal: terminal,
      reducesMotion: reduceMotion || configuration.reducesMotion == true)
  }
}

/// How the live screen is to be opened, of the command line and the user's configuration.
struct ScreenSettings {
  let theme: String
  let terminal: TerminalOptions
  let reducesMotion: Bool
}

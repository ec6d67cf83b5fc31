import ArgumentParser
import CursesTerminal
import Terminal

/// The options of the live screen.
struct ScreenOptions: ParsableArguments {
  @Option(help: "A theme's name, or a .theme file as btop has them.")
  var theme = Theme.defaultName

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(
    help: "What to draw with: blocks, quadrants, braille or ascii; by the locale if not given.")
  var glyphs: GlyphSet?

  @Option(help: "The most colours to use: 256, 16, 8 or mono; by the terminal if not given.")
  var colors: ColorDepth?

  @Flag(inversion: .prefixedNo, help: "Take clicks and the wheel of the mouse.")
  var mouse = true

  @Flag(
    inversion: .prefixedNo,
    help: "Tell the terminal where frames end; as it is known to understand it if not given.")
  var sync: Bool?

  @Option(
    help: ArgumentHelp(
      "Write no more than so many bytes a second, such as 32k, what has changed most first.",
      valueName: "rate"))
  var bandwidth: ByteCount?

  @Flag(help: "Let nothing move on the screen by itself.")
  var reduceMotion = false

  /// What fits in a quarter of a second must hold a block of the picture.
  private static let bandwidths = 8 << 10...1 << 30

  func validate() throws {
    try require(bandwidth?.bytes, in: Self.bandwidths, "--bandwidth")
    guard ascii, let glyphs, glyphs != .ascii else { return }
    throw ValidationError("--ascii and --glyphs \(glyphs) contradict each other: leave one out")
  }

  /// How the terminal is to be opened.
  var terminalOptions: TerminalOptions {
    var options = TerminalOptions()
    options.colors = colors
    options.glyphs = ascii ? .ascii : glyphs
    options.mouse = mouse
    options.synchronized = sync
    options.bandwidth = bandwidth?.bytes
    return options
  }
}

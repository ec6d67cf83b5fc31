import ArgumentParser
import Terminal

/// The options of the live screen.
struct ScreenOptions: ParsableArguments {
  @Option(help: "A theme's name, or a .theme file as btop has them.")
  var theme = Theme.defaultName

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Tell the run in sentences instead of drawing it; commands are typed as lines.")
  var accessible = false
}

/// Synchronized output, DEC private mode 2026: the terminal shows a frame only when it is complete
/// (https://github.com/contour-terminal/vt-extensions/blob/master/synchronized-output.md).
package nonisolated enum SynchronizedOutput {
  static let start = Array("\u{1B}[?2026h".utf8)
  static let end = Array("\u{1B}[?2026l".utf8)

  /// Whether to use it where the options do not say: `GANSCOPE_SYNC` (0 or 1) decides, else whether
  /// the terminal is known to do it.
  ///
  /// Terminals that do not know the mode ignore it, but some do it badly (VTE 0.68 flickers,
  /// github.com/can1357/oh-my-pi/issues/1765), and asking the terminal would cost the first frame a
  /// round trip. So there is a list, and what is not on it is not used.
  package static func isWanted(in environment: TerminalEnvironment) -> Bool {
    if let wish = environment["GANSCOPE_SYNC"] { return wish != "0" }
    // The variables of the terminal outside are inherited inside, and mean nothing there.
    if let multiplexer = environment.multiplexer {
      return multiplexer == .tmux && tmuxDoesIt(environment)
    }
    return names.contains(environment["TERM"] ?? "")
      || programs.contains(environment["TERM_PROGRAM"] ?? "")
      || variables.contains { name, value in
        environment[name].map { value == nil || $0 == value } ?? false
      }
  }

  /// Values of `TERM`, which pass through remote shells.
  private static let names: Set = [
    "alacritty", "alacritty-direct",  // since 0.13
    "contour", "contour-latest",  // where the mode comes from
    "foot", "foot-extra", "foot-direct",  // since 1.8
    "xterm-ghostty", "xterm-kitty", "wezterm",
  ]

  /// Values of `TERM_PROGRAM`.
  private static let programs: Set = ["WezTerm", "contour", "ghostty", "iTerm.app"]

  /// Variables that terminals set beside a `TERM` of xterm's; nil is any value.
  static let variables: [String: String?] = [
    "KITTY_WINDOW_ID": nil, "WEZTERM_PANE": nil, "ALACRITTY_WINDOW_ID": nil,
    "GHOSTTY_RESOURCES_DIR": nil,
    // microsoft/terminal#18826
    "WT_SESSION": nil,
    // iTerm2 names itself so because remote shells pass variables in LC_.
    "LC_TERMINAL": "iTerm2",
  ]

  /// tmux passes the mode on from programs since tmux/tmux#4744, which came after 3.6.
  private static func tmuxDoesIt(_ environment: TerminalEnvironment) -> Bool {
    guard environment["TERM_PROGRAM"] == "tmux", let version = environment["TERM_PROGRAM_VERSION"]
    else { return false }
    // `3.6a` is 3.6 with corrections; `next-3.7` may be older than the change.
    let numbers = version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    return (numbers.first ?? 0, numbers.dropFirst().first ?? 0) >= (3, 7)
  }
}

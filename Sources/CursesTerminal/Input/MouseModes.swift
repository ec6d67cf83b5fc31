/// How the terminal is told to report the mouse, and to stop it (xterm's `ctlseqs`, "Mouse
/// Tracking"): presses and the wheel (1000), motion while a button is held (1002), in numbers (1006).
nonisolated enum MouseModes {
  static let on = Array("\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h".utf8)
  static let off = Array("\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l".utf8)
}

import CCurses
import CTerminalGuard
import Glibc
package import Terminal

/// The steps of opening a terminal.

nonisolated func environment(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// The file for messages: the one that was asked for, or one without a name.
func openMessageLog(_ path: String?) throws(TerminalError) -> Int32 {
  if let path {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .messageLog(path, reason: unsafe String(cString: strerror(errno)))
    }
    return descriptor
  }
  var template = Array("\(environment("TMPDIR") ?? "/tmp")/ganscope-XXXXXX".utf8CString)
  let descriptor = unsafe mkstemp(&template)
  guard descriptor >= 0 else { return -1 }
  _ = unsafe unlink(template)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  _ = fcntl(descriptor, F_SETFL, O_APPEND)
  return descriptor
}

func setModes(_ inputWindow: UnsafeMutablePointer<WINDOW>?) {
  raw()
  noecho()
  nonl()
  set_escdelay(25)
  // A frame is not broken off when a key is pressed meanwhile: nothing would finish it.
  typeahead(-1)
  unsafe keypad(inputWindow, true)
  // Reports of the mouse are decoded by `MouseReport`.
  keyok(KEY_MOUSE, false)
  unsafe nodelay(inputWindow, true)
}

/// Starts colours as far as the terminal has them and the user wants them.
///
/// Palette entries are never redefined: they belong to the user.
func startColors(
  _ options: TerminalOptions, _ environment: TerminalEnvironment
) -> TerminalCapabilities {
  var depth = ColorDepth.monochrome
  if has_colors(), start_color() == OK {
    use_default_colors()
    depth = colorDepth(terminalColors: Int(curses_colors()))
  }
  return detectedCapabilities(options, depth, environment)
}

/// What is shown on a terminal of so many colours: options decide, then the environment, then what
/// the terminal and the locale can show; none of them makes it more than that.
package nonisolated func detectedCapabilities(
  _ options: TerminalOptions, _ depth: ColorDepth, _ environment: TerminalEnvironment
) -> TerminalCapabilities {
  let limit = options.colors ?? (environment.forbidsColors ? .monochrome : .palette)
  return TerminalCapabilities(
    colors: min(depth, limit),
    glyphs: GlyphDetection.glyphs(wanted: options.glyphs, terminal: environment["TERM"]))
}

/// More than 256 colours are no palette but red, green and blue; only the first eight keep their
/// meaning there.
package nonisolated func colorDepth(terminalColors: Int) -> ColorDepth {
  switch terminalColors {
  case 256: .palette
  case 16..<256: .sixteen
  case 8...: .eight
  default: .monochrome
  }
}

/// Prepares what a crash must write to leave the screen.
func setLeaveSequence(isSynchronized: Bool, reportsMouse: Bool) {
  let modes =
    (isSynchronized ? SynchronizedOutput.end : []) + (reportsMouse ? MouseModes.off : [])
  var bytes = modes.map { CChar($0) }
  for name in ["sgr0", "rmkx", "rmcup", "cnorm"] {
    guard let capability = unsafe curses_capability(name) else { continue }
    bytes += withoutPadding(unsafe String(cString: capability)).utf8.map { CChar(bitPattern: $0) }
  }
  unsafe terminal_guard_set_leave_sequence(bytes, bytes.count)
}

/// A terminal's string without its `$<5>` delays, which only ncurses itself can carry out.
package nonisolated func withoutPadding(_ capability: String) -> String {
  var text = ""
  var rest = capability[...]
  while let character = rest.first {
    if rest.hasPrefix("$<"), let end = rest.firstIndex(of: ">") {
      rest = rest[rest.index(after: end)...]
    } else {
      text.append(character)
      rest = rest.dropFirst()
    }
  }
  return text
}

import CCurses
import CTerminalGuard
import Glibc
package import Terminal

/// The steps of opening a terminal.

func environment(_ name: String) -> String? {
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
  curs_set(0)
  set_escdelay(25)
  unsafe keypad(inputWindow, true)
  unsafe nodelay(inputWindow, true)
}

/// Starts colours as far as the terminal has them and the user wants them.
///
/// Palette entries are never redefined: they belong to the user.
func startColors(_ options: TerminalOptions) -> TerminalCapabilities {
  var depth = ColorDepth.monochrome
  if has_colors(), start_color() == OK {
    use_default_colors()
    depth = colorDepth(terminalColors: Int(curses_colors()))
  }
  let isUnwanted = !(environment("NO_COLOR") ?? "").isEmpty
  let limit = options.colors ?? (isUnwanted ? .monochrome : .palette)
  return TerminalCapabilities(
    colors: min(depth, limit), glyphs: !options.asciiOnly && showsBlocks() ? .blocks : .ascii)
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

/// Whether the locale is UTF-8, and block and line characters are one column wide in it.
func showsBlocks() -> Bool {
  guard let codeset = unsafe nl_langinfo(nl_item(CODESET)),
    unsafe String(cString: codeset) == "UTF-8"
  else { return false }
  return "▀▄█▁▇░▓─│┌┐└┘├┤┬┴┼".unicodeScalars.allSatisfy { curses_width(wchar_t($0.value)) == 1 }
}

/// Prepares what a crash must write to leave the screen.
func setLeaveSequence(isSynchronized: Bool) {
  var bytes: [CChar] = isSynchronized ? endOfSynchronizedUpdate.map { CChar($0) } : []
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

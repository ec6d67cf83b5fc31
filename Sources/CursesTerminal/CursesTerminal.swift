import CCurses
import CTerminalGuard
import Glibc
package import Terminal

/// The terminal, by ncurses: paints canvases and waits for events.
///
/// There is one at a time, on the main thread.
/// From `init` to `close` the alternate screen is up, and it is left on every way out: `close`, `exit`
/// and crashes (see `CTerminalGuard`).
@safe package final class CursesTerminal {
  /// What the terminal can show.
  package let capabilities: TerminalCapabilities
  /// The size now; `TerminalEvent.resized` tells of changes.
  package private(set) var width = 0
  package private(set) var height = 0

  /// Where input is read: reading from the screen itself would repaint it.
  let inputWindow: UnsafeMutablePointer<WINDOW>?
  let output: Int32
  let isSynchronized: Bool

  // Painting.
  var painted: Canvas?
  var pairs: ColorPairTable
  var rowCells: [cchar_t] = []

  // Input.
  var keys: [Key] = []
  var signals: [Int32] = []
  var isWoken = false
  var isClosed = false
  /// It is told once: whoever saves a run meanwhile must not be woken again and again.
  var hasToldOfClosing = false
  var emptyReads = 0

  /// Opens the screen.
  ///
  /// - Throws: `TerminalError` if standard input or output is no terminal, or an unknown one.
  package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw .noTerminal
    }
    // Not LC_ALL: numbers would be written with a decimal comma.
    _ = unsafe setlocale(LC_CTYPE, "")
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard terminal_guard_prepare(STDIN_FILENO, output) else { throw .noTerminal }
    let log = try openMessageLog(options.messageLog)
    terminal_guard_keep_messages(log)

    // LINES and COLUMNS in the environment would freeze the size.
    use_env(false)
    use_tioctl(true)
    guard unsafe curses_open(output) != nil else {
      terminal_guard_keep_messages(-1)
      throw .unknown(environment("TERM"))
    }
    isSynchronized = environment("GANSCOPE_SYNC") != "0"
    setLeaveSequence(isSynchronized: isSynchronized)
    terminal_guard_enter()
    terminal_guard_take_signals()

    unsafe inputWindow = unsafe newpad(1, 1)
    unsafe setModes(inputWindow)
    capabilities = startColors(options)
    pairs = ColorPairTable(
      pairs: capabilities.colors == .monochrome ? 0 : Int(curses_color_pairs()))
    guard unsafe curses_capability("cup") != nil else {
      close()
      throw .withoutCursor(environment("TERM"))
    }
    measure()
    flush()
  }

  /// Leaves the screen and shows the messages that were kept back.
  ///
  /// Calling it again does nothing.
  package func close() {
    guard terminal_guard_claim() else { return }
    endwin()
    terminal_guard_finish()
    terminal_guard_keep_messages(-1)
  }

  /// Makes the next `paint` write everything, for when something else wrote on the screen.
  package func redraw() {
    painted = nil
  }

  /// Gives the terminal back, stops the program, and takes the terminal again when it is continued.
  ///
  /// The last canvas must then be painted again.
  ///
  /// - Returns: how long the program stood still.
  @discardableResult
  package func suspend() -> Duration {
    guard terminal_guard_claim() else { return .zero }
    endwin()
    terminal_guard_finish()
    let start = ContinuousClock.now
    terminal_guard_stop()
    let pause = ContinuousClock.now - start
    collectSignals()
    signals.removeAll { $0 == SIGCONT || $0 == SIGTSTP }
    terminal_guard_enter()
    measure()
    redraw()
    flush()
    return pause
  }

  /// Takes the terminal again after something else stopped and continued the program.
  func reenter() {
    guard terminal_guard_is_entered() else { return }
    endwin()
    measure()
    redraw()
    flush()
  }

  /// Takes over the size of the terminal.
  ///
  /// - Returns: whether it has changed.
  @discardableResult
  func measure() -> Bool {
    var size = winsize()
    if unsafe ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 {
      resizeterm(Int32(size.ws_row), Int32(size.ws_col))
    }
    let (columns, rows) = unsafe (
      Int(getmaxx(curses_screen())), Int(getmaxy(curses_screen()))
    )
    guard (columns, rows) != (width, height) else { return false }
    (width, height) = (columns, rows)
    redraw()
    return true
  }
}

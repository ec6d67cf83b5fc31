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
  /// The terminal.
  let output: Int32
  /// What ncurses writes to: the terminal too, or a file while it makes a frame.
  let cursesOutput: Int32
  let isSynchronized: Bool
  /// Whether the terminal reports the mouse.
  package let reportsMouse: Bool

  // Painting.
  var picture: ShownPicture?
  let frameFile: FrameFile
  /// How many bytes have been written to the terminal in frames.
  package internal(set) var bytesWritten = 0
  var budget: BandwidthBudget?
  let openingTime = ContinuousClock.now
  var pairs: ColorPairTable
  var rowCells: [cchar_t] = []

  // Input.
  /// A slice, as taking the first of it costs nothing however much has been pasted.
  var inputs: ArraySlice<TerminalInput> = []
  var decoder: InputDecoder
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
    if let objection = Self.objection() { throw objection }
    GlyphDetection.useLocale()
    guard let frameFile = FrameFile() else { throw .noMemoryFile }
    self.frameFile = frameFile
    output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    cursesOutput = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard terminal_guard_prepare(STDIN_FILENO, output) else { throw .noTerminal }
    let log = try openMessageLog(options.messageLog)
    terminal_guard_keep_messages(log)

    // LINES and COLUMNS in the environment would freeze the size.
    use_env(false)
    use_tioctl(true)
    guard unsafe curses_open(cursesOutput) != nil else {
      terminal_guard_keep_messages(-1)
      throw .unknown(environment("TERM"))
    }
    curses_keep_palette()
    let surroundings = TerminalEnvironment.current
    isSynchronized =
      options.synchronized ?? SynchronizedOutput.isWanted(in: surroundings)
    reportsMouse = unsafe options.mouse && curses_capability("kmous") != nil
    decoder = InputDecoder(expectsMouse: reportsMouse)
    budget = options.bandwidth.map { BandwidthBudget(bytesPerSecond: $0) }
    setLeaveSequence(isSynchronized: isSynchronized, reportsMouse: reportsMouse)
    terminal_guard_enter()
    terminal_guard_take_signals()

    unsafe inputWindow = unsafe newpad(1, 1)
    unsafe setModes(inputWindow)
    capabilities = startColors(options, surroundings)
    pairs = ColorPairTable(
      pairs: capabilities.colors == .monochrome ? 0 : Int(curses_color_pairs()))
    measure()
    flush()
    turnMouse(on: true)
  }

  /// Leaves the screen and shows the messages that were kept back.
  ///
  /// Calling it again does nothing.
  package func close() {
    guard terminal_guard_claim() else { return }
    leave()
    terminal_guard_finish()
    terminal_guard_keep_messages(-1)
  }

  /// Makes the next `paint` write everything, for when something else wrote on the screen.
  package func redraw() {
    picture = nil
  }

  /// Gives the terminal back, stops the program, and takes the terminal again when it is continued.
  ///
  /// The last canvas must then be painted again.
  ///
  /// - Returns: how long the program stood still.
  @discardableResult
  package func suspend() -> Duration {
    guard terminal_guard_claim() else { return .zero }
    leave()
    terminal_guard_finish()
    let start = ContinuousClock.now
    terminal_guard_stop()
    let pause = ContinuousClock.now - start
    collectSignals()
    signals.removeAll { $0 == SIGCONT || $0 == SIGTSTP }
    terminal_guard_enter()
    takeScreen()
    return pause
  }

  /// Takes the terminal again after something else stopped and continued the program.
  func reenter() {
    guard terminal_guard_is_entered() else { return }
    leave()
    takeScreen()
  }

  /// Gives the screen and the mouse back to the terminal.
  private func leave() {
    turnMouse(on: false)
    endwin()
  }

  /// Takes the screen and the mouse again.
  private func takeScreen() {
    measure()
    redraw()
    flush()
    turnMouse(on: true)
  }

  private func turnMouse(on isOn: Bool) {
    if reportsMouse { send(isOn ? MouseModes.on : MouseModes.off) }
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

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
  var output: TerminalOutput
  /// The terminal's modes while the screen is up.
  private var modes = termios()
  let isSynchronized: Bool
  /// Whether the terminal reports the mouse.
  package let reportsMouse: Bool

  // Painting.
  var picture: ShownPicture?
  /// Whether the terminal still shows what was there before the picture.
  var isUncleared = false
  let frameFile: FrameFile
  /// How many bytes have been sent to the terminal.
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
    output = TerminalOutput(sameAs: STDOUT_FILENO)
    guard terminal_guard_prepare(STDIN_FILENO, output.descriptor) else { throw .noTerminal }
    let log = try openMessageLog(options.messageLog)
    terminal_guard_keep_messages(log)

    // LINES and COLUMNS in the environment would freeze the size.
    use_env(false)
    use_tioctl(true)
    let cursesOutput = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
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
    unsafe tcgetattr(output.descriptor, &modes)
    frameFile.replace(cursesOutput)
    curs_set(0)
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
    if !leave() { terminal_guard_fall_silent() }
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
    takeModes()
    leave()
    takeScreen()
  }

  /// Gives the screen and the mouse back to the terminal; its modes are given back by the guard.
  ///
  /// - Returns: whether the terminal has taken that.
  @discardableResult
  private func leave() -> Bool {
    turnMouse(on: false)
    endwin()
    send(frameFile.takeBytes())
    return output.finish()
  }

  /// Takes the screen and the mouse again.
  private func takeScreen() {
    takeModes()
    measure()
    redraw()
    flush()
    turnMouse(on: true)
  }

  /// Sets the terminal's modes, which ncurses cannot do, as it has a file for a terminal.
  ///
  /// In the background the system stops the program here until it has the terminal again.
  private func takeModes() {
    while unsafe tcsetattr(output.descriptor, TCSANOW, &modes) != 0, errno == EINTR {}
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
    let isKnown = unsafe ioctl(output.descriptor, UInt(TIOCGWINSZ), &size) == 0
    if isKnown, size.ws_row > 0, size.ws_col > 0 {
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

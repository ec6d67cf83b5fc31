import CCurses
import CTerminalGuard
import Glibc
package import Terminal

extension CursesTerminal {
  /// Shows a canvas, writing only what differs from the one painted before.
  ///
  /// What does not fit on the screen is cut off; what the canvas does not cover is blank. With a
  /// limited bandwidth the most visible comes first, and the rest while `nextEvent` waits. A terminal
  /// that takes nothing more gets the newest canvas when it does again.
  package func paint(_ canvas: Canvas) {
    // After a crash in another thread the screen is no longer ours.
    guard terminal_guard_is_entered() else { return }
    if picture?.bounds != canvas.bounds { startAnew(of: canvas) }
    picture?.want(canvas)
    paintWhatMayBe()
  }

  /// When there is something left to paint that may be painted then.
  var nextPainting: ContinuousClock.Instant? {
    guard let budget, let picture, !picture.isComplete, output.isClear else { return nil }
    return .now + budget.wait(for: picture.nextCost + Self.bytesAroundFrame, at: timeOpen)
  }

  /// Paints of the wanted picture what the terminal takes and the bandwidth allows now.
  func paintWhatMayBe() {
    output.sendRest()
    guard terminal_guard_is_entered(), output.isClear, let runs = takeRuns(),
      isUncleared || !runs.isEmpty
    else { return }
    for run in runs where run.row < height {
      let columns = run.columns.clamped(to: 0..<width)
      if !columns.isEmpty { put(row: run.row, columns: columns) }
    }
    flush()
  }

  /// What synchronized output and the way to a place of the screen add to a frame.
  private static let bytesAroundFrame = 32

  private func takeRuns() -> [ShownPicture.Run]? {
    guard let budget else { return picture?.takeAll() }
    let bytes = budget.available(at: timeOpen) - Self.bytesAroundFrame
    return picture?.take(bytes: bytes, isFull: budget.isFull(at: timeOpen))
  }

  private func startAnew(of canvas: Canvas) {
    unsafe werase(curses_screen())
    unsafe clearok(curses_current_screen(), true)
    isUncleared = true
    picture = ShownPicture(width: canvas.width, height: canvas.height)
  }

  /// Sends what has been put on the screen to the terminal, in one update and one piece.
  func flush() {
    unsafe wnoutrefresh(curses_screen())
    doupdate()
    isUncleared = false
    let frame = frameFile.takeBytes()
    guard !frame.isEmpty else { return }
    send(
      isSynchronized ? SynchronizedOutput.start + frame + SynchronizedOutput.end : frame)
  }

  /// Sends bytes to the terminal.
  func send(_ bytes: [UInt8]) {
    output.send(bytes)
    bytesWritten += bytes.count
    budget?.spend(bytes.count, at: timeOpen)
  }

  /// The time on the clock of the budget.
  private var timeOpen: Duration { ContinuousClock.now - openingTime }

  private func put(row: Int, columns: Range<Int>) {
    guard let canvas = picture?.shown else { return }
    rowCells.removeAll(keepingCapacity: true)
    var style = Style.plain
    var (attributes, pair) = rendition(of: style)
    for column in columns {
      let cell = canvas[column, row]
      if cell.style != style {
        style = cell.style
        (attributes, pair) = rendition(of: style)
      }
      var cursesCell = cchar_t()
      unsafe curses_set_cell(&cursesCell, displayable(cell.character), attributes, pair)
      rowCells.append(cursesCell)
    }
    // Unlike adding characters one by one, this also fills the last position of the screen.
    unsafe mvwadd_wchnstr(
      curses_screen(), Int32(row), Int32(columns.lowerBound), rowCells, Int32(rowCells.count))
  }

  private func rendition(of style: Style) -> (attributes: attr_t, pair: Int32) {
    let reduced = ReducedStyle(style, depth: capabilities.colors)
    let pair = pairs.pair(foreground: reduced.foreground, background: reduced.background)
    if pair.isNew {
      init_extended_pair(pair.number, Int32(reduced.foreground), Int32(reduced.background))
    }
    return (cursesAttributes(reduced.attributes), pair.number)
  }
}

nonisolated func cursesAttributes(_ attributes: Style.Attributes) -> attr_t {
  var result: attr_t = 0
  if attributes.contains(.bold) { result |= curses_bold }
  if attributes.contains(.dim) { result |= curses_dim }
  if attributes.contains(.underline) { result |= curses_underline }
  if attributes.contains(.reverse) { result |= curses_reverse }
  return result
}

/// The character if it takes exactly one column in this locale, else `?`.
package nonisolated func displayable(_ character: Character) -> Int32 {
  let scalars = character.unicodeScalars
  guard let scalar = scalars.first, scalars.count == 1 else { return questionMark }
  let value = wchar_t(scalar.value)
  if (32..<127).contains(value) { return value }
  return curses_width(value) == 1 ? value : questionMark
}

private nonisolated let questionMark = wchar_t(UInt8(ascii: "?"))

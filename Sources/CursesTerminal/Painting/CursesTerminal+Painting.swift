import CCurses
import CTerminalGuard
import Glibc
package import Terminal

/// DEC private mode 2026: the terminal shows an update only when it is complete.
nonisolated let startOfSynchronizedUpdate = Array("\u{1B}[?2026h".utf8)
nonisolated let endOfSynchronizedUpdate = Array("\u{1B}[?2026l".utf8)

extension CursesTerminal {
  /// Shows a canvas, writing only what differs from the one painted before.
  ///
  /// What does not fit on the screen is cut off; what the canvas does not cover is blank.
  package func paint(_ canvas: Canvas) {
    // After a crash in another thread the screen is no longer ours.
    guard terminal_guard_is_entered() else { return }
    if painted?.bounds != canvas.bounds { painted = nil }
    var isChanged = painted == nil
    if isChanged { startAnew() }
    for row in 0..<min(canvas.height, height) {
      for run in canvas.changedRuns(row: row, since: painted) {
        let visible = run.clamped(to: 0..<width)
        guard !visible.isEmpty else { continue }
        put(canvas, row: row, columns: visible)
        isChanged = true
      }
    }
    painted = canvas
    if isChanged { flush() }
  }

  /// Sends what has been put on the screen to the terminal, in one update.
  func flush() {
    unsafe wnoutrefresh(curses_screen())
    if isSynchronized { send(startOfSynchronizedUpdate) }
    doupdate()
    if isSynchronized { send(endOfSynchronizedUpdate) }
  }

  private func startAnew() {
    unsafe werase(curses_screen())
    unsafe clearok(curses_current_screen(), true)
  }

  private func put(_ canvas: Canvas, row: Int, columns: Range<Int>) {
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

  private func send(_ bytes: [UInt8]) {
    _ = unsafe write(output, bytes, bytes.count)
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

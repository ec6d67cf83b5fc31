package import Terminal

/// What the terminal shows, what it is to show, and in which order the one becomes the other when
/// not all can be written at once.
///
/// The screen is divided into blocks. Those with the most visible change a byte come first: a number,
/// a line of text or a sparkline costs little and changes much, so it never waits for pictures; of
/// pictures the one that has changed most comes first. A block's weight grows with what is written
/// while it waits, so that every block has its turn.
package nonisolated struct ShownPicture: Sendable {
  /// A stretch of a row that is to be written.
  package struct Run: Sendable, Hashable {
    package let row: Int
    package let columns: Range<Int>
  }

  package private(set) var shown: Canvas
  package private(set) var wanted: Canvas
  /// How many bytes were written since each block began to differ.
  private var waiting: [Block: Int] = [:]

  /// A blank screen.
  package init(width: Int, height: Int) {
    shown = Canvas(width: width, height: height)
    wanted = shown
  }

  package var bounds: Rectangle { wanted.bounds }
  package var isComplete: Bool { shown == wanted }

  /// Sets what is to be shown; what was to be shown before and has not been is passed over.
  package mutating func want(_ canvas: Canvas) {
    wanted = canvas
  }

  /// Everything that differs, which then counts as shown.
  package mutating func takeAll() -> [Run] {
    let runs = (0..<wanted.height).flatMap { row in
      wanted.changedRuns(row: row, since: shown).map { Run(row: row, columns: $0) }
    }
    shown = wanted
    waiting = [:]
    return runs
  }

  /// What is most worth showing for a number of bytes, and then counts as shown.
  ///
  /// - Parameter isFull: whether waiting makes the number no larger: then the first block is taken
  ///   whatever it costs.
  package mutating func take(bytes: Int, isFull: Bool = false) -> [Run] {
    let changes = changes()
    waiting = waiting.filter { changes[$0.key] != nil }
    let order = changes.sorted { first, second in
      let weights = (weight(first), weight(second))
      return weights.0 == weights.1 ? first.key < second.key : weights.0 > weights.1
    }
    var rest = bytes
    var runs: [Run] = []
    let taken = order.prefix { _, change in
      guard change.cost <= rest || isFull && runs.isEmpty else { return false }
      rest -= change.cost
      runs += change.runs
      return true
    }
    show(runs)
    for (block, _) in taken { waiting[block] = nil }
    for (block, _) in order.dropFirst(taken.count) { waiting[block, default: 0] += bytes - rest }
    return runs
  }

  /// About how many bytes the next block takes; 0 if the picture is complete.
  package var nextCost: Int {
    changes().max { weight($0) < weight($1) }?.value.cost ?? 0
  }

  private mutating func show(_ runs: [Run]) {
    for run in runs {
      for column in run.columns { shown[column, run.row] = wanted[column, run.row] }
    }
  }

  // MARK: - Blocks

  /// A block by its place among the blocks.
  private struct Block: Hashable, Comparable {
    static let width = 16
    static let height = 2
    let row: Int
    let column: Int

    static func < (first: Block, second: Block) -> Bool {
      (first.row, first.column) < (second.row, second.column)
    }
  }

  private struct Change {
    var runs: [Run] = []
    /// Bytes, at most.
    var cost = 0
    /// 1 for each cell that shows something else.
    var amount = 0.0
  }

  /// Visible change a byte, doubled when so many bytes have gone to others.
  private func weight(_ entry: (key: Block, value: Change)) -> Double {
    let patience = 8192.0
    let waited = Double(waiting[entry.key, default: 0])
    return entry.value.amount / Double(entry.value.cost) * (1 + waited / patience)
  }

  private func changes() -> [Block: Change] {
    var changes: [Block: Change] = [:]
    for row in 0..<wanted.height {
      for run in wanted.changedRuns(row: row, since: shown) {
        var start = run.lowerBound
        while start < run.upperBound {
          let block = Block(row: row / Block.height, column: start / Block.width)
          let end = min(run.upperBound, (block.column + 1) * Block.width)
          let part = Run(row: row, columns: start..<end)
          changes[block, default: Change()].runs.append(part)
          changes[block, default: Change()].cost += wanted.bytes(for: part)
          changes[block, default: Change()].amount += amount(of: part)
          start = end
        }
      }
    }
    return changes
  }

  private func amount(of run: Run) -> Double {
    run.columns.reduce(0) { sum, column in
      sum + wanted[column, run.row].visibleChange(from: shown[column, run.row])
    }
  }
}

extension Canvas {
  /// The most bytes that ncurses writes for a stretch of a row: the way there, each change of style,
  /// the characters.
  fileprivate nonisolated func bytes(for run: ShownPicture.Run) -> Int {
    let (movement, colors, attributes) = (10, 24, 14)
    var bytes = movement
    var last: Style?
    for column in run.columns {
      let cell = self[column, run.row]
      bytes += cell.character.utf8.count
      guard cell.style != last else { continue }
      bytes += cell.style.attributes == last?.attributes ? colors : colors + attributes
      last = cell.style
    }
    return bytes
  }
}

extension Cell {
  /// How much another cell in its place looks changed: 1 for other text, less for a picture's cell
  /// whose halves have become a little lighter or darker.
  fileprivate nonisolated func visibleChange(from other: Cell) -> Double {
    guard let new = halves, let old = other.halves else { return 1 }
    return (abs(new.upper - old.upper) + abs(new.lower - old.lower)) / 2 + 1 / 256
  }

  /// The brightness of both halves from 0 to 1, where it is a picture's.
  private nonisolated var halves: (upper: Double, lower: Double)? {
    switch character {
    case "▀": (style.foreground.brightness, style.background.brightness)
    case "▄": (style.background.brightness, style.foreground.brightness)
    case "█": (style.foreground.brightness, style.foreground.brightness)
    case " ": (style.background.brightness, style.background.brightness)
    default: nil
    }
  }
}

extension Color {
  fileprivate nonisolated var brightness: Double {
    guard case .palette(let index) = self else { return 0 }
    return brightnesses[Int(index)]
  }
}

/// Of each entry of the palette, from 0 to 1.
private nonisolated let brightnesses = (0...255).map { index in
  Double(Palette.rgb(of: UInt8(index)).brightness) / 255
}

package import Terminal

extension Canvas {
  /// The stretches of a row that differ from what was painted before; the whole row if nothing of
  /// this size was.
  package nonisolated func changedRuns(row: Int, since painted: Canvas?) -> [Range<Int>] {
    guard let painted, painted.width == width, painted.height == height else {
      return width > 0 ? [0..<width] : []
    }
    var runs: [Range<Int>] = []
    var start: Int?
    for column in 0..<width {
      if self[column, row] != painted[column, row] {
        if start == nil { start = column }
      } else if let first = start {
        runs.append(first..<column)
        start = nil
      }
    }
    if let start { runs.append(start..<width) }
    return runs
  }
}

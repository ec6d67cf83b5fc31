/// The mapping of a series onto columns: the newest value at the right.
///
/// As many values as there are columns, or fewer, get a column each; more are shared out evenly.
package struct Resampling: Sendable {
  package let count: Int
  package let columns: Int

  package init(count: Int, columns: Int) {
    self.count = max(0, count)
    self.columns = max(0, columns)
  }

  /// The values that a column shows; empty where it shows none.
  package func values(in column: Int) -> Range<Int> {
    guard column >= 0, column < columns else { return 0..<0 }
    guard count > columns else {
      let index = column - (columns - count)
      return index < 0 ? 0..<0 : index..<index + 1
    }
    return column * count / columns..<(column + 1) * count / columns
  }

  /// The column that shows a value; values that do not exist yet are at the right border.
  package func column(of index: Int) -> Int? {
    guard columns > 0, count > 0, index >= 0 else { return nil }
    let known = min(index, count - 1)
    guard count > columns else { return known + columns - count }
    return ((known + 1) * columns - 1) / count
  }

  /// The mean of a column's values: nil where it shows none, not a number where one of them is none.
  ///
  /// - Parameters:
  ///   - series: as long as the longest one that shares the columns, or shorter.
  ///   - start: the first value of it that counts.
  package func mean(
    of series: some RandomAccessCollection<Float>, from start: Int = 0, in column: Int
  ) -> Float? {
    let range = values(in: column).clamped(to: min(max(0, start), series.count)..<series.count)
    guard !range.isEmpty else { return nil }
    var sum: Float = 0
    for index in range {
      let value = series[series.index(series.startIndex, offsetBy: index)]
      guard value.isFinite else { return .nan }
      sum += value / Float(range.count)
    }
    return sum
  }
}

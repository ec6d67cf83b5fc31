/// The columns of a right operand, cut into panels of the kernels' width; the last may be narrower.
struct Panels: Sendable, RandomAccessCollection {
  let columns: Int
  let width: Int

  var startIndex: Int { 0 }
  var endIndex: Int { (columns + width - 1) / width }

  subscript(panel: Int) -> Range<Int> {
    panel * width..<Swift.min((panel + 1) * width, columns)
  }
}

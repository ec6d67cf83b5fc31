package import Terminal

/// A transposed convolution done by hand: the input with the number in turn, the kernel, their product,
/// and the output with the place where it was added.
package struct TransposedConvolutionView: Widget {
  private let state: TransposedConvolution
  private let appearance: Appearance

  package init(_ state: TransposedConvolution, appearance: Appearance) {
    self.state = state
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let rows = state.example.outputSize
    switch (area.width, area.height) {
    case (70..., 17...):
      drawHeading(in: area, onto: &canvas)
      drawProduct(in: area.rows(from: 2, count: rows + 1), gap: 4, onto: &canvas)
      drawSum(in: area.rows(from: rows + 4, count: 4), onto: &canvas)
      drawText(in: area.rows(from: rows + 4 + state.example.kernel.count + 2), onto: &canvas)
    case (58..., 11...):
      drawHeading(in: area, onto: &canvas)
      drawProduct(in: area.rows(from: 1, count: rows + 1), gap: 2, onto: &canvas)
      drawText(in: area.rows(from: rows + 2), onto: &canvas)
    case (36..., 8...):
      drawHeading(in: area, onto: &canvas)
      let width = NumberGrid.extent(rows).width
      outputGrid.draw(in: area.rows(from: 1).columns(from: 0, count: width), onto: &canvas)
      drawText(in: area.rows(from: 1).columns(from: width + 1), onto: &canvas)
    default:
      canvas.write(
        "\(state.placeText) \(state.sentence)", in: area, style: appearance[.text])
    }
  }

  private var stamp: TransposedConvolutionExample.Stamp? {
    state.count > 0 ? state.example.stamp(state.count - 1) : nil
  }

  private var inputGrid: NumberGrid {
    NumberGrid(
      numbers: state.example.input,
      window: stamp.map { .init(rows: $0.row..<$0.row + 1, columns: $0.column..<$0.column + 1) }
        ?? .none, appearance: appearance)
  }

  private var outputGrid: NumberGrid {
    NumberGrid(
      numbers: state.example.output(after: state.count),
      window: stamp.map { stamp in
        let size = state.example.kernel.count
        return .init(
          rows: stamp.outputRow..<stamp.outputRow + size,
          columns: stamp.outputColumn..<stamp.outputColumn + size)
      } ?? .none, appearance: appearance)
  }

  /// The numbers of the output's window before and after the last stamp.
  private func windowNumbers(after count: Int) -> [[Int]] {
    guard let stamp else { return state.example.kernel.map { $0.map { _ in 0 } } }
    let size = state.example.kernel.count
    return state.example.output(after: count)[stamp.outputRow..<stamp.outputRow + size].map {
      Array($0[stamp.outputColumn..<stamp.outputColumn + size])
    }
  }

  private var stampNumbers: [[Int]] {
    stamp?.values ?? state.example.kernel.map { $0.map { _ in 0 } }
  }

  private func drawHeading(in area: Rectangle, onto canvas: inout Canvas) {
    let place = "stamp \(state.placeText)"
    let title = "transposed convolution, \(state.example.title)"
    let hasRoom = title.count + place.count + 4 <= area.width
    canvas.write(
      "> \(hasRoom ? title : state.example.title)", in: area, style: appearance[.title])
    canvas.writeRight(" \(place)", in: area, style: appearance[.dim])
  }

  private func drawText(in area: Rectangle, onto canvas: inout Canvas) {
    for (row, line) in state.sentence.wrapped(to: area.width).enumerated() {
      canvas.write(line, in: area, row: row, style: appearance[.text])
    }
  }

  /// Input times kernel is the stamp, and the output so far.
  private func drawProduct(in area: Rectangle, gap: Int, onto canvas: inout Canvas) {
    draw(
      [
        ("input", inputGrid), ("kernel", grid(state.example.kernel)), ("stamp", grid(stampNumbers)),
        ("output", outputGrid),
      ], signs: ["x", "=", ">"], gap: gap, in: area, onto: &canvas)
  }

  /// The window before, the stamp, and the window after it.
  private func drawSum(in area: Rectangle, onto canvas: inout Canvas) {
    let size = state.example.kernel.count
    let all = NumberGrid.Window(rows: 0..<size, columns: 0..<size)
    draw(
      [
        ("window", grid(windowNumbers(after: max(0, state.count - 1)))),
        ("+ stamp", grid(stampNumbers)),
        (
          "= window now",
          NumberGrid(
            numbers: windowNumbers(after: state.count), window: stamp == nil ? .none : all,
            appearance: appearance)
        ),
      ], signs: ["+", "="], gap: 4, in: area, onto: &canvas)
  }

  private func grid(_ numbers: [[Int]]) -> NumberGrid {
    NumberGrid(numbers: numbers, appearance: appearance)
  }

  /// Draws grids under their names from left to right, with signs in the gaps between them.
  private func draw(
    _ grids: [(name: String, grid: NumberGrid)], signs: [String], gap: Int, in area: Rectangle,
    onto canvas: inout Canvas
  ) {
    var rest = area
    for (index, (name, grid)) in grids.enumerated() {
      if index > 0 {
        canvas.write(
          signs[index - 1], in: rest, column: gap / 2, row: 2, style: appearance[.key])
        rest = rest.columns(from: gap)
      }
      canvas.write(name, in: rest, column: 1, style: appearance[.dim])
      grid.draw(in: rest.rows(from: 1), onto: &canvas)
      rest = rest.columns(from: NumberGrid.extent(grid.numbers.first?.count ?? 0).width)
    }
  }
}

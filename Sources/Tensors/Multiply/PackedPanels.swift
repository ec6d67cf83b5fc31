/// A right operand in panels, as `CKernels.h` draws them: all of the depth of one panel, then the
/// next one.
struct PackedPanels: Sendable {
  let panels: Panels
  let depth: Int
  private let storage: Tensor
  /// Where the first panel starts in the storage.
  private let start: Int

  /// Packs matrices of the same extents on top of each other.
  init(_ blocks: [MatrixView], columns: Int, width: Int) {
    self = Self.pack([blocks], columns: columns, width: width)[0]
  }

  /// Packs several right operands, each made of matrices of the same extents on top of each other.
  static func pack(_ operands: [[MatrixView]], columns: Int, width: Int) -> [PackedPanels] {
    let panels = Panels(columns: columns, width: width)
    let depths = operands.map { $0.reduce(0) { $0 + $1.rows } }
    let starts = depths.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1 * panels.count * width)
    }
    let work = operands.indices.flatMap { operand in
      operands[operand].indices.flatMap { block in
        panels.indices.map { (operand: operand, block: block, panel: $0) }
      }
    }
    var storage = Tensor(uninitialized: [starts[operands.count]])
    unsafe storage.withUnsafeMutablePointer {
      // Safe because each block of each panel is written by one worker.
      nonisolated(unsafe) let storage = unsafe $0
      Workers.run(tiles: work.count) { index in
        let (operand, block, panel) = work[index]
        let matrix = operands[operand][block]
        let row = panel * depths[operand] + block * matrix.rows
        unsafe matrix.pack(
          rows: 0..<matrix.rows, columns: panels[panel],
          into: storage + starts[operand] + row * width, width: width)
      }
    }
    return operands.indices.map {
      PackedPanels(panels: panels, depth: depths[$0], storage: storage, start: starts[$0])
    }
  }

  private init(panels: Panels, depth: Int, storage: Tensor, start: Int) {
    (self.panels, self.depth, self.storage, self.start) = (panels, depth, storage, start)
  }

  /// Where a row of a panel starts.
  func withUnsafePointer<Result>(
    panel: Int, row: Int, _ body: (UnsafePointer<Float>) -> Result
  ) -> Result {
    unsafe storage.withUnsafePointer {
      unsafe body($0 + start + (panel * depth + row) * panels.width)
    }
  }
}

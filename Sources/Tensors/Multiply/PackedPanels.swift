/// A right operand in panels, as `CKernels.h` draws them: all of the depth of one panel, then the
/// next one.
struct PackedPanels: Sendable {
  let panels: Panels
  let depth: Int
  private let storage: Tensor

  /// Packs matrices of the same extents on top of each other.
  init(_ blocks: [MatrixView], columns: Int, width: Int) {
    let panels = Panels(columns: columns, width: width)
    let blockDepth = blocks.first?.rows ?? 0
    let depth = blocks.count * blockDepth
    var storage = Tensor(uninitialized: [panels.count, depth, width])
    unsafe storage.withUnsafeMutablePointer {
      // Safe because each block of each panel is written by one worker.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: panels.count * blocks.count) { index in
        let (panel, block) = (index / blocks.count, index % blocks.count)
        unsafe blocks[block].pack(
          rows: 0..<blockDepth, columns: panels[panel],
          into: start + (panel * depth + block * blockDepth) * width, width: width)
      }
    }
    (self.panels, self.depth, self.storage) = (panels, depth, storage)
  }

  /// Where a row of a panel starts.
  func withUnsafePointer<Result>(
    panel: Int, row: Int, _ body: (UnsafePointer<Float>) -> Result
  ) -> Result {
    unsafe storage.withUnsafePointer {
      unsafe body($0 + (panel * depth + row) * panels.width)
    }
  }
}

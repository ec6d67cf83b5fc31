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
    let panels = Panels(columns: columns, width: width)
    let blockDepth = blocks.first?.rows ?? 0
    let depth = blocks.count * blockDepth
    self = unsafe Self.assembled(depths: [depth], panels: panels) { start, _ in
      // Safe because each block of each panel is written by one worker.
      nonisolated(unsafe) let start = unsafe start
      Workers.run(tiles: panels.count * blocks.count) { index in
        let (panel, block) = (index / blocks.count, index % blocks.count)
        unsafe blocks[block].pack(
          rows: 0..<blockDepth, columns: panels[panel],
          into: start + (panel * depth + block * blockDepth) * width, width: width)
      }
    }[0]
  }

  /// Several right operands with the same columns, in storage that `fill` writes.
  ///
  /// - Parameter fill: Is given the address of the storage, and how many floats after it each of the
  ///   operands starts.
  static func assembled(
    depths: [Int], panels: Panels, _ fill: (UnsafeMutablePointer<Float>, [Int]) -> Void
  ) -> [PackedPanels] {
    let starts = depths.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1 * panels.count * panels.width)
    }
    var storage = Tensor(uninitialized: [starts[depths.count]])
    unsafe storage.withUnsafeMutablePointer { unsafe fill($0, starts) }
    return depths.indices.map {
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

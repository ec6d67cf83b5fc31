/// The fixed pieces into which element-wise work is cut.
///
/// The cut depends on the extents alone, so the bits of a result never depend on the number of
/// workers.
enum Chunks {
  /// The number of floats in a piece: 64 KiB, well within a second-level cache, and some 100 times
  /// the work of handing a piece to another thread.
  static let size = 1 << 14

  /// Runs `body` for each piece of `0..<count`; each starts at a multiple of `size`.
  static func run(count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    run(count: count, size: size, body)
  }

  /// Runs `body` for each piece of the rows of a matrix, some `size` floats at a time.
  static func run(rows: Int, columns: Int, _ body: @Sendable (Range<Int>) -> Void) {
    run(count: rows, size: rowsPerPiece(columns: columns), body)
  }

  /// How many rows of a matrix are in a piece.
  static func rowsPerPiece(columns: Int) -> Int { max(1, size / max(1, columns)) }

  private static func run(count: Int, size: Int, _ body: @Sendable (Range<Int>) -> Void) {
    Workers.run(tiles: (count + size - 1) / size) { tile in
      body(tile * size..<min(count, (tile + 1) * size))
    }
  }
}

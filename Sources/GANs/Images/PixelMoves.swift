internal import Tensors

/// A distance or a place in an image, in whole pixels.
struct PixelOffset: Sendable, Equatable {
  var rows: Int
  var columns: Int

  var opposite: PixelOffset { PixelOffset(rows: -rows, columns: -columns) }
}

/// A part of an image.
struct PixelSquare: Sendable, Equatable {
  var rows: Range<Int>
  var columns: Range<Int>
}

extension Tensor {
  /// Images `[count, row, column, channel]`, each moved by an offset of its own; what comes in from
  /// outside is 0.
  ///
  /// The gradient of this by the images is the move by the opposite offsets.
  func moved(by offsets: [PixelOffset]) -> Tensor {
    precondition(offsets.count == shape[0], "one offset for each image")
    let (rows, columns, channels) = (shape[1], shape[2], shape[3])
    var moved = Tensor(zeros: shape)
    unsafe moved.withUnsafeMutableBufferPointer { target in
      unsafe withUnsafeBufferPointer { source in
        for (image, offset) in offsets.enumerated() {
          let kept = max(0, columns - abs(offset.columns)) * channels
          guard kept > 0 else { continue }
          for row in 0..<rows where (0..<rows).contains(row - offset.rows) {
            let to = ((image * rows + row) * columns + max(0, offset.columns)) * channels
            let from =
              ((image * rows + row - offset.rows) * columns + max(0, -offset.columns)) * channels
            for index in 0..<kept { unsafe target[to + index] = unsafe source[from + index] }
          }
        }
      }
    }
    return moved
  }

  /// Images `[count, row, column, channel]`, each with one part set to 0; its own gradient.
  consuming func covered(at squares: [PixelSquare]) -> Tensor {
    precondition(squares.count == shape[0], "one square for each image")
    let (rows, columns, channels) = (shape[1], shape[2], shape[3])
    unsafe withUnsafeMutableBufferPointer { scalars in
      for (image, square) in squares.enumerated() {
        for row in square.rows {
          let start = (image * rows + row) * columns
          let covered = start + square.columns.lowerBound..<start + square.columns.upperBound
          for index in covered.lowerBound * channels..<covered.upperBound * channels {
            unsafe scalars[index] = 0
          }
        }
      }
    }
    return self
  }
}

internal import CKernels

extension Tensor {
  /// Each scalar times the one in its place; in place where nobody else holds this tensor.
  package consuming func multiplied(by other: Tensor) -> Tensor {
    unsafe combined(with: other) { z, x, y, count in unsafe ganscope_multiply(z, x, y, count) }
  }

  /// Adds `factor · other` in place.
  package mutating func add(_ other: Tensor, scaledBy factor: Float = 1) {
    unsafe update(along: other) { y, x, count in unsafe ganscope_add_scaled(y, x, count, factor) }
  }

  /// Multiplies every scalar in place.
  package mutating func scale(by factor: Float) {
    let count = count
    unsafe withUnsafeMutablePointer { start in
      // Safe because the pieces do not overlap and end before the pointer does.
      nonisolated(unsafe) let start = unsafe start
      Chunks.run(count: count) { piece in
        unsafe ganscope_scale(start + piece.lowerBound, piece.count, factor)
      }
    }
  }
}

/// A C loop that writes `count` floats made from as many inputs.
typealias UnaryLoop =
  @Sendable (
    _ output: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>, _ count: Int
  ) -> Void

/// A C loop that writes `count` floats made from as many pairs of inputs.
typealias BinaryLoop =
  @Sendable (
    _ output: UnsafeMutablePointer<Float>, _ first: UnsafePointer<Float>,
    _ second: UnsafePointer<Float>, _ count: Int
  ) -> Void

/// A C loop that changes `count` floats along as many others.
typealias UpdateLoop = UnaryLoop

extension Tensor {
  /// What `loop` makes of this tensor, piece by piece; in place where nobody else holds it.
  consuming func mapped(_ loop: UnaryLoop) -> Tensor {
    let count = count
    unsafe rewrite { output, input in
      // Safe because the pieces do not overlap and end before the pointers do.
      nonisolated(unsafe) let (output, input) = unsafe (output, input)
      Chunks.run(count: count) { piece in
        unsafe loop(output + piece.lowerBound, input + piece.lowerBound, piece.count)
      }
    }
    return self
  }

  /// What `loop` makes of this tensor and another of the same shape, piece by piece; in place of
  /// this one where nobody else holds it.
  consuming func combined(with other: Tensor, _ loop: BinaryLoop) -> Tensor {
    let (shape, count) = (shape, count)
    precondition(shape == other.shape, "\(shape) does not pair with \(other.shape)")
    unsafe rewrite { output, first in
      unsafe other.withUnsafePointer { second in
        // Safe because the pieces do not overlap and end before the pointers do.
        nonisolated(unsafe) let (output, first, second) = unsafe (output, first, second)
        Chunks.run(count: count) { piece in
          unsafe loop(
            output + piece.lowerBound, first + piece.lowerBound, second + piece.lowerBound,
            piece.count)
        }
      }
    }
    return self
  }

  /// Lets `loop` change this tensor in place along another of the same shape, piece by piece.
  mutating func update(along other: Tensor, _ loop: UpdateLoop) {
    precondition(shape == other.shape, "\(shape) does not pair with \(other.shape)")
    let count = count
    unsafe withUnsafeMutablePointer { output in
      unsafe other.withUnsafePointer { input in
        // Safe because the pieces do not overlap and end before the pointers do.
        nonisolated(unsafe) let (output, input) = unsafe (output, input)
        Chunks.run(count: count) { piece in
          unsafe loop(output + piece.lowerBound, input + piece.lowerBound, piece.count)
        }
      }
    }
  }
}

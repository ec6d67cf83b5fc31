internal import CKernels

/// Which values of a tensor are kept and which are set to 0, drawn from a stream.
///
/// It holds no values: being a function of the stream's counter, the mask is drawn again where it
/// is used, which is cheaper than to store and load it.
package struct DropoutMask: Sendable {
  private let key: UInt64
  private let counter: UInt64
  /// Values whose word is below this, of 2³² words, are kept.
  private let threshold: UInt64
  private let scale: Float

  /// A mask that keeps each of `count` values with probability `1 − rate`.
  ///
  /// - Parameter rate: in 0..<1; with 32 bits a value it is exact to 2⁻³².
  package init(rate: Float, count: Int, using stream: inout RandomStream) {
    precondition(rate >= 0 && rate < 1, "a dropout rate is in 0..<1, not \(rate)")
    (key, counter) = (stream.key, stream.counter)
    threshold = UInt64(((1 - Double(rate)) * 0x1p32).rounded())
    scale = 1 / (1 - rate)
    stream.skip(words: count)
  }

  /// The kept values, divided by the probability to be kept; 0 for the others.
  package func applied(to values: Tensor) -> Tensor {
    let (key, counter, threshold, scale) = (key, counter, threshold, scale)
    let count = values.count
    var result = Tensor(uninitialized: values.shape)
    unsafe result.withUnsafeMutablePointer { y in
      unsafe values.withUnsafePointer { x in
        // Safe because the pieces do not overlap and end before the pointers do.
        nonisolated(unsafe) let (y, x) = unsafe (y, x)
        Chunks.run(count: count) { piece in
          unsafe ganscope_random_keep(
            y + piece.lowerBound, x + piece.lowerBound, piece.count, key,
            counter &+ UInt64(piece.lowerBound / RandomStream.wordsPerBlock), threshold, scale)
        }
      }
    }
    return result
  }
}

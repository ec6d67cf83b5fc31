internal import CKernels

extension Tensor {
  /// Uniform numbers in `range`, its upper bound excluded, on a grid of 2²⁴ steps.
  package init(uniform shape: Shape, in range: Range<Float>, using stream: inout RandomStream) {
    let (low, high, last) = (range.lowerBound, range.upperBound, range.upperBound.nextDown)
    unsafe self.init(shape, filledFrom: &stream) { start, count, key, counter in
      unsafe ganscope_random_uniform(start, count, key, counter, low, high, last)
    }
  }

  /// Normal numbers (Box and Muller); none is further from the mean than 6.8 deviations.
  package init(
    normal shape: Shape, mean: Float, deviation: Float, using stream: inout RandomStream
  ) {
    unsafe self.init(shape, filledFrom: &stream) { start, count, key, counter in
      unsafe ganscope_random_normal(start, count, key, counter, mean, deviation)
    }
  }

  /// Fills a tensor with the next blocks of a stream: four values a block.
  private init(
    _ shape: Shape, filledFrom stream: inout RandomStream,
    _ loop: @Sendable (UnsafeMutablePointer<Float>, Int, _ key: UInt64, _ counter: UInt64) -> Void
  ) {
    self.init(uninitialized: shape)
    let (key, counter, count) = (stream.key, stream.counter, shape.count)
    unsafe withUnsafeMutablePointer { start in
      // Safe because the pieces do not overlap and end before the pointer does.
      nonisolated(unsafe) let start = unsafe start
      Chunks.run(count: count) { piece in
        unsafe loop(
          start + piece.lowerBound, piece.count, key,
          counter &+ UInt64(piece.lowerBound / RandomStream.wordsPerBlock))
      }
    }
    stream.skip(words: count)
  }
}

extension RandomStream {
  static let wordsPerBlock = 4

  /// Goes on to the first block after the next `words` words.
  mutating func skip(words: Int) {
    counter &+= UInt64((words + Self.wordsPerBlock - 1) / Self.wordsPerBlock)
  }
}

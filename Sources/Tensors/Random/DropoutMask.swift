internal import CKernels

/// Which values of a tensor are kept and which are set to 0, drawn from a stream.
///
/// It holds one bit for each value, so that the backward pass does not draw it again.
package struct DropoutMask: Sendable {
  private let count: Int
  /// Bit `i % 32` of the float in place `i / 32` is 1 where value `i` is kept.
  private let bits: Tensor
  private let scale: Float

  /// Draws a mask that keeps each value with probability `1 − rate`, and applies it to the values:
  /// value `i` is kept where word `i` of the stream is below `(1 − rate) · 2³²`.
  ///
  /// - Parameter rate: in 0..<1; with 32 bits a value it is exact to 2⁻³².
  package init(rate: Float, droppingFrom values: inout Tensor, using stream: inout RandomStream) {
    precondition(rate >= 0 && rate < 1, "a dropout rate is in 0..<1, not \(rate)")
    let (key, counter, count) = (stream.key, stream.counter, values.count)
    let (threshold, scale) = (UInt64(((1 - Double(rate)) * 0x1p32).rounded()), 1 / (1 - rate))
    let drawnAtATime = Int(GANSCOPE_BITS_AT_A_TIME)
    let blocks = (count + drawnAtATime - 1) / drawnAtATime
    var bits = Tensor(uninitialized: [blocks * drawnAtATime / 32])
    unsafe bits.withUnsafeMutablePointer { bits in
      unsafe values.rewrite { y, x in
        // Safe because the pieces do not overlap and are made of whole blocks of bits, for which there
        // is room.
        nonisolated(unsafe) let (y, x, bits) = unsafe (y, x, UnsafeMutableRawPointer(bits))
        Chunks.run(count: count) { piece in
          let start = piece.lowerBound
          unsafe ganscope_random_keep(
            y + start, x + start, bits + start / 8, piece.count, key,
            counter &+ UInt64(start / RandomStream.wordsPerBlock), threshold, scale)
        }
      }
    }
    (self.count, self.bits, self.scale) = (count, bits, scale)
    stream.skip(words: count)
  }

  /// The kept values, divided by the probability to be kept, and 0 for the others; in place where
  /// nobody else holds the values.
  package func applied(to values: consuming Tensor) -> Tensor {
    let scale = scale
    unsafe rewrite(&values) { y, x, bits, _, count in
      unsafe ganscope_keep(y, x, bits, count, scale)
    }
    return values
  }

  /// 1 for each value that is kept and 0 for each other.
  ///
  /// - Parameter shape: that of the values.
  package func kept(of shape: Shape) -> Tensor {
    let ones = applied(to: Tensor(repeating: 1, shape: shape))
    return Tensor(shape, scalars: ones.scalars.map { $0 > 0 ? 1 : 0 })
  }

  /// The gradient by the input of `leakyReLU`, to whose output this mask was applied; in place of
  /// `outputGradient` where nobody else holds it.
  ///
  /// - Parameters:
  ///   - outputGradient: that by what was kept.
  ///   - output: what was kept.
  ///   - slope: not negative, so that what was kept has the sign of the input.
  package func leakyReLUGradient(
    _ outputGradient: consuming Tensor, output: Tensor, slope: Float
  ) -> Tensor {
    precondition(slope >= 0 && outputGradient.shape == output.shape)
    let scale = scale
    unsafe output.withUnsafePointer { output in
      // Safe because it is read in the pieces of the gradient.
      nonisolated(unsafe) let output = unsafe output
      unsafe rewrite(&outputGradient) { dx, dy, bits, start, count in
        unsafe ganscope_keep_leaky_relu_gradient(
          dx, dy, output + start, bits, count, scale, slope)
      }
    }
    return outputGradient
  }

  /// Lets `loop` rewrite a tensor along the bits, piece by piece.
  private func rewrite(
    _ values: inout Tensor,
    _ loop:
      @Sendable (
        _ new: UnsafeMutablePointer<Float>, _ present: UnsafePointer<Float>,
        _ bits: UnsafeRawPointer, _ start: Int, _ count: Int
      ) -> Void
  ) {
    precondition(values.count == count, "a mask of \(count) values for \(values.shape)")
    unsafe values.rewrite { new, present in
      unsafe bits.withUnsafePointer { bits in
        // Safe because the pieces do not overlap, end before the pointers do and start at whole bytes.
        nonisolated(unsafe) let (new, present) = unsafe (new, present)
        nonisolated(unsafe) let bits = unsafe UnsafeRawPointer(bits)
        Chunks.run(count: count) { piece in
          let start = piece.lowerBound
          unsafe loop(new + start, present + start, bits + start / 8, start, piece.count)
        }
      }
    }
  }
}

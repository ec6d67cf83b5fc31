internal import CKernels

extension Tensor {
  /// The cross-entropy of each logit `z` and its target `y`, `max(z, 0) − z·y + log(1 + e^−|z|)`, and
  /// its gradient, `scale · (sigmoid(z) − y)`.
  package func binaryCrossEntropy(
    targets: Tensor, gradientScale: Float
  ) -> (values: Tensor, gradient: Tensor) {
    precondition(shape == targets.shape, "\(shape) does not pair with \(targets.shape)")
    var (values, gradient) = (Tensor(uninitialized: shape), Tensor(uninitialized: shape))
    unsafe values.withUnsafeMutablePointer { value in
      unsafe gradient.withUnsafeMutablePointer { gradient in
        unsafe withUnsafePointers(self, targets, self, targets) { z, target, _, _ in
          // Safe because the pieces do not overlap and end before the pointers do.
          nonisolated(unsafe) let (value, gradient, z, target) = unsafe (value, gradient, z, target)
          Chunks.run(count: count) { piece in
            let start = piece.lowerBound
            unsafe ganscope_binary_cross_entropy(
              value + start, gradient + start, z + start, target + start, piece.count,
              gradientScale)
          }
        }
      }
    }
    return (values, gradient)
  }
}

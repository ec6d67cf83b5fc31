internal import CKernels

extension Tensor {
  /// Adds up the parts along the first axis in their order: `Σ x[part, …]`.
  ///
  /// - Parameter shape: The result's, which has the scalars of one part.
  func sumOfParts(shape: Shape) -> Tensor {
    guard self.shape[0] > 1 else { return reshaped(to: shape) }
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer {
      // Safe because each worker writes a range of its own.
      nonisolated(unsafe) let start = unsafe $0
      Chunks.run(count: shape.count) { range in
        unsafe withUnsafePointer {
          unsafe ganscope_sum_parts(
            $0, self.shape[0], shape.count, range.lowerBound, range.count, start)
        }
      }
    }
    return result
  }
}

extension Tensor {
  /// Tensors of samples one after the other along the outermost axis: `[a, …]` and `[b, …]` give
  /// `[a + b, …]`.
  package init(joining parts: [Tensor]) {
    precondition(!parts.isEmpty, "there is nothing to join")
    let sample = parts[0].shape.sample
    precondition(parts.allSatisfy { $0.shape.sample == sample }, "samples have different shapes")
    self.init(uninitialized: sample.batched(parts.reduce(0) { $0 + $1.shape[0] }))
    unsafe withUnsafeMutableBufferPointer { joined in
      var start = 0
      for part in parts {
        unsafe part.withUnsafeBufferPointer { scalars in
          _ = unsafe joined[start...].update(fromContentsOf: scalars)
        }
        start += part.count
      }
    }
  }
}

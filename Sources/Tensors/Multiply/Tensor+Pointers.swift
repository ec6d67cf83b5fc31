extension Tensor {
  /// The first scalar, for reading.
  func withUnsafePointer<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    // Safe because the storage of every tensor, even of an empty one, is a block of the pool.
    unsafe withUnsafeBufferPointer { unsafe body($0.baseAddress.unsafelyUnwrapped) }
  }

  /// The first scalar, for writing by several workers, each at places of its own.
  mutating func withUnsafeMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<Float>) -> Result
  ) -> Result {
    // Safe for the same reason.
    unsafe withUnsafeMutableBufferPointer { unsafe body($0.baseAddress.unsafelyUnwrapped) }
  }
}

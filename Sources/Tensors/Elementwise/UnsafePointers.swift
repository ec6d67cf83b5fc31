extension Tensor {
  /// Calls `body` with the address of the first scalar.
  func withUnsafePointer(_ body: (UnsafePointer<Float>) -> Void) {
    unsafe withUnsafeBufferPointer { scalars in
      guard let start = scalars.baseAddress else { return }
      unsafe body(start)
    }
  }

  /// Calls `body` with the address of the first scalar, of which no other tensor holds a copy.
  mutating func withUnsafeMutablePointer(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    unsafe withUnsafeMutableBufferPointer { scalars in
      guard let start = scalars.baseAddress else { return }
      unsafe body(start)
    }
  }
}

/// Calls `body` with the addresses of the first scalars of four tensors.
func withUnsafePointers(
  _ first: Tensor, _ second: Tensor, _ third: Tensor, _ fourth: Tensor,
  _ body: (
    UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
  ) -> Void
) {
  unsafe first.withUnsafePointer { first in
    unsafe second.withUnsafePointer { second in
      unsafe third.withUnsafePointer { third in
        unsafe fourth.withUnsafePointer { fourth in
          unsafe body(first, second, third, fourth)
        }
      }
    }
  }
}

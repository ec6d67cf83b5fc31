/// A dense, row-major array of `Float` with value semantics.
///
/// Copies share their storage until one of them is written to. The storage comes from a pool of
/// 64-byte-aligned blocks.
package struct Tensor: Sendable {
  package private(set) var shape: Shape
  private var storage: TensorStorage

  /// A tensor whose scalars have no defined values yet: the caller writes every one of them.
  package init(uninitialized shape: Shape) {
    self.shape = shape
    storage = TensorStorage(count: shape.count)
  }

  package init(zeros shape: Shape) {
    self.init(repeating: 0, shape: shape)
  }

  package init(repeating value: Float, shape: Shape) {
    self.init(uninitialized: shape)
    unsafe withUnsafeMutableBufferPointer { unsafe $0.update(repeating: value) }
  }

  /// A tensor with the given scalars, of which there are `shape.count`.
  package init(_ shape: Shape, scalars: [Float]) {
    precondition(scalars.count == shape.count, "\(scalars.count) scalars do not fill \(shape)")
    self.init(uninitialized: shape)
    unsafe withUnsafeMutableBufferPointer { _ = unsafe $0.update(fromContentsOf: scalars) }
  }

  /// The number of scalars.
  package var count: Int { shape.count }

  /// All scalars in row-major order.
  package var scalars: [Float] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }

  package func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try unsafe body(UnsafeBufferPointer(start: storage.block.pointer, count: count))
  }

  package mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    return try unsafe body(UnsafeMutableBufferPointer(start: storage.block.pointer, count: count))
  }

  /// The same scalars under another shape of the same count; nothing is copied.
  package consuming func reshaped(to shape: Shape) -> Tensor {
    precondition(shape.count == count, "the count of scalars changes from \(count)")
    self.shape = shape
    return self
  }

  /// Calls `body` with the place for new scalars and that of the present ones: the same place where
  /// nobody else holds them, else a fresh one, whose scalars have no defined values yet.
  mutating func rewrite(
    _ body: (_ new: UnsafeMutablePointer<Float>, _ present: UnsafePointer<Float>) -> Void
  ) {
    let shared = isKnownUniquelyReferenced(&storage) ? nil : storage
    if shared != nil { storage = TensorStorage(count: count) }
    let present = shared ?? storage
    withExtendedLifetime(present) {
      unsafe body(storage.block.pointer, UnsafePointer(present.block.pointer))
    }
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    let copy = TensorStorage(count: count)
    unsafe copy.block.pointer.update(from: storage.block.pointer, count: count)
    storage = copy
  }
}

extension Tensor: Equatable {
  /// Equal shapes and equal scalars.
  package static func == (first: Tensor, second: Tensor) -> Bool {
    guard first.shape == second.shape else { return false }
    return unsafe first.withUnsafeBufferPointer { first in
      unsafe second.withUnsafeBufferPointer { unsafe first.elementsEqual($0) }
    }
  }
}

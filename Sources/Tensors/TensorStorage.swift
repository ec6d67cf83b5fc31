/// A 64-byte-aligned block of floats: one cache line, which is also one AVX-512 vector.
@safe final class AlignedBlock: @unchecked Sendable {
  // Safe to send because a block is written only while one tensor holds the only reference to it.
  let pointer: UnsafeMutablePointer<Float>
  /// The number of floats that fit.
  let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64)
    unsafe pointer = raw.bindMemory(to: Float.self, capacity: capacity)
  }

  deinit {
    unsafe pointer.deallocate()
  }
}

/// What a tensor holds: a block that goes back to the pool when nobody refers to it any more.
final class TensorStorage: Sendable {
  let block: AlignedBlock
  private let pool: StoragePool

  /// Uninitialised room for at least `count` floats.
  init(count: Int) {
    pool = StoragePool.current
    block = pool.take(count: count)
  }

  deinit {
    pool.give(back: block)
  }
}

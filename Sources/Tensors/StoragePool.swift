internal import Synchronization

/// Keeps the blocks of dead tensors for the next ones, so that a training step in steady state
/// allocates no fresh memory.
///
/// Blocks are sorted by size class: powers of two and the three quarters between them, so that at
/// most a third of a block is unused.
final class StoragePool: Sendable {
  /// The pool that new tensors take their blocks from: one for the whole process, except where a
  /// test brings its own to count what is taken.
  @TaskLocal static var current = StoragePool()

  private struct Contents {
    var free: [Int: [AlignedBlock]] = [:]
    var blockCount = 0
  }

  private let contents = Mutex(Contents())

  /// The number of blocks that this pool has ever had to allocate.
  var blockCount: Int { contents.withLock { $0.blockCount } }

  /// The number of floats in the smallest size class that holds `count`.
  static func sizeClass(_ count: Int) -> Int {
    let smallest = 16
    guard count > smallest else { return smallest }
    let power = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    let threeQuarters = power / 4 * 3
    return count <= threeQuarters ? threeQuarters : power
  }

  func take(count: Int) -> AlignedBlock {
    let capacity = Self.sizeClass(count)
    let free = contents.withLock { contents in
      let block = contents.free[capacity]?.popLast()
      if block == nil { contents.blockCount += 1 }
      return block
    }
    return free ?? AlignedBlock(capacity: capacity)
  }

  func give(back block: AlignedBlock) {
    contents.withLock { $0.free[block.capacity, default: []].append(block) }
  }
}

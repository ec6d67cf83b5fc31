internal import Synchronization

/// Keeps the blocks of dead tensors for the next ones, so that a training step in steady state
/// allocates no fresh memory.
///
/// Blocks are sorted by size class: powers of two and the three quarters between them, so that at
/// most a third of a block is unused.
final class StoragePool: Sendable {
  static let shared = StoragePool()

  private let free = Mutex<[Int: [AlignedBlock]]>([:])

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
    return free.withLock { $0[capacity]?.popLast() } ?? AlignedBlock(capacity: capacity)
  }

  func give(back block: AlignedBlock) {
    free.withLock { $0[block.capacity, default: []].append(block) }
  }
}

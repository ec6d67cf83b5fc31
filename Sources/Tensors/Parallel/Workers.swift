internal import Dispatch
internal import Synchronization

/// The one place through which every parallel region goes.
///
/// A region is a number of tiles, each of which computes the same bits whoever runs it, so results
/// do not depend on the number of workers.
package enum Workers {
  private static let setting = Atomic<Int>(0)

  /// How many threads a region uses; one per processor core unless set.
  package static var count: Int {
    get {
      let set = setting.load(ordering: .relaxed)
      return set > 0 ? set : processorCount
    }
    set { setting.store(max(1, newValue), ordering: .relaxed) }
  }

  private static let processorCount = activeProcessorCount()

  /// Runs `body` for each tile of `0..<tiles` and returns when all are done.
  ///
  /// Up to `count` threads take tiles in order, one at a time.
  package static func run(tiles: Int, _ body: @Sendable (Int) -> Void) {
    let threads = min(count, tiles)
    guard threads > 1 else {
      for tile in 0..<tiles { body(tile) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let tile = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard tile < tiles else { return }
        body(tile)
      }
    }
  }
}

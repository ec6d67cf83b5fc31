internal import Dispatch
internal import Synchronization

/// The one place through which every parallel region goes.
///
/// A region is a number of tiles, each of which computes the same bits whoever runs it, so results
/// do not depend on the number of workers.
package enum Workers {
  private static let setting = Atomic<Int>(0)
  @TaskLocal private static var countInTask: Int?

  /// How many threads a region uses; one per processor core unless set.
  package static var count: Int {
    get {
      if let countInTask { return countInTask }
      let set = setting.load(ordering: .relaxed)
      return set > 0 ? set : processorCount
    }
    set { setting.store(max(1, newValue), ordering: .relaxed) }
  }

  /// Runs `body` with another number of threads, which nothing outside of it sees.
  package static func withCount<Result>(
    _ count: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    try $countInTask.withValue(max(1, count), operation: body)
  }

  private static let processorCount = activeProcessorCount()

  /// Runs `body` for each tile of `0..<tiles`, on up to `count` threads.
  ///
  /// It returns when all are done. Tiles are handed out in order, one at a time.
  package static func run(tiles: Int, _ body: @Sendable (Int) -> Void) {
    run(tiles: tiles, threads: min(count, tiles)) { _, tile in body(tile) }
  }

  /// The same with working memory of `scratch` floats for each thread.
  ///
  /// What is in it at the start of a tile is undefined.
  static func run(tiles: Int, scratch: Int, _ body: @Sendable (Int, inout Scratch) -> Void) {
    let threads = min(count, tiles)
    let storages = (0..<threads).map { _ in TensorStorage(count: scratch) }
    run(tiles: tiles, threads: threads) { thread, tile in
      var scratch = Scratch(storages[thread].block)
      body(tile, &scratch)
    }
  }

  private static func run(tiles: Int, threads: Int, _ body: @Sendable (Int, Int) -> Void) {
    guard threads > 1 else {
      for tile in 0..<tiles { body(0, tile) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      while true {
        let tile = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard tile < tiles else { return }
        body(thread, tile)
      }
    }
  }
}

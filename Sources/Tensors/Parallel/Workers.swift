internal import Dispatch
internal import Synchronization

/// The one place through which every parallel region goes.
///
/// A region is a number of tiles, each of which computes the same bits whoever runs it, so results
/// do not depend on the number of workers.
package enum Workers {
  private static let setting = Atomic<Int>(0)
  @TaskLocal private static var countInTask: Int?
  /// The team that the regions of this task use.
  @TaskLocal private static var team: Team?

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

  /// Runs `body` while other threads stay awake for its regions, which so start in about a
  /// microsecond: meant for many regions with little in between, such as a training step.
  ///
  /// It is one `concurrentPerform` itself. `body` runs on the calling thread, with its task's values;
  /// as in any region, other threads do not see those. Within another team it uses that one.
  package static func withTeam<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard count > 1, team?.hasEnded ?? true else { return try body() }
    var result: Result<Value, Failure>?
    gather(Team()) { result = Result(catching: body) }
    guard let result else { preconditionFailure("the body of a team was not run") }
    return try result.get()
  }

  /// Runs `body` on the calling thread while others serve `team`.
  private static func gather(_ team: Team, around body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      // Safe because the calling thread alone runs it.
      nonisolated(unsafe) let body = body
      $team.withValue(team) {
        DispatchQueue.concurrentPerform(iterations: count) { _ in
          // The calling thread, which alone sees its task's team, leads in the iteration that it is
          // given first. It is given one, because others keep theirs until the team has ended.
          if Self.team === team, !team.hasEnded {
            unsafe body()
            team.end()
          } else {
            team.serve()
          }
        }
      }
    }
  }

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
    if let team, team.run(tiles: tiles, threads: threads, body) { return }
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

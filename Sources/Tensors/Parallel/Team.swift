internal import Dispatch
internal import Synchronization

/// Threads that stay awake between parallel regions, so that the next one starts in about a
/// microsecond instead of the 20 to 40 that waking a thread takes.
///
/// One thread leads and opens regions; others serve. A region never waits for a server to come: the
/// leader takes tiles as well, and when all are taken it waits only for servers in the middle of
/// one. A server that sleeps, or that the system runs elsewhere, holds nobody up.
///
/// `state` orders everything: what the leader stores before it publishes a region is seen by
/// whoever joins it, and what a server wrote before it left is seen by the leader.
@safe final class Team: @unchecked Sendable {
  // Safe to send because `work` and `tiles` are written only by the leader, while no region is open
  // and no server busy.

  /// How long a server waits awake for the next region before it sleeps, unless told otherwise.
  ///
  /// It is as long as it takes to be woken. A longer wait gains nothing, and costs when other
  /// programs want the processor, because the system counts it as use.
  static let patience = Duration.microseconds(30)
  /// How long the leader waits awake for the last tile before it lets others use its processor.
  private static let leaderPatience = Duration.microseconds(50)

  private let patience: Duration
  private let state = Atomic<UInt64>(TeamState.new.bits)
  private let nextTile = Atomic<Int>(0)
  private let isLeading = Atomic<Bool>(false)
  /// The servers that wait for `alarm` and that nobody has set out to wake.
  private let sleepers = Atomic<Int>(0)
  private let alarm = DispatchSemaphore(value: 0)
  private var work: (@Sendable (Int, Int) -> Void)?
  private var tiles = 0

  init(patience: Duration = Team.patience) { self.patience = patience }

  var hasEnded: Bool { TeamState(bits: state.load(ordering: .relaxed)) == .ended }

  /// How many servers sleep.
  var sleeperCount: Int { sleepers.load(ordering: .relaxed) }

  // MARK: - The leader

  /// Runs `body` for each tile on up to `threads` threads, numbered from 0; the caller leads.
  ///
  /// - Returns: false if the team has ended, or is busy with another region: one that this one is
  ///   within, or one of another task. Nothing was run then.
  func run(tiles: Int, threads: Int, _ body: @Sendable (Int, Int) -> Void) -> Bool {
    guard !isLeading.exchange(true, ordering: .acquiring) else { return false }
    withoutActuallyEscaping(body) { body in
      (self.tiles, work) = (tiles, body)
      nextTile.store(0, ordering: .relaxed)
      openRegion(places: threads - 1)
      takeTiles(thread: 0)
      closeRegion()
      work = nil
    }
    isLeading.store(false, ordering: .releasing)
    return true
  }

  /// Sends all servers home, those too that come later; waits for a region of another task.
  func end() {
    wait(for: Self.leaderPatience) { !isLeading.exchange(true, ordering: .acquiring) }
    state.store(TeamState.ended.bits, ordering: .sequentiallyConsistent)
    wake(atMost: .max)
  }

  private func openRegion(places: Int) {
    let before = TeamState(bits: state.load(ordering: .relaxed))
    state.store(before.next(places: places).bits, ordering: .sequentiallyConsistent)
    wake(atMost: places)
  }

  private func closeRegion() {
    state.bitwiseAnd(TeamState.withoutVacantPlaces, ordering: .relaxed)
    wait(for: Self.leaderPatience) {
      TeamState(bits: state.load(ordering: .acquiring)).busyThreads == 0
    }
  }

  // MARK: - A server

  /// Takes part in the team's regions until it ends.
  func serve() {
    var seen = TeamState.new.region
    while true {
      seen = regionBegun(after: seen)
      guard seen != TeamState.ended.region else { return }
      guard let thread = join(seen) else { continue }
      takeTiles(thread: thread)
      state.wrappingSubtract(TeamState.busyThread, ordering: .releasing)
    }
  }

  /// Waits for another region than `seen`, first awake and then asleep.
  private func regionBegun(after seen: UInt32) -> UInt32 {
    while true {
      var region = seen
      let isNew = spin(for: patience) {
        region = TeamState(bits: state.load(ordering: .relaxed)).region
        return region != seen
      }
      if isNew { return region }
      sleep(since: seen)
    }
  }

  /// Takes a place in a region, whose number is the thread's.
  ///
  /// - Returns: nil if none is vacant or the region is over.
  private func join(_ region: UInt32) -> Int? {
    var seen = TeamState(bits: state.load(ordering: .relaxed))
    while seen.region == region, seen.vacantPlaces > 0 {
      let (joined, found) = state.weakCompareExchange(
        expected: seen.bits, desired: seen.joined.bits, successOrdering: .acquiring,
        failureOrdering: .relaxed)
      if joined { return seen.vacantPlaces }
      seen = TeamState(bits: found)
    }
    return nil
  }

  // MARK: - Sleep

  /// Sleeps until it is woken, unless a region has begun since `seen` and nobody will wake it.
  ///
  /// Either the leader, who looks for sleepers after it has published a region, sees this one, or
  /// this one sees the region: both look in the one order of sequential consistency.
  private func sleep(since seen: UInt32) {
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    let state = TeamState(bits: state.load(ordering: .sequentiallyConsistent))
    if state.region != seen, takeSleepers(atMost: 1) == 1 { return }
    alarm.wait()
  }

  private func wake(atMost count: Int) {
    for _ in 0..<takeSleepers(atMost: count) { alarm.signal() }
  }

  /// Takes responsibility for some sleepers.
  private func takeSleepers(atMost most: Int) -> Int {
    var count = sleepers.load(ordering: .sequentiallyConsistent)
    while count > 0 {
      let taken = min(most, count)
      let (exchanged, found) = sleepers.weakCompareExchange(
        expected: count, desired: count - taken, ordering: .sequentiallyConsistent)
      if exchanged { return taken }
      count = found
    }
    return 0
  }

  // MARK: - Tiles

  /// Not inlined, so that `work` is released by when a thread says that it is done.
  @inline(never)
  private func takeTiles(thread: Int) {
    guard let work else { return }
    while true {
      let tile = nextTile.wrappingAdd(1, ordering: .relaxed).oldValue
      guard tile < tiles else { return }
      work(thread, tile)
    }
  }
}

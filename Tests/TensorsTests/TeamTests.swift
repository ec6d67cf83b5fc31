import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Tensors

/// A team runs every tile of every region once, whoever comes to help, and leaves no thread behind.
@Suite(.timeLimit(.minutes(1))) struct TeamTests {
  /// Servers on threads of their own, as Dispatch gives no more than there are processors.
  private func withTeam(
    servers: Int, patience: Duration = Team.patience, lead: (Team) throws -> Void
  ) rethrows {
    let team = Team(patience: patience)
    let served = DispatchGroup()
    for _ in 0..<servers {
      served.enter()
      Thread.detachNewThread {
        team.serve()
        served.leave()
      }
    }
    defer {
      team.end()
      served.wait()
    }
    try lead(team)
  }

  /// How often each tile of a region ran.
  private func runs(_ team: Team, tiles: Int, threads: Int) -> [Int] {
    let runs = (0..<tiles).map { _ in Counter() }
    let hasRun = team.run(tiles: tiles, threads: threads) { _, tile in runs[tile].increase() }
    #expect(hasRun)
    return runs.map(\.value)
  }

  @Test(arguments: [0, 1, 3], [Duration.zero, Team.patience])
  func `every tile of many tiny regions runs exactly once`(servers: Int, patience: Duration) {
    withTeam(servers: servers, patience: patience) { team in
      for region in 0..<2000 {
        let tiles = 2 + region % 7
        #expect(
          runs(team, tiles: tiles, threads: min(tiles, servers + 1))
            == [Int](repeating: 1, count: tiles))
      }
    }
  }

  @Test func `a region is over when its last and longest tile is`() {
    withTeam(servers: 3) { team in
      for _ in 0..<50 {
        let sums = (0..<12).map { _ in Counter() }
        _ = team.run(tiles: 12, threads: 4) { _, tile in
          for _ in 0..<(tile == 11 ? 20_000 : 10) { sums[tile].increase() }
        }
        #expect(sums.map(\.value) == [Int](repeating: 10, count: 11) + [20_000])
      }
    }
  }

  /// Scratch memory belongs to a thread's number, so no two threads may have the same one.
  @Test func `threads of one region have different numbers below its limit`() {
    withTeam(servers: 5) { team in
      for _ in 0..<200 {
        let holders = (0..<3).map { _ in Counter() }
        _ = team.run(tiles: 40, threads: 3) { thread, _ in
          #expect(holders[thread].increase() == 1)
          holders[thread].decrease()
        }
      }
    }
  }

  @Test func `a region needs no server that sleeps or never comes`() {
    withTeam(servers: 0) { team in
      #expect(runs(team, tiles: 9, threads: 4) == [Int](repeating: 1, count: 9))
    }
    withTeam(servers: 2, patience: .zero) { team in
      while team.sleeperCount < 2 { Thread.sleep(forTimeInterval: 0) }
      #expect(runs(team, tiles: 9, threads: 1) == [Int](repeating: 1, count: 9))
      #expect(team.sleeperCount == 2)
    }
  }

  /// The leader holds its first tile until a server has taken another one.
  @Test func `a sleeping server is woken for a region`() {
    withTeam(servers: 1, patience: .zero) { team in
      while team.sleeperCount < 1 { Thread.sleep(forTimeInterval: 0) }
      let servers = Counter()
      _ = team.run(tiles: 2, threads: 2) { thread, _ in
        if thread > 0 { servers.increase() }
        while servers.value == 0 { Thread.sleep(forTimeInterval: 0) }
      }
      #expect(servers.value > 0)
    }
  }

  @Test func `a team that is busy or has ended runs nothing`() {
    let team = Team()
    let runsWithin = Mutex<Bool?>(nil)
    let runsFirst = team.run(tiles: 1, threads: 1) { _, _ in
      let runs = team.run(tiles: 1, threads: 1) { _, _ in }
      runsWithin.withLock { $0 = runs }
    }
    team.end()
    let runsAfter = team.run(tiles: 1, threads: 1) { _, _ in }
    #expect(runsFirst)
    #expect(runsWithin.withLock { $0 } == false)
    #expect(!runsAfter)
  }

  /// `withTeam` of this file waits for the servers' threads to be done.
  @Test(arguments: [Duration.zero, .seconds(3600)])
  func `servers go home when the team ends, asleep or awake`(patience: Duration) {
    withTeam(servers: 3, patience: patience) { team in
      if patience == .zero {
        while team.sleeperCount < 3 { Thread.sleep(forTimeInterval: 0) }
      }
    }
  }

  @Test func `a state counts regions, places and threads apart`() {
    let open = TeamState(bits: TeamState.new.bits).next(places: 2)
    #expect((open.region, open.vacantPlaces, open.busyThreads) == (1, 2, 0))
    let full = open.joined.joined
    #expect((full.region, full.vacantPlaces, full.busyThreads) == (1, 0, 2))
    let closed = TeamState(bits: open.joined.bits & TeamState.withoutVacantPlaces)
    #expect((closed.region, closed.vacantPlaces, closed.busyThreads) == (1, 0, 1))
    let last = TeamState(bits: UInt64(UInt32.max - 1) << 32)
    #expect(last.next(places: 1).region == 0)
    #expect(open.next(places: 1 << 20).vacantPlaces == TeamState.mostPlaces)
  }
}

/// A number that several threads change.
private final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  var value: Int { count.load(ordering: .sequentiallyConsistent) }

  /// - Returns: the value after.
  @discardableResult
  func increase() -> Int { count.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue }

  func decrease() { count.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
}

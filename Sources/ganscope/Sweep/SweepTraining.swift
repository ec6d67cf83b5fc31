import Foundation
import RunStore
import Synchronization
import Training

/// Trains the runs of a sweep in processes of their own, so many at once.
final class SweepTraining: Sendable {
  private struct State {
    var children: [ObjectIdentifier: ChildProgram] = [:]
    var isStopped = false
  }

  private let sweep: Sweep
  private let jobs: Int
  private let reporter: SweepReporter
  private let state = Mutex(State())

  init(_ sweep: Sweep, jobs: Int, reporter: SweepReporter) {
    (self.sweep, self.jobs, self.reporter) = (sweep, jobs, reporter)
  }

  /// Ends all runs well and begins no other one.
  func stop() {
    let children = state.withLock { state in
      state.isStopped = true
      return Array(state.children.values)
    }
    for child in children { child.interrupt() }
  }

  /// Trains all runs to their ends; one that fails does not keep the others from it.
  ///
  /// - Returns: what became of each run, in the order of the plan.
  func run() async -> [SweepCellOutcome] {
    var outcomes = [SweepCellOutcome](repeating: .stopped, count: sweep.plan.cells.count)
    await withTaskGroup(of: (Int, SweepCellOutcome).self) { group in
      for number in outcomes.indices {
        if number >= jobs, let (ended, outcome) = await group.next() { outcomes[ended] = outcome }
        group.addTask { [self] in (number, await outcome(ofCell: number)) }
      }
      for await (ended, outcome) in group { outcomes[ended] = outcome }
    }
    return outcomes
  }

  private func outcome(ofCell number: Int) async -> SweepCellOutcome {
    let cell = sweep.plan.cells[number]
    do {
      try await waitForEarlierTraining(of: cell)
      let before = try sweep.standing(of: cell)
      if let known = before.outcome { return known }
      guard let child = try begin(cell, before) else { return .stopped }
      defer { state.withLock { _ = $0.children.removeValue(forKey: ObjectIdentifier(child)) } }
      let outcome = try await follow(child, training: cell)
      reporter.ended(cell, outcome)
      return outcome
    } catch {
      let outcome = SweepCellOutcome.failed(ShellError(error))
      reporter.ended(cell, outcome)
      return outcome
    }
  }

  /// A sweep that was killed leaves trainings that end by themselves, with the batch that they are at.
  private func waitForEarlierTraining(of cell: SweepPlan.Cell) async throws {
    let directory = sweep.directory(of: cell)
    for _ in 0..<100 where directory.trainer != nil && !state.withLock(\.isStopped) {
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// - Returns: nil where the sweep has been ended.
  private func begin(_ cell: SweepPlan.Cell, _ before: SweepStanding) throws -> ChildProgram? {
    let arguments = try sweep.arguments(for: cell, before)
    return try state.withLock { state in
      guard !state.isStopped else { return nil }
      let child = try ChildProgram(arguments)
      state.children[ObjectIdentifier(child)] = child
      reporter.began(cell, before)
      return child
    }
  }

  private func follow(
    _ child: ChildProgram, training cell: SweepPlan.Cell
  ) async throws -> SweepCellOutcome {
    let complaint = Mutex("")
    let ending = await child.wait { [reporter] line in
      if let news = ChildLine(line) {
        reporter.progress(cell, news)
      } else if line.hasPrefix("ganscope: ") {
        complaint.withLock { $0 = String(line.dropFirst("ganscope: ".count)) }
      }
    }
    if let known = try sweep.standing(of: cell).outcome { return known }
    if state.withLock(\.isStopped) { return .stopped }
    return .failed(ending.failure(complaint.withLock { $0 }))
  }
}

extension ChildProgram.Ending {
  /// Why a training has come to no end of its own.
  ///
  /// - Parameter complaint: what it said itself; empty where it said nothing.
  fileprivate func failure(_ complaint: String) -> ShellError {
    if let signal {
      return ShellError("its process was ended by signal \(signal)", .temporaryFailure)
    }
    let code = code ?? 0
    return ShellError(
      complaint.isEmpty
        ? "its process ended with code \(code) before the last batch" : complaint,
      ShellStatus(rawValue: code) ?? .temporaryFailure)
  }
}

extension SweepStanding {
  /// What became of the run, if it is over.
  fileprivate var outcome: SweepCellOutcome? {
    switch self {
    case .absent, .begun: nil
    case .finished: .finished
    case .diverged(let step): .diverged(step: step)
    }
  }
}

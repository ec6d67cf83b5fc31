import Foundation
import RunStore
import Session
import Synchronization
import Training

/// Tells how a sweep gets on: on a terminal by a line that is written over and over, elsewhere by a line
/// for the beginning and the end of each run; with `--json` by objects.
final class SweepReporter: Sendable {
  private struct Running {
    var run: String
    /// How many batches it has in all, as soon as that is known, and how many it had before.
    var total: Int?
    var before: Int
    var newest: ChildLine?

    var done: Double {
      guard let total, total > 0 else { return 0 }
      return Double(newest?.step ?? before) / Double(total)
    }
  }

  private struct State {
    var running: [String: Running] = [:]
    var order: [String] = []
    var over = 0
    var lastLine: ContinuousClock.Instant?
  }

  private let plan: SweepPlan
  private let isJSON: Bool
  private let isLive: Bool
  private let state: Mutex<State>

  /// - Parameter over: how many runs are over already.
  init(_ plan: SweepPlan, over: Int, json: Bool) {
    self.plan = plan
    isJSON = json
    isLive = !json && StandardOutput.isTerminal
    state = Mutex(State(over: over))
  }

  func began(_ cell: SweepPlan.Cell, _ standing: SweepStanding) {
    var before = 0
    if case .begun(let step) = standing { before = step }
    state.withLock { state in
      state.running[cell.run] = Running(run: cell.run, before: before)
      state.order.append(cell.run)
    }
    if isJSON {
      print(SweepLine.Cell(cell, status: before > 0 ? "resumed" : "begun"))
    } else if !isLive {
      write("\(cell.run): \(before > 0 ? "going on after batch \(before)" : "begins")\n")
    }
  }

  func progress(_ cell: SweepPlan.Cell, _ line: ChildLine) {
    let text: String? = state.withLock { state in
      if state.running[cell.run]?.total == nil {
        state.running[cell.run]?.total = Self.batches(of: cell)
      }
      if line.event == "batch" { state.running[cell.run]?.newest = line }
      let now = ContinuousClock.now
      let isDue = state.lastLine.map { $0.duration(to: now) > .milliseconds(200) } ?? true
      guard isLive, isDue else { return nil }
      state.lastLine = now
      return bar(state)
    }
    if let text { write("\r\(text)\u{1B}[K") }
  }

  func ended(_ cell: SweepPlan.Cell, _ outcome: SweepCellOutcome) {
    let number = state.withLock { state in
      state.running[cell.run] = nil
      state.order.removeAll { $0 == cell.run }
      if outcome != .stopped { state.over += 1 }
      return state.over
    }
    if isJSON {
      print(SweepLine.Cell(cell, outcome))
    } else {
      write(
        "\(isLive ? "\r" : "")\(cell.run): \(outcome) (\(number) of \(plan.cells.count))"
          + "\(isLive ? "\u{1B}[K" : "")\n")
    }
  }

  /// For example `[####....] 3 of 9 runs  rate=1e-4.seed=2: epoch 4, D 0.612 G 1.204`.
  private func bar(_ state: State) -> String {
    let done = Double(state.over) + state.running.values.reduce(0) { $0 + $1.done }
    let bar = progressBar(done / Double(plan.cells.count), width: 20)
    let first = state.order.first.flatMap { state.running[$0] }
    let others = state.order.count > 1 ? " and \(state.order.count - 1) more" : ""
    return "\(bar) \(state.over) of \(plan.cells.count) runs  " + (first.map(text) ?? "") + others
  }

  private func text(of running: Running) -> String {
    let name =
      running.run.hasPrefix("\(plan.name).")
      ? running.run.dropFirst(plan.name.count + 1) : Substring(running.run)
    guard let newest = running.newest else { return "\(name): begins" }
    func loss(_ value: Float?) -> String { value.map { Double($0).report } ?? "-" }
    return "\(name): epoch \(newest.epoch ?? 0), D \(loss(newest.discriminatorLoss)) "
      + "G \(loss(newest.generatorLoss))"
  }

  private static func batches(of cell: SweepPlan.Cell) -> Int? {
    guard let directory = try? RunCatalogue().existing(cell.run),
      let run = try? RunReader(directory).overview().record.description
    else { return nil }
    return run.epochs * run.batchesPerEpoch
  }

  private func print(_ line: some Encodable) {
    do {
      write(try JSONLine.text(of: line))
    } catch {
      writeToStandardError("ganscope: \(error)\n")
    }
  }

  private func write(_ text: String) {
    // A sweep is worth its end even where nobody reads how it gets on.
    try? StandardOutput.write(text)
  }
}

extension SweepCellOutcome: CustomStringConvertible {
  var description: String {
    switch self {
    case .finished: "finished"
    case .diverged(let step): "diverged at batch \(step)"
    case .failed(let reason): "failed: \(reason.message)"
    case .stopped: "stopped"
    }
  }
}

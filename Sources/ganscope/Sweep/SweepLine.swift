import GANs
import Session
import Training

/// The objects that `sweep --json` prints, one a line.
enum SweepLine {
  /// A run begins, goes on or has ended.
  struct Cell: Encodable {
    private let event = "cell"
    private let run, status: String
    private let settings: [String: String]
    private let seed: UInt64
    private let step: Int?
    private let reason: String?

    init(_ cell: SweepPlan.Cell, status: String, step: Int? = nil, reason: String? = nil) {
      (run, seed) = (cell.run, cell.seed)
      settings = SweepLine.settings(cell.changes)
      (self.status, self.step, self.reason) = (status, step, reason)
    }

    init(_ cell: SweepPlan.Cell, _ outcome: SweepCellOutcome) {
      switch outcome {
      case .finished: self.init(cell, status: "finished")
      case .diverged(let step): self.init(cell, status: "diverged", step: step)
      case .failed(let reason): self.init(cell, status: "failed", reason: reason.message)
      case .stopped: self.init(cell, status: "stopped")
      }
    }
  }

  /// A combination with its runs, the best one first.
  struct Result: Encodable {
    private struct Run: Encodable {
      let run: String
      let seed: UInt64
      let status: String
      let reading, average: QualityReading?
    }

    private let event = "result"
    private let rank: Int
    private let settings: [String: String]
    private let distance: Double?
    private let runs: [Run]

    init(_ row: SweepRow, rank: Int) {
      self.rank = rank
      settings = SweepLine.settings(row.changes)
      distance = row.distance
      runs = row.results.map { result in
        Run(
          run: result.cell.run, seed: result.cell.seed, status: result.status,
          reading: result.reading, average: result.average)
      }
    }
  }

  fileprivate static func settings(_ changes: [RecipeChange]) -> [String: String] {
    Dictionary(changes.map { ($0.key, $0.value) }) { _, last in last }
  }
}

extension SweepResult {
  /// In a word.
  fileprivate var status: String {
    switch outcome {
    case .finished: "finished"
    case .diverged: "diverged"
    case .failed: "failed"
    case .stopped: "stopped"
    }
  }
}

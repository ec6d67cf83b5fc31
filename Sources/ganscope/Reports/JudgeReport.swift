import Foundation
import GANs
import RunStore
import Session
import Training

/// Judges as a table: how they were made, and what real images get from them.
struct JudgeReport {
  private var rows: [Row] = []
  private let cache: JudgeCache

  init(cache: JudgeCache) {
    self.cache = cache
  }

  mutating func add(_ row: Row) {
    rows.append(row)
  }

  var text: String {
    var table = TextTable([
      "data set", "judge", "held-out", "seconds", "images", "trace", "floor", "score",
      "precision", "recall", "coverage", "fingerprint",
    ])
    for row in rows { table.add(row.cells) }
    let problems = rows.compactMap(\.problem)
    let place = problems.isEmpty || problems.count < rows.count ? ["kept in \(cache.folder)"] : []
    return ([table.text, ""] + Set(problems).sorted() + place).joined(separator: "\n")
  }
}

extension JudgeReport {
  /// What is said about one judge.
  struct Row: Encodable {
    let dataset: String
    /// `classifier` or `random`.
    let kind: String
    /// The share of held-out images that it gets right.
    let accuracy: Double?
    /// Whether it was in the cache.
    let kept: Bool
    let seconds: Double
    let images: Int
    let classes: [String]
    let trace, floor: Double
    /// Of how many images the floor is: never of more than there are.
    let floorCount: Int
    let classifierScore: Double?
    let precision, recall, coverage: Double
    let pixelDeviation, pairwiseDistance: Double
    let fingerprint: String
    /// The file that keeps it.
    let file: String
    /// Why it is not kept.
    let problem: String?

    /// Of how many images the floor is shown where there are so many.
    private static let usualFloorCount = 1_000

    init(name: String, result: JudgeMaker.Result, seconds: Duration, cache: JudgeCache) {
      let (description, panel) = (result.panel.description, result.panel)
      dataset = name
      switch description.training {
      case .classifier(let accuracy): (kind, self.accuracy) = ("classifier", accuracy)
      case .random: (kind, accuracy) = ("random", nil)
      }
      kept = result.isKept
      self.seconds = seconds / .seconds(1)
      let reference = description.reference
      images = reference.count
      classes = description.classNames
      trace = reference.trace
      floorCount = min(Self.usualFloorCount, reference.count)
      floor = panel.reference.floor(count: floorCount)
      classifierScore = reference.classifierScore
      (precision, recall, coverage) = (
        reference.precision, reference.recall, reference.coverage
      )
      (pixelDeviation, pairwiseDistance) = (
        reference.pixelDeviation, reference.pairwiseDistance
      )
      fingerprint = description.fingerprint
      file = cache.path(ofKey: panel.judge.record.key)
      problem = result.problem.map(\.description)
    }

    var json: String { get throws { try JSONLine.text(of: self) } }

    fileprivate var cells: [String] {
      [
        dataset, kind == "random" ? "random features" : kind,
        accuracy.map { "\(Self.number($0 * 100, digits: 2)) %" } ?? "",
        Self.number(seconds, digits: 1) + (kept ? " (kept)" : ""), "\(images)",
        Self.number(trace, digits: 1), "\(Self.number(floor, digits: 2)) of \(floorCount)",
        classifierScore.map { Self.number($0, digits: 2) } ?? "",
        Self.number(precision, digits: 2), Self.number(recall, digits: 2),
        Self.number(coverage, digits: 2), String(fingerprint.prefix(12)),
      ]
    }

    private static func number(_ value: Double, digits: Int) -> String {
      value.formatted(
        .number.precision(.fractionLength(digits)).grouping(.never)
          .locale(Locale(identifier: "C")))
    }
  }
}

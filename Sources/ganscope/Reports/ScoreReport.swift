import GANs
import Session
import Training

/// What a judge has found in the generators of a run: who it is, a table, a chart.
struct ScoreReport {
  private let judge: JudgeDescription
  private let count: Int
  private let isBounded: Bool
  private let hasKernelDistance: Bool

  /// - Parameters:
  ///   - count: of images that were judged of each generator.
  ///   - isBounded: whether that count is not the user's own.
  init(_ judge: JudgeDescription, count: Int, isBounded: Bool, kid: Bool) {
    self.judge = judge
    self.count = count
    self.isBounded = isBounded && count < RunScorer.usualCount
    hasKernelDistance = kid
  }

  /// For example `judge of mnist: a classifier, 98.9 % right on held-out images (1f0c5d7a); 2000 images
  /// each, floor 1.70`.
  func header(floor: Double) -> String {
    let bound = isBounded ? " as this generator is wide (--count says another number)" : ""
    return "\(judge.title); \(judge.floorText(floor, count: count, note: bound))"
  }

  // MARK: - Table

  func table(_ readings: [QualityReading]) -> String {
    let hasAverage = readings.contains { $0.source == .average }
    let kid = hasKernelDistance ? ["KID"] : []
    var table = TextTable(
      [
        "epoch", "distance", "% of trace", "floor", "score", "classes", "KL", "precision", "recall",
        "coverage",
      ] + kid + ["near copies"] + (hasAverage ? ["of"] : []),
      numbers: 11 + kid.count)
    for reading in readings {
      table.add(numbers(of: reading) + (hasAverage ? [name(of: reading.source)] : []))
    }
    table.add(realImages)
    return table.text
  }

  private func numbers(of reading: QualityReading) -> [String] {
    let kid = hasKernelDistance ? [text(reading.kernelDistance)] : []
    return [
      "\(reading.epoch)", reading.distance.report, (100 * reading.distanceShare).report,
      reading.floor.report, text(reading.classifierScore), classes(of: reading),
      text(reading.classDivergence), text(reading.precision), text(reading.recall),
      text(reading.coverage),
    ] + kid + [reading.nearCopies.map { "\((100 * $0).report) %" } ?? "-"]
  }

  /// What real images get, as far as it does not depend on their number.
  private var realImages: [String] {
    let real = judge.reference
    return [
      "real", "", "", "", text(real.classifierScore),
      real.classShares.isEmpty ? "-" : "\(real.classShares.count { $0 > 0.01 })", "",
      text(real.precision), text(real.recall), text(real.coverage),
    ]
  }

  /// How many classes have more than a hundredth of the images.
  private func classes(of reading: QualityReading) -> String {
    let all = reading.classCounts.reduce(0, +)
    return all == 0 ? "-" : "\(reading.classCounts.count { $0 * 100 > all })"
  }

  private func text(_ value: Double?) -> String { value?.report ?? "-" }

  private func name(of source: QualityReading.Source) -> String {
    source == .average ? "average" : "generator"
  }

  // MARK: - Chart

  func chart(_ readings: [QualityReading], style: ReportStyle) -> String {
    let bars = readings.map { reading in
      BarChart.Bar(
        label: "epoch \(reading.epoch)" + (reading.source == .average ? " average" : ""),
        value: reading.distance, text: reading.distance.report)
    }
    let floor = readings.first.map {
      [BarChart.Bar(label: "real images", value: $0.floor, text: $0.floor.report)]
    }
    return BarChart(bars + (floor ?? []), style: style).lines.joined(separator: "\n")
  }
}

extension JudgeDescription {
  /// What stands behind a floor: `2000 images each, of which real ones get 1.70`.
  ///
  /// Where there are fewer real images, the floor is that of so many drawn from them, some repeatedly.
  ///
  /// - Parameter note: on the count.
  func floorText(_ floor: Double, count: Int, note: String = "") -> String {
    let images = "\(count) images each\(note)"
    guard count > reference.count else {
      return "\(images), of which real ones get \(floor.report)"
    }
    return "\(images), of which as many drawn from the only \(reference.count) real ones, some "
      + "repeatedly, get \(floor.report)"
  }

  /// For example `judge of mnist: a classifier, 98.9 % right on held-out images (1f0c5d7a)`.
  var title: String {
    let kind =
      switch training {
      case .classifier(let accuracy):
        "a classifier, \((100 * accuracy).report) % right on held-out images"
      case .random: "random features, as there are no classes to tell apart"
      }
    return "judge of \(dataset): \(kind) (\(fingerprint.prefix(8)))"
  }
}

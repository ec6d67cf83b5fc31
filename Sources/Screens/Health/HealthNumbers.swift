internal import Session
internal import Terminal

/// What else the judge and the discriminator's answers say, as many numbers as fit some rows.
struct HealthNumbers: Widget {
  let readings: HealthReadings
  let reference: JudgeDescription.Reference?
  /// What the last batch measured.
  let signals: BatchMetrics.Signals?
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (row, line) in lines(width: area.width).prefix(area.height).enumerated() {
      canvas.write(line, in: area, row: row, style: appearance[.text])
    }
  }

  /// The numbers in lines of a width; none is cut.
  func lines(width: Int) -> [String] {
    var lines: [String] = []
    for item in [averageText].compactMap(\.self) + items where item.count <= width {
      if let last = lines.last, last.count + 2 + item.count <= width, lines.count > 0 {
        lines[lines.count - 1] = last + "  " + item
      } else {
        lines.append(item)
      }
    }
    return lines
  }

  /// The average generator beside the one that learns.
  private var averageText: String? {
    readings.averageBesideRaw.map { average, raw in
      let coverages = [average.coverage, raw.coverage].compactMap(\.self)
      let coverage =
        coverages.count == 2
        ? ", coverage \(HealthText.percentages(coverages[0], coverages[1]))" : ""
      return "average/raw G: distance "
        + "\(HealthText.distance(average.distance))/\(HealthText.distance(raw.distance))\(coverage)"
    }
  }

  /// The norms of both gradients, and the generator's over the discriminator's.
  private var gradients: String? {
    signals.map { signals in
      func text(_ value: Double) -> String { NumberText.significant(value, digits: 2) }
      let (generator, discriminator) = (
        Double(signals.generatorGradient), Double(signals.discriminatorGradient)
      )
      let ratio = discriminator > 0 ? " = \(text(generator / discriminator))" : ""
      return "gradients G/D \(text(generator))/\(text(discriminator))\(ratio)"
    }
  }

  private var items: [String] {
    func item(
      _ name: String, _ value: (QualityReading) -> Double?, _ text: (Double) -> String
    ) -> String? {
      readings.newest(value).map { "\(name) \(text($0))" }
    }
    func decimal(_ places: Int) -> (Double) -> String {
      { NumberText.decimal($0, places: places) }
    }
    return [
      item("score", \.classifierScore) { HealthText.numbers($0, reference?.classifierScore) },
      item("KL", \.classDivergence, decimal(2)),
      item("precision", \.precision) { HealthText.percentages($0, reference?.precision) },
      item("recall", \.recall) { HealthText.percentages($0, reference?.recall) },
      gradients,
      item("near copies", \.nearCopies) { "\(NumberText.decimal($0 * 100, places: 1)) %" },
      item("saturated", \.saturatedPixels) { NumberText.percent($0) },
      item("checkerboard", \.checkerboard) { "x" + NumberText.decimal($0, places: 1) },
      item("calibration", \.calibrationError, decimal(2)),
      item("pairs", \.pairwiseDistance) { HealthText.numbers($0, reference?.pairwiseDistance) },
      item("held-out gap", \.heldOutGap, decimal(2)),
      item("KID", \.kernelDistance) { NumberText.significant($0, digits: 2) },
    ].compactMap(\.self)
  }
}

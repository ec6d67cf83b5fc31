internal import Session
internal import Terminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Distance, coverage and diversity below each other, each with its newest value beside that of real
/// images; the average generator is a line in front.
struct HealthCurves: Widget {
  let readings: HealthReadings
  let reference: JudgeDescription.Reference?
  /// The batches at which alarms were raised.
  let alarmSteps: [Int]
  let appearance: Appearance

  static let count = 3

  private struct Curve {
    let name: String
    /// The newest value, in less and less words.
    let values: [String]
    /// How many of them say all.
    var fullValues = 1
    let sparkline: Sparkline
    /// What the vertical axis covers, in words.
    let scale: (ClosedRange<Float>) -> String
    let style: Style
  }

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let rows = area.height / Self.count
    for (index, curve) in curves.enumerated() {
      if rows >= 2 {
        drawTall(curve, in: area.rows(from: index * rows, count: rows), onto: &canvas)
      } else {
        drawFlat(curve, in: area.row(index), onto: &canvas)
      }
    }
  }

  private func drawTall(_ curve: Curve, in area: Rectangle, onto canvas: inout Canvas) {
    let range = curve.sparkline.drawToScale(in: area.rows(from: 1), onto: &canvas)
    ChartHeading(
      name: curve.name, values: curve.values, fullValues: curve.fullValues,
      scale: range.map(curve.scale), style: curve.style, scaleStyle: appearance[.dim],
      valueStyle: appearance[.text]
    ).draw(in: area.row(0), onto: &canvas)
  }

  private func drawFlat(_ curve: Curve, in area: Rectangle, onto canvas: inout Canvas) {
    canvas.write(curve.name, in: area, style: curve.style)
    // Each value ends in the same column, and leaves some to the course.
    let room = min(24, area.width / 2)
    let value = curve.values.first { $0.count + 10 <= room } ?? curve.values.last ?? ""
    let start = 10 + max(curve.values.last?.count ?? 0, room - 10)
    canvas.write(value, in: area, column: 10, style: appearance[.text])
    curve.sparkline.withoutLines.draw(in: area.columns(from: start + 1), onto: &canvas)
  }

  private var curves: [Curve] {
    let newest = readings.newest
    let coverage = readings.newest(\.coverage)
    let deviation = newest?.pixelDeviation
    return [
      Curve(
        name: "distance", values: newest.map(HealthText.distances) ?? ["-"], fullValues: 2,
        // It falls from thousands to some dozens, and the end is what matters.
        sparkline: sparkline(.title) { log10(max($0.distance, 1e-3)) },
        scale: ScaleText.powersOfTen, style: appearance[.title]),
      Curve(
        name: "coverage", values: HealthText.coverages(coverage, real: reference?.coverage),
        sparkline: sparkline(.real, scale: 0...1, \.coverage),
        scale: ScaleText.percentages, style: appearance[.real]),
      Curve(
        name: "diversity",
        values: HealthText.diversities(deviation, real: reference?.pixelDeviation),
        sparkline: sparkline(.generator, scale: diversityScale, \.pixelDeviation),
        scale: ScaleText.numbers, style: appearance[.generator]),
    ]
  }

  /// From none to somewhat more than that of real images.
  private var diversityScale: ClosedRange<Float>? {
    guard let real = reference?.pixelDeviation, real.isFinite, real > 0 else { return nil }
    return 0...Float(real) * 1.25
  }

  private func sparkline(
    _ role: Theme.Role, scale: ClosedRange<Float>? = nil, _ value: (QualityReading) -> Double?
  ) -> Sparkline {
    let series = HealthSeries(readings.course, value)
    let average = series.held(HealthSeries(readings.average, value))
    let isThere = average.start < average.values.count
    return Sparkline(
      values: series.values, scale: scale, alarms: alarmSteps.map(series.index(after:)),
      lines: isThere
        ? [
          Sparkline.Line(
            values: average.values, start: average.start, style: appearance[.good], character: "a")
        ] : [],
      role: role, appearance: appearance)
  }
}

internal import Session
internal import Terminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Some curves below each other, each with its name and its newest value; in very few rows all of it
/// stands in one row a curve.
struct CurvesView: Widget {
  struct Curve {
    let name: String
    let shortName: String
    /// The newest value, in words of one width.
    let value: String
    let sparkline: Sparkline
    /// What the vertical axis covers, in words.
    let scale: (ClosedRange<Float>) -> String
    let style: Style
  }

  let curves: [Curve]
  let textStyle: Style
  let scaleStyle: Style

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !curves.isEmpty else { return }
    let rows = area.height / curves.count
    for (index, curve) in curves.enumerated() {
      let part = area.rows(from: index * rows, count: rows)
      if rows >= 2 {
        drawTall(curve, in: part, onto: &canvas)
      } else {
        drawFlat(curve, in: area.row(index), onto: &canvas)
      }
    }
  }

  private func drawTall(_ curve: Curve, in area: Rectangle, onto canvas: inout Canvas) {
    let range = curve.sparkline.drawToScale(in: area.rows(from: 1), onto: &canvas)
    ChartHeading(
      name: curve.name, shortName: curve.shortName, values: [curve.value.trimmed],
      scale: range.map(curve.scale), style: curve.style, scaleStyle: scaleStyle,
      valueStyle: textStyle
    ).draw(in: area.row(0), onto: &canvas)
  }

  private func drawFlat(_ curve: Curve, in area: Rectangle, onto canvas: inout Canvas) {
    canvas.write(curve.shortName, in: area, style: curve.style)
    canvas.write(curve.value, in: area, column: 5, style: textStyle)
    // In one row several curves would hide each other.
    curve.sparkline.withoutLines
      .draw(in: area.columns(from: 6 + curve.value.count), onto: &canvas)
  }
}

extension WatchScreen {
  /// What the frame around the losses says besides its title.
  var lossesNote: String { isLogarithmic ? "log" : "" }

  /// Where knobs were turned, as places in the values of a chart.
  private var tweakMarks: [Int] {
    chartPlaces(ofSteps: snapshot.events.filter(\.isTweak).map(\.step))
  }

  /// Where something was found to be wrong, as places in the values of a chart.
  private var alarmMarks: [Int] { chartPlaces(ofSteps: alarmSteps) }

  private func chartPlaces(ofSteps steps: [Int]) -> [Int] {
    let present = curves[snapshot.line.branch.number]
    return steps.map { present.index(after: $0, over: curves.span) }
  }

  func lossesView(_ appearance: Appearance) -> CurvesView {
    let scaleText: (ClosedRange<Float>) -> String =
      isLogarithmic ? { ScaleText.powersOfTen($0) } : { ScaleText.numbers($0) }
    let present = curves[snapshot.line.branch.number]
    func curve(
      _ name: String, _ shortName: String, _ series: KeyPath<LearningCurves, MetricSeries>,
      _ last: Float?, _ role: Theme.Role
    ) -> CurvesView.Curve {
      CurvesView.Curve(
        name: name, shortName: shortName, value: NumberText.loss(last).leftPadded(to: 6),
        sparkline: Sparkline(
          values: scaled(present[keyPath: series].values(over: curves.span)), marks: tweakMarks,
          alarms: alarmMarks,
          lines: otherLines(series, appearance, scale: scaled), role: role,
          appearance: appearance),
        scale: scaleText, style: appearance[role])
    }
    let last = snapshot.metrics.last
    return CurvesView(
      curves: [
        curve(
          "discriminator", "D", \.discriminatorLoss, last?.discriminatorLoss, .discriminator),
        curve("generator", "G", \.generatorLoss, last?.generatorLoss, .generator),
      ], textStyle: appearance[.text], scaleStyle: appearance[.dim])
  }

  func accuracyView(_ appearance: Appearance) -> CurvesView {
    let present = curves[snapshot.line.branch.number]
    func curve(
      _ name: String, _ series: KeyPath<LearningCurves, MetricSeries>, _ last: Float?,
      _ role: Theme.Role
    ) -> CurvesView.Curve {
      CurvesView.Curve(
        name: name, shortName: name,
        value: NumberText.percent(last.map(Double.init)).leftPadded(to: 6),
        sparkline: Sparkline(
          values: present[keyPath: series].values(over: curves.span), scale: 0...1,
          marks: tweakMarks, alarms: alarmMarks,
          lines: otherLines(series, appearance), role: role, appearance: appearance),
        scale: ScaleText.percentages, style: appearance[role])
    }
    let last = snapshot.metrics.last
    return CurvesView(
      curves: [
        curve("real", \.realAccuracy, last?.realAccuracy, .real),
        curve("fake", \.fakeAccuracy, last?.fakeAccuracy, .fake),
      ], textStyle: appearance[.text], scaleStyle: appearance[.dim])
  }

  /// Losses as they are drawn: as they are, or on a logarithmic scale, where none is below a thousandth.
  private func scaled(_ losses: [Float]) -> [Float] {
    isLogarithmic ? losses.map { $0.isFinite ? log10(max($0, 1e-3)) : $0 } : losses
  }

  /// One series of every other branch, from where it is not the present branch's too.
  private func otherLines(
    _ series: KeyPath<LearningCurves, MetricSeries>, _ appearance: Appearance,
    scale: ([Float]) -> [Float] = { $0 }
  ) -> [Sparkline.Line] {
    snapshot.otherLines.map { line in
      let number = line.branch.number
      let own = curves[number]
      return Sparkline.Line(
        values: scale(own[keyPath: series].values(over: curves.span)),
        start: own.index(after: lastStep(drawnInFrontOf: line), over: curves.span),
        style: appearance[.branch(number)], character: Character("\(abs(number % 10))"))
    }
  }
}

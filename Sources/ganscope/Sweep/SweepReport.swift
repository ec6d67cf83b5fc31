import GANs
import Session
import Training

/// The end of a sweep: a table and a chart of its combinations, the best one first.
struct SweepReport {
  private let plan: SweepPlan
  private let rows: [SweepRow]

  init(_ results: [SweepResult], of plan: SweepPlan) {
    self.plan = plan
    rows = SweepRow.ranked(results, of: plan)
  }

  func text(style: ReportStyle) -> String {
    ([table, ""] + chart(style)).joined(separator: "\n")
  }

  private var hasAverage: Bool { rows.contains { $0.mean { $0.average?.distance } != nil } }

  private var table: String {
    let average = hasAverage ? ["average's"] : []
    var table = TextTable(
      ["distance", "% of trace"] + average + ["coverage"] + plan.axes.map(\.key)
        + plan.seeds.map { "seed \($0)" }, numbers: 3 + average.count)
    for row in rows {
      let share = row.mean { $0.reading.map { 100 * $0.distanceShare } }
      let numbers =
        [row.distance, share] + (hasAverage ? [row.mean { $0.average?.distance }] : [])
        + [row.mean { $0.reading?.coverage }]
      table.add(
        numbers.map { $0?.report ?? "-" } + row.changes.map(\.value) + row.results.map(\.text))
    }
    return table.text
  }

  private func chart(_ style: ReportStyle) -> [String] {
    let bars = rows.map { row in
      let label = row.changes.isEmpty ? plan.settings.recipe : row.label
      let text = row.distance?.report ?? row.results.first?.text ?? "-"
      let missing = row.results.filter { $0.distance == nil }.count
      let note = missing > 0 && row.distance != nil ? " (\(missing) without)" : ""
      return BarChart.Bar(label: label, value: row.distance, text: text + note)
    }
    return BarChart(bars, style: style).lines
  }
}

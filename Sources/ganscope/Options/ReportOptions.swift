import ArgumentParser

/// The options that say what a training without a screen prints.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(
    name: .customLong("report-every"),
    help: "Print every Nth batch; else every batch with --json, and every epoch without.")
  var reportEvery: Int?

  func validate() throws {
    try require(reportEvery, in: 1...1_000_000_000, "--report-every")
  }
}

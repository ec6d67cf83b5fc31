import ArgumentParser
import Configuration
import Datasets
import Tensors
import Training

struct JudgesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judges",
    abstract: "Train the networks that judge samples, and show what real images get from them.",
    discussion: """
      The judge of a data set is a small classifier of its images, or random features where there are \
      no classes to tell apart. It is trained once and kept; a training makes the one that it needs itself.
      """)

  @Argument(help: "Data sets as for --dataset; without any, all that are here.")
  var names: [String] = []

  @OptionGroup var folders: DataFolders

  @Option(help: "How many threads work; else one per processor core.")
  var threads: Int?

  @Flag(help: "Print one JSON object a judge.")
  var json = false

  func validate() throws {
    try require(threads, in: 1...1_024, "--threads")
  }

  func run() throws {
    if let threads { Workers.count = threads }
    let catalogue = try DatasetCatalogue(searchPath: folders.searchPath)
    let here = catalogue.sorted.filter { catalogue.place(of: $0) != nil }.map(\.name)
    let cache = JudgeCache(folder: UserFolders().cache + "/judges")
    var report = JudgeReport(cache: cache)
    for name in names.isEmpty ? here : names {
      let row = try judge(of: name, in: catalogue, cache: cache)
      if json { try StandardOutput.write(row.json) } else { report.add(row) }
    }
    if !json { try StandardOutput.writeLine(report.text) }
  }

  /// Trains the judge of a data set if need be, with a bar on a terminal.
  private func judge(
    of name: String, in catalogue: DatasetCatalogue, cache: JudgeCache
  ) throws -> JudgeReport.Row {
    let bar = PassingBar(name, isShown: !json && StandardOutput.isTerminal)
    defer { bar.finish() }
    bar.show(0)
    let clock = ContinuousClock()
    let material = try JudgeMaterial(of: name, in: catalogue)
    let start = clock.now
    let result = JudgeMaker(cache: cache).make(of: material) { bar.show($0) }
    return JudgeReport.Row(
      name: name, result: result, seconds: start.duration(to: clock.now), cache: cache)
  }
}

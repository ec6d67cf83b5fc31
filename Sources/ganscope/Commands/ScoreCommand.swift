import ArgumentParser
import Configuration
import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Training

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Judge the generators of a run, epoch by epoch.",
    discussion: """
      A judge that knows the run's data set looks at images which the generator of each kept checkpoint \
      makes of the same latent vectors. distance is the Frechet distance of its features to those of \
      all real images, floor what as many real images get; KL compares the classes with the real \
      ones; precision, recall and coverage are from 0 to 1; near copies is the share of images that are \
      all but one of the training. The run is only read, so it may be going on.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @Option(
    help: "Only the end of this epoch, 0 for the start; else all ends of epochs that are kept.")
  var epoch: Int?

  @Flag(help: "All checkpoints that are kept: the start and those within epochs too.")
  var all = false

  @Option(help: "The name of a branch; the one that was trained last if not given.")
  var branch: String?

  @Option(
    help: "How many images are judged of each; 2000 if not given, fewer where a generator is wide.")
  var count: Int?

  @Flag(help: "The kernel distance too.")
  var kid = false

  @Flag(help: "Only the average of the generator's weights, where the run keeps one.")
  var average = false

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  @Flag(help: "Print one JSON object an epoch.")
  var json = false

  @Flag(help: "Draw the distances as bars.")
  var chart = false

  func validate() throws {
    try require(epoch, in: 0...1_000_000_000, "--epoch")
    try require(count, in: 2...100_000, "--count")
    try require(threads, in: 1...1024, "--threads")
    if all, epoch != nil {
      throw ValidationError("--all and --epoch contradict each other: leave one out")
    }
    if json, chart { throw ValidationError("--json draws nothing: leave out --chart") }
  }

  func run() async throws {
    if let threads { Workers.count = threads }
    let reader = try RunReader(RunCatalogue().existing(name))
    let branch = try reader.branch(named: branch)
    let moments = try moments(reader, branch)
    let scorer = try RunScorer(
      reader, branch: branch, panel: panel(of: reader), count: count,
      comparing: kid ? .all : [.neighbourhoods, .copies])
    let report = ScoreReport(
      scorer.panel.description, count: scorer.count, isBounded: count == nil, kid: kid)
    if !json { try StandardOutput.writeLine(report.header(floor: scorer.floor)) }
    let (readings, damage) = try readings(scorer, at: moments, branch, reader.directory.name)
    if !json, !readings.isEmpty {
      try StandardOutput.writeLine(report.table(readings))
      if chart {
        try StandardOutput.writeLine(
          "\n" + report.chart(readings, style: await ReportStyle.current))
      }
    }
    if let damage { throw ExitCode(damage.rawValue) }
  }

  /// The judge of a run's data set, made with a bar if need be.
  private func panel(of reader: RunReader) throws -> JudgePanel {
    let record = try reader.overview().record
    let bar = PassingBar("the judge", isShown: !json && StandardOutput.isTerminal)
    defer { bar.finish() }
    return try RunJudges().panel(of: record) { bar.show($0) }
  }

  private func moments(_ reader: RunReader, _ branch: RunBranch) throws -> [ScoredMoment] {
    let kept = try ScoredMoment.kept(reader, onLineOf: branch)
    let epochs = kept.filter(\.endsEpoch)
    guard let epoch else {
      let wanted = all ? kept : epochs.filter { $0.step > 0 }
      guard wanted.isEmpty else { return wanted }
      throw ShellError(
        kept.isEmpty
          ? "\(name): no checkpoint is kept on branch \(branch.name), so there is nothing to judge"
          : "\(name): no end of an epoch is kept on branch \(branch.name) yet; --all judges what is",
        .noInput)
    }
    if let moment = epochs.first(where: { $0.epoch == epoch }) { return [moment] }
    throw ShellError(
      "\(name): no checkpoint of the end of epoch \(epoch) on branch \(branch.name) is kept; "
        + "there are \(EpochList(epochs.map(\.epoch)))", .noInput)
  }

  /// What the judge finds after each of the moments; one that cannot be read is told, and does not keep the
  /// others from it.
  ///
  /// - Returns: also the exit code that says that one could not be read.
  private func readings(
    _ scorer: RunScorer, at moments: [ScoredMoment], _ branch: RunBranch, _ run: String
  ) throws -> (readings: [QualityReading], damage: ShellStatus?) {
    let bar = PassingBar("judging", isShown: !json && StandardOutput.isTerminal)
    defer { bar.finish() }
    var readings: [QualityReading] = []
    var damage: ShellStatus?
    for (number, moment) in moments.enumerated() {
      bar.show(Double(number) / Double(moments.count))
      let news: [QualityReading]
      do {
        news = try scorer.readings(at: moment, of: average ? [.average] : [.generator, .average])
      } catch {
        let error = ShellError(error)
        bar.finish()
        writeToStandardError("ganscope: \(error.message)\n")
        damage = damage ?? error.status
        continue
      }
      if json { try printObjects(news, scorer, branch, run) }
      readings += news
    }
    guard readings.isEmpty, damage == nil else { return (readings, damage) }
    throw ShellError(
      average
        ? "\(name): this run keeps no average of the generator's weights: its recipe has no trick "
          + "generator_average"
        : "\(name): no generator of it makes images that can be judged", .noInput)
  }

  private func printObjects(
    _ readings: [QualityReading], _ scorer: RunScorer, _ branch: RunBranch, _ run: String
  ) throws {
    for reading in readings {
      let line = ScoreLine(
        run: run, branch: branch.name, judge: scorer.panel.judge.fingerprint, reading: reading)
      try StandardOutput.write(JSONLine.text(of: line))
    }
  }
}

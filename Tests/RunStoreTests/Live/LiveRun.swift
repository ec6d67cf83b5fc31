import GRDB
import Session

@testable import RunStore

/// A run that is being trained in this process, for the tests of those who watch it.
struct LiveRun {
  let folder: TemporaryFolder
  let directory: RunDirectory
  let writer: RunWriter

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
    writer = RunWriter(directory: directory, record: .example(run: "run"))
    try writer.open()
  }

  func train(_ steps: ClosedRange<Int>) {
    for step in steps {
      writer.record(BatchMetrics.example(step: step))
      writer.record(TrainingEvent(step: step, kind: .marked("\(step)")))
      if step <= 30 { writer.record(SampleGrid.example(step: step)) }
    }
    writer.flushNow()
  }

  /// Changes the database as only a damaged or a hostile one can be.
  func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: directory.databasePath, configuration: configuration)
    try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    try queue.close()
  }

  /// How many commands stand in the database.
  func commandCount() throws -> Int {
    let queue = try DatabaseQueue(path: directory.databasePath)
    return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM command") ?? 0 }
  }

  /// A view of two images of 2×1 pixels with everything that a view can have.
  static let view = SampleView(
    request: .realAndFake(draw: 3), epoch: 1, step: 3,
    format: ImageFormat(width: 2, height: 1, channels: 1), pixels: [1, 2, 3, 255],
    scores: [0.25, 1], areReal: [true, false], attention: [-127, 0, 3, 127],
    movedPixels: [9, 8, 7, 6], movedScores: [0.5, 0.75], nearestPixels: [0, 4, 5, 255],
    nearestDistances: [0, 0.125], layer: "generator 0: dense 2", layerCount: 3)

  /// A step of two phases on one image of 2×1 pixels.
  static let slowStep = StepRecord(
    epoch: 1, step: 3, format: view.format,
    phases: [
      StepRecord.Phase(
        player: .discriminator, latent: [0.5, -.infinity],
        fakes: StepRecord.Judged(pixels: [1, 2], scores: [0.5]),
        reals: StepRecord.Judged(pixels: [3, 4, 5, 6], scores: [1, 0]), loss: .infinity,
        realLoss: 0.5,
        layers: [
          StepRecord.LayerChange(
            name: "discriminator.0", kind: "dense", gradientNorm: .infinity, relativeChange: 0.5)
        ], rate: 1e-3),
      StepRecord.Phase(
        player: .generator, latent: [1],
        fakes: StepRecord.Judged(pixels: [7, 8], scores: [0.25]), reals: StepRecord.Judged(),
        loss: 2, pixelGradient: [-127, 5], layers: [], rate: 2e-3),
    ])

  static let snapshot = TrainingSnapshot(
    phase: .paused, run: RunRecord.example(run: "run").description,
    knobs: Knobs(generatorRate: .infinity, discriminatorRate: 3e-4, dropout: 0.25),
    live: .example(step: 3), imagesPerSecond: 123.5)
}

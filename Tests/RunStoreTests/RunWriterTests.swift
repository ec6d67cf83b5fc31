import Foundation
import GRDB
import Session
import Synchronization
import Tensors
import Testing

@testable import RunStore

struct RunWriterTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
  }

  private func makeWriter() -> RunWriter {
    RunWriter(directory: directory, record: .example(run: "run"))
  }

  @Test func `what was recorded is read back, in order`() throws {
    let events: [TrainingEvent] = [
      TrainingEvent(step: 0, kind: .started),
      TrainingEvent(step: 1, kind: .paused),
      TrainingEvent(step: 1, kind: .learningRate(.generator, from: 2e-4, to: 1e-4)),
      TrainingEvent(step: 1, kind: .dropout(from: 0.3, to: 0)),
      TrainingEvent(step: 1, kind: .resumed),
      TrainingEvent(step: 2, kind: .epochEnded(1)),
      TrainingEvent(step: 2, kind: .diverged),
      TrainingEvent(step: 700, kind: .finished),
    ]
    let metrics = (1...700).map(BatchMetrics.example(step:))
    let grids = (0...2).map(SampleGrid.example(step:))
    let writer = makeWriter()
    for batch in metrics { writer.record(batch) }
    for grid in grids { writer.record(grid) }
    for event in events { writer.record(event) }
    #expect(try writer.finish(.example(step: 1, reason: .end)) == directory.path)

    let reader = try RunReader(directory)
    #expect(try reader.events() == events)
    #expect(try Array(reader.metrics()) == metrics)
    #expect(try reader.sampleGrids() == grids)
    #expect(try reader.weights() == exampleWeights)
    #expect(try reader.gridCount() == 3)
    let plain = try reader.line(named: nil, samples: false)
    #expect(plain.metrics.count == 700 && plain.events == events && plain.samples.isEmpty)
    let overview = try reader.overview()
    #expect(overview.record == .example(run: "run"))
    #expect(overview.status == .finished)
    #expect(overview.batches == 700)
    #expect(try #require(overview.endedAt) >= overview.startedAt)
  }

  @Test func `a run that did not reach its end is stopped`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    writer.record(TrainingEvent(step: 1, kind: .stopped))
    _ = try writer.finish(.example(step: 1, reason: .end))
    #expect(try RunReader(directory).overview().status == .stopped)
  }

  @Test func `a loss that is not a number stays one`() throws {
    var metrics = BatchMetrics.example(step: 1)
    metrics.discriminatorLoss = .nan
    metrics.generatorLoss = .infinity
    let writer = makeWriter()
    writer.record(metrics)
    _ = try writer.finish(.example(step: 1, reason: .end))
    let read = try #require(try RunReader(directory).metrics().first)
    #expect(read.discriminatorLoss.isNaN)
    #expect(read.generatorLoss == .infinity)
  }

  @Test func `nothing is made before the first batch`() throws {
    let writer = makeWriter()
    writer.record(TrainingEvent(step: 0, kind: .started))
    writer.record(SampleGrid.example(step: 0))
    writer.flushNow()
    #expect(folder.names.isEmpty)
    #expect(try writer.finish(.example(step: 1, reason: .end)) == "nowhere: no batch was trained")
    #expect(folder.names.isEmpty)
  }

  @Test func `only the owner can open the folder and its files`() throws {
    let deep = RunDirectory(path: folder.file("new/folders/run"))
    let writer = RunWriter(directory: deep, record: .example())
    writer.record(BatchMetrics.example(step: 1))
    writer.flushNow()
    #expect(try permissions(of: folder.file("new")) == 0o700)
    #expect(try permissions(of: deep.path) == 0o700)
    for suffix in ["", "-wal", "-shm"] {
      #expect(try permissions(of: deep.databasePath + suffix) == 0o600)
    }
    _ = try writer.finish(.example(step: 1, reason: .end))
    #expect(try permissions(of: deep.checkpointsPath) == 0o700)
    for file in try files(in: deep.checkpointsPath) {
      #expect(try permissions(of: "\(deep.checkpointsPath)/\(file)") == 0o600)
    }
  }

  private func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `a finished run is one database and its checkpoints`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    _ = try writer.finish(.example(step: 1, reason: .end))
    let names = try files(in: directory.path).filter { !$0.hasSuffix(".lock") }
    #expect(names == ["checkpoints", "run.sqlite"])
    #expect(try files(in: directory.checkpointsPath) == ["00000001-1.safetensors"])
  }

  @Test func `an opened run has taken its name, and leaves nothing where no batch was trained`()
    throws
  {
    let writer = makeWriter()
    try writer.open()
    #expect(directory.holdsRun)
    let second = message { try makeWriter().open() }
    #expect(second?.contains("is being trained by process \(getpid())") == true)
    #expect(try writer.finish(.example(step: 1, reason: .end)) == "nowhere: no batch was trained")
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }

  @Test func `the weights of an epoch outlive a program that is killed`() throws {
    let writer = makeWriter()
    try writer.open()
    writer.record(BatchMetrics.example(step: 1))
    writer.keep(.example(step: 1))
    writer.flushNow()
    #expect(try RunReader(directory).weights() == exampleWeights)
  }

  @Test func `weights of which a bit has changed are refused`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    _ = try writer.finish(.example(step: 1, reason: .end))
    let file = URL(fileURLWithPath: directory.checkpointsPath + "/00000001-1.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 2] ^= 1
    try bytes.write(to: file)
    let reader = try RunReader(directory)
    #expect(message { _ = try reader.weights() }?.contains("damaged") == true)
  }

  @Test func `a reader sees what is written while it is open`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    writer.flushNow()
    let reader = try RunReader(directory)
    #expect(try reader.metrics().count == 1)
    #expect(try reader.overview().status == .running)
    writer.record(BatchMetrics.example(step: 2))
    writer.flushNow()
    #expect(try reader.metrics().count == 2)
    #expect(
      message { _ = try reader.weights() }?.hasSuffix(
        "the run run has no checkpoint") == true)
    _ = try writer.finish(.example(step: 1, reason: .end))
    #expect(try reader.overview().status == .stopped)
    #expect(try reader.weights() == exampleWeights)
  }

  @Test func `a second writer does not touch the first one's run`() throws {
    let (first, second) = (makeWriter(), makeWriter())
    first.record(BatchMetrics.example(step: 1))
    first.flushNow()
    second.record(BatchMetrics.example(step: 2))
    let error = message { _ = try second.finish(.example(step: 1, reason: .end)) }
    #expect(error?.contains("is being trained by process") == true)
    _ = try first.finish(.example(step: 1, reason: .end))
    #expect(try RunReader(directory).metrics().map(\.step) == [1])
  }

  @Test func `a folder that was left unfinished serves again`() throws {
    for names in [[], ["trainer.lock"], ["trainer.lock", "run.sqlite", "run.sqlite-wal"]] {
      _ = try directory.create()
      for name in names { try write([], to: "\(directory.path)/\(name)") }
      try directory.requireCreatable()
      let writer = makeWriter()
      writer.record(BatchMetrics.example(step: 1))
      _ = try writer.finish(.example(step: 1, reason: .end))
      #expect(try RunReader(directory).overview().batches == 1)
      #expect(!directory.isUnfinished)
      #expect(throws: RunStoreError.self) { try directory.requireCreatable() }
      try directory.remove()
    }
  }

  @Test func `a folder with anything else in it is no unfinished run`() throws {
    _ = try directory.create()
    try write([1], to: folder.file("run/mine"))
    #expect(!directory.isUnfinished)
    try FileManager.default.removeItem(atPath: folder.file("run/mine"))
    let lock = try directory.lockForTraining()
    #expect(throws: RunStoreError.self) { try makeWriter().open() }
    #expect(folder.names == ["run"])
    withExtendedLifetime(lock) {}
  }

  @Test func `two runs that chose the same automatic name are both kept`() throws {
    let catalogue = RunCatalogue(folder: folder.path)
    let writers = try (1...2).map { _ in
      RunWriter(
        directory: try catalogue.new(nil, recipe: "pocket", dataset: "strokes"), record: .example())
    }
    for (writer, step) in zip(writers, 1...) {
      for batch in 1...step { writer.record(BatchMetrics.example(step: batch)) }
      #expect(
        try writer.finish(.example(step: 1, reason: .end)) == folder.file("pocket-strokes-\(step)"))
      let reader = try RunReader(writer.directory)
      #expect(try reader.overview().record.description.run == "pocket-strokes-\(step)")
      #expect(try reader.metrics().count == step)
    }
  }

  @Test func `a run that cannot be kept is reported once, and again at the end`() throws {
    try write([], to: folder.file("file"))
    let reported = Mutex<[RunStoreError]>([])
    let writer = RunWriter(
      directory: RunDirectory(path: folder.file("file/run")), record: .example(),
      whenStorageChanges: { error in reported.withLock { $0 += error.map { [$0] } ?? [] } })
    for step in 1...3 {
      writer.record(BatchMetrics.example(step: step))
      writer.flushNow()
    }
    let error = message { _ = try writer.finish(.example(step: 1, reason: .end)) }
    #expect(
      error
        == "\(folder.file("file")): cannot create the folder: there is a file of that name")
    #expect(reported.withLock { $0.map(\.description) } == [error])
  }

  @Test func `rows that could not be written come with the next ones`() throws {
    let place = folder.file("place")
    try write([], to: place)
    let late = RunDirectory(path: place + "/run")
    let writer = RunWriter(directory: late, record: .example())
    writer.record(BatchMetrics.example(step: 1))
    writer.flushNow()
    try FileManager.default.removeItem(atPath: place)
    writer.record(BatchMetrics.example(step: 2))
    #expect(try writer.finish(.example(step: 1, reason: .end)) == late.path)
    #expect(try RunReader(late).metrics().map(\.step) == [1, 2])
  }

  @Test func `a folder that was moved away is an error until it is back`() throws {
    let storage = Mutex<[RunStoreError?]>([])
    let writer = RunWriter(
      directory: directory, record: .example(),
      whenStorageChanges: { error in storage.withLock { $0.append(error) } })
    writer.record(BatchMetrics.example(step: 1))
    writer.flushNow()
    let away = folder.file("away")
    try FileManager.default.moveItem(atPath: directory.path, toPath: away)
    for step in 2...3 {
      writer.record(BatchMetrics.example(step: step))
      writer.keep(.example(step: step))
      writer.flushNow()
    }
    #expect(
      storage.withLock { $0.map { $0?.description } } == [
        "\(directory.databasePath): cannot be written any more: No such file or directory"
      ])
    #expect(try RunReader(RunDirectory(path: away)).metrics().count == 1)
    try FileManager.default.moveItem(atPath: away, toPath: directory.path)
    writer.record(BatchMetrics.example(step: 4))
    #expect(try writer.finish(.example(step: 4, reason: .end)) == directory.path)
    #expect(storage.withLock { $0.map { $0 == nil } } == [false, true])
    #expect(try RunReader(directory).metrics().map(\.step) == [1, 2, 3, 4])
    #expect(try RunReader(directory).checkpoints().map(\.step) == [3, 4])
  }

  @Test func `a folder that was removed is made again with all that was in its database`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    writer.keep(.example(step: 1))
    writer.flushNow()
    try FileManager.default.removeItem(atPath: directory.path)
    writer.record(BatchMetrics.example(step: 2))
    #expect(try writer.finish(.example(step: 2, reason: .end)) == directory.path)
    let reader = try RunReader(directory)
    #expect(try reader.metrics().map(\.step) == [1, 2])
    #expect(try reader.checkpoints().map { $0.file == nil } == [true, false])
    #expect(try permissions(of: directory.databasePath) == 0o600)
  }

  @Test func `what has taken the place of a folder stays as it is`() throws {
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    writer.flushNow()
    try FileManager.default.removeItem(atPath: directory.path)
    try write([1, 2], to: directory.path)
    writer.record(BatchMetrics.example(step: 2))
    let error = message { _ = try writer.finish(.example(step: 2, reason: .end)) }
    #expect(error == "\(directory.path): was replaced by something else")
    #expect(try bytes(of: directory.path) == [1, 2])
  }

  @Test(.disabled(if: getuid() == 0, "the superuser may write everywhere"))
  func `a folder without the right to write is an error`() throws {
    unsafe chmod(folder.path, 0o500)
    defer { unsafe chmod(folder.path, 0o700) }
    let writer = makeWriter()
    writer.record(BatchMetrics.example(step: 1))
    let error = message { _ = try writer.finish(.example(step: 1, reason: .end)) }
    #expect(error?.hasSuffix("Permission denied") == true)
  }

  @Test func `events stand in the database in words that programs of all versions share`() throws {
    let kinds: [(TrainingEvent.Kind, String)] = [
      (.started, #"{"started":{}}"#),
      (
        .learningRate(.generator, from: 0.5, to: 0.25),
        #"{"learningRate":{"_0":"generator","from":0.5,"to":0.25}}"#
      ),
      (.dropout(from: 0.5, to: 0), #"{"dropout":{"from":0.5,"to":0}}"#),
      (.epochEnded(3), #"{"epochEnded":{"_0":3}}"#),
    ]
    for (kind, text) in kinds { #expect(try JSON.text(of: kind) == text) }
  }
}

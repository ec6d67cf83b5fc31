import Foundation
import Session
import Tensors
import Testing

@testable import RunStore

struct CheckpointStoreTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
  }

  private func makeWriter(budget: Int = 1 << 20) -> RunWriter {
    var record = RunRecord.example(run: "run")
    record.settings?.checkpointBudget = budget
    return RunWriter(directory: directory, record: record)
  }

  private func state(_ number: Float) -> [NamedTensor] {
    [NamedTensor(name: "generator.0.kernel", tensor: Tensor([1], scalars: [number]))]
  }

  /// Trains two branches, of which the second leaves the first after batch 4.
  private func writeTwoBranches(_ writer: RunWriter) {
    for step in 1...6 {
      writer.record(BatchMetrics.example(step: step))
      writer.record(SampleGrid.example(step: step))
    }
    for step in [2, 4, 6] {
      writer.keep(.example(step: step, tensors: state(Float(step))))
      writer.flushNow()
    }
    writer.begin(
      RunBranch(
        number: 2, name: "second", origin: RunBranch.Origin(branch: 1, epoch: 1, step: 4)))
    writer.record(TrainingEvent(step: 4, kind: .branched(from: "main")))
    for step in 5...7 { writer.record(BatchMetrics.example(step: step)) }
    writer.keep(.example(step: 7, branch: 2, reason: .end, tensors: state(-7)))
    writer.flushNow()
  }

  @Test func `a checkpoint comes back as it was kept`() throws {
    let path = folder.file("checkpoint.safetensors")
    let tensors = [
      NamedTensor(
        name: "a",
        tensor: Tensor([4], scalars: [-0.0, .infinity, Float(bitPattern: 0x7fc0_1234), 1]))
    ]
    let kept = Checkpoint.example(step: 9, branch: 3, reason: .mark, tensors: tensors)
    try CheckpointFile.write(kept, notes: ["run": "x"], to: path)
    let read = try CheckpointFile.read(path)
    #expect(read.state.counters == kept.state.counters)
    #expect(read.branch == 3 && read.epoch == 9 && read.batch == 1 && read.step == 9)
    #expect(read.reason == .mark)
    #expect(
      read.state.tensors[0].tensor.scalars.map(\.bitPattern)
        == tensors[0].tensor.scalars.map(\.bitPattern))
  }

  @Test func `a file that says anything else than what was written is refused`() throws {
    let path = folder.file("checkpoint.safetensors")
    try CheckpointFile.write(.example(step: 9), notes: [:], to: path)
    let content = try Safetensors.read(path)
    for (key, value) in [
      ("counters", "steps=10"), ("step", "8"), ("reason", "start"), ("recipe", "other"),
    ] {
      var metadata = content.metadata
      metadata[key] = value
      try Safetensors.write(content.tensors, metadata: metadata, to: path)
      #expect(message { _ = try CheckpointFile.read(path) }?.contains("checksum") == true)
    }
    try Safetensors.write(content.tensors, metadata: [:], to: path)
    #expect(message { _ = try CheckpointFile.read(path) }?.contains("is no checkpoint") == true)
    try Safetensors.write(
      content.tensors, metadata: ["format": "ganscope checkpoint 2"], to: path)
    #expect(message { _ = try CheckpointFile.read(path) }?.contains("newer ganscope") == true)
  }

  @Test func `branches share what they have in common, and no more`() throws {
    let writer = makeWriter()
    writeTwoBranches(writer)
    let reader = try RunReader(directory)
    #expect(try reader.branches().map(\.name) == ["main", "second"])
    let lines = try reader.lines()
    #expect(lines.map { $0.metrics.map(\.step) } == [Array(1...6), Array(1...7)])
    #expect(lines.map { $0.samples.map(\.step) } == [Array(1...6), Array(1...4)])
    #expect(lines.map { $0.events.map(\.kind) } == [[], [.branched(from: "main")]])
    #expect(try reader.overview().branch == 2)
    #expect(try reader.metrics().count == 7)
    #expect(
      message { _ = try reader.branch(named: "secnd") }?.contains("second") == true)
  }

  @Test(arguments: [
    (1, Int.max, 6), (1, 5, 4), (1, 3, 2), (2, 6, 4), (2, 7, 7), (2, 3, 2),
  ])
  func `the nearest checkpoint is looked for along the line`(
    branch: Int, step: Int, expected: Int
  ) throws {
    let writer = makeWriter()
    writeTwoBranches(writer)
    #expect(try writer.checkpoint(onLineOf: branch, atOrBefore: step)?.step == expected)
    let reader = try RunReader(directory)
    #expect(try reader.checkpoint(onLineOf: branch, atOrBefore: step)?.step == expected)
  }

  @Test func `before the first checkpoint there is none`() throws {
    let writer = makeWriter()
    writeTwoBranches(writer)
    #expect(try writer.checkpoint(onLineOf: 2, atOrBefore: 1) == nil)
  }

  @Test func `files stay within the budget, their hashes and all grids stay on record`() throws {
    let writer = makeWriter(budget: 3_000)
    for step in 1...30 {
      writer.record(BatchMetrics.example(step: step))
      writer.record(SampleGrid.example(step: step))
      writer.keep(.example(step: step))
      writer.flushNow()
    }
    let reader = try RunReader(directory)
    let records = try reader.checkpoints()
    #expect(records.count == 30)
    #expect(Set(records.map(\.weightsSHA256)) == [weightsSHA256(exampleWeights)])
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.checkpointsPath)
    #expect(Set(files) == Set(records.compactMap(\.file)))
    #expect(records.filter { $0.file != nil }.reduce(0) { $0 + $1.byteCount } <= 3_000)
    #expect(files.count > 2)
    #expect(try reader.sampleGrids().count == 30)
  }

  @Test func `where epochs end faster than the disk writes, one gives way to the next`() throws {
    let place = folder.file("place")
    try write([], to: place)
    let writer = RunWriter(directory: RunDirectory(path: place + "/run"), record: .example())
    writer.record(BatchMetrics.example(step: 1))
    writer.keep(.example(step: 1, reason: .start))
    for step in 2...5 { writer.keep(.example(step: step)) }
    writer.keep(.example(step: 5, reason: .mark))
    writer.flushNow()
    #expect(try writer.checkpoint(onLineOf: 1, atOrBefore: 4)?.step == 1)
    #expect(try writer.checkpoint(onLineOf: 1, atOrBefore: 9)?.step == 5)
    try FileManager.default.removeItem(atPath: place)
    writer.flushNow()
    let records = try RunReader(RunDirectory(path: place + "/run")).checkpoints()
    #expect(records.map(\.step) == [1, 5, 5])
  }

  @Test func `a run goes on in the same database after its end`() throws {
    let writer = makeWriter()
    writeTwoBranches(writer)
    writer.record(TrainingEvent(step: 7, kind: .finished))
    _ = try writer.finish(.example(step: 7, branch: 2, reason: .end))
    #expect(try RunReader(directory).overview().status == .finished)
    #expect(try writer.checkpoint(onLineOf: 1, atOrBefore: 5)?.step == 4)
    writer.record(BatchMetrics.example(step: 8))
    _ = try writer.finish(.example(step: 8, branch: 2, reason: .end))
    let reader = try RunReader(directory)
    #expect(try reader.overview().status == .stopped)
    #expect(try reader.metrics().count == 8)
  }

  @Test func `a run that was killed after its last batch is finished once it is saved`() throws {
    do {
      let writer = makeWriter()
      writeTwoBranches(writer)
      writer.record(TrainingEvent(step: 7, kind: .finished))
      writer.flushNow()
    }
    let reader = try RunReader(directory)
    #expect(try reader.overview().status == .running)
    let writer = try RunWriter(
      continuing: directory, lines: reader.lines(), branch: reader.overview().branch,
      record: reader.overview().record, lock: directory.lockForTraining())
    writer.begin(try reader.branch(named: nil))
    _ = try writer.finish(.example(step: 7, branch: 2, reason: .end))
    #expect(try RunReader(directory).overview().status == .finished)
  }

  @Test func `another process goes on with it, and clears away what a killed one left`() throws {
    do {
      let writer = makeWriter()
      writeTwoBranches(writer)
    }
    try write([1], to: directory.checkpointsPath + "/.00000009-2.safetensors.77.partial")
    try write([1], to: directory.checkpointsPath + "/00000009-2.safetensors")
    let reader = try RunReader(directory)
    var record = try reader.overview().record
    record.description.epochs = 50
    let writer = try RunWriter(
      continuing: directory, lines: reader.lines(), branch: reader.overview().branch,
      record: record, lock: directory.lockForTraining())
    try writer.open()
    writer.begin(try reader.branch(named: nil))
    writer.record(BatchMetrics.example(step: 8))
    _ = try writer.finish(.example(step: 8, branch: 2, reason: .end))
    let after = try RunReader(directory)
    #expect(try after.overview().record.description.epochs == 50)
    #expect(try after.metrics().count == 8)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: directory.checkpointsPath).sorted() == [
        "00000002-1.safetensors", "00000004-1.safetensors", "00000006-1.safetensors",
        "00000007-2.safetensors", "00000008-2.safetensors",
      ])
  }
}

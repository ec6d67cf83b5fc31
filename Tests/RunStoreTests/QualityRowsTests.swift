import Foundation
import Session
import Testing

@testable import RunStore

/// Signals, readings and the judge on disk.
struct QualityRowsTests {
  private let run: LiveRun

  init() throws { run = try LiveRun() }

  private func record(_ readings: QualityReading...) {
    for reading in readings { run.writer.record(reading) }
    run.writer.flushNow()
  }

  @Test func `signals come back with all bits, and a batch without any has none`() throws {
    var measured = BatchMetrics.example(step: 1)
    measured.signals = .example
    measured.signals?.discriminatorGradient = .infinity
    measured.signals?.logitGap = 0.1
    run.writer.record(measured)
    run.writer.record(BatchMetrics.example(step: 2))
    run.writer.flushNow()
    let read = try RunReader(run.directory).metrics()
    #expect(Array(read) == [measured, .example(step: 2)])
  }

  @Test func `signals that are no numbers stay so`() throws {
    var measured = BatchMetrics.example(step: 1)
    measured.signals = .example
    measured.signals?.generatorGradient = .nan
    measured.signals?.logitGap = .nan
    run.writer.record(measured)
    run.writer.flushNow()
    let signals = try #require(try RunReader(run.directory).metrics().first?.signals)
    #expect(signals.generatorGradient.isNaN && signals.logitGap.isNaN)
    #expect(signals.realScore == 0.75)
  }

  @Test func `readings and the judge come back, for readers and for followers`() throws {
    var follower = try RunFollower(run.directory)
    run.train(1...3)
    run.writer.record(JudgeDescription.example)
    let readings: [QualityReading] = [
      .example(step: 2), .example(step: 3, whole: true),
      .example(step: 3, source: .average, whole: true),
    ]
    for reading in readings { record(reading) }
    let reader = try RunReader(run.directory)
    #expect(try reader.line(named: nil).quality == readings)
    #expect(try reader.overview().judge == .example)
    #expect(try follower.follow())
    let snapshot = follower.snapshot(trainer: nil, advice: "")
    #expect(snapshot.quality == readings && snapshot.judge == .ready(.example))
    record(.example(step: 4))
    #expect(try follower.follow())
    #expect(follower.snapshot(trainer: nil, advice: "").quality.map(\.step) == [2, 3, 3, 4])
  }

  @Test func `a branch shares the readings up to the batch in common`() throws {
    run.train(1...4)
    record(.example(step: 2), .example(step: 3), .example(step: 4))
    let side = RunBranch(
      number: 2, name: "side", origin: RunBranch.Origin(branch: 1, epoch: 1, step: 3))
    run.writer.begin(side)
    run.train(4...4)
    record(.example(step: 4, whole: true))
    let lines = try RunReader(run.directory).lines()
    #expect(lines[0].quality.map(\.step) == [2, 3, 4])
    #expect(
      lines[1].quality == [.example(step: 2), .example(step: 3), .example(step: 4, whole: true)])
  }

  @Test func `what is read again after the same batch takes the place of the first`() throws {
    run.train(1...2)
    record(.example(step: 2), .example(step: 2, whole: true))
    #expect(
      try RunReader(run.directory).line(named: nil).quality == [.example(step: 2, whole: true)])
  }

  @Test(
    arguments: [
      #"UPDATE quality SET reading = '{}'"#, "UPDATE quality SET step = 7",
      "UPDATE quality SET reading = replace(reading, '\"distance\":50', '\"distance\":\"NaN\"')",
      "UPDATE quality SET reading = replace(reading, '\"distance\":50', '\"distance\":1e300')",
      "UPDATE quality SET reading = replace(reading, '\"count\":1000', '\"count\":-1')",
      "UPDATE run SET judge = replace(judge, 'zero', char(27) || '[2J')",
      "UPDATE run SET judge = replace(judge, '0.984', '984')", "UPDATE run SET judge = 'x'",
    ])
  func `a damaged reading or judge is an error, and no trap`(sql: String) throws {
    run.train(1...2)
    run.writer.record(JudgeDescription.example)
    record(.example(step: 2))
    try run.tamper(sql)
    #expect(throws: RunStoreError.self) {
      let reader = try RunReader(run.directory)
      _ = try (reader.lines(), reader.overview())
    }
    #expect(throws: RunStoreError.self) {
      var follower = try RunFollower(run.directory)
      _ = try follower.follow()
    }
  }

  @Test func `a status says how far the judge is, and one that says nonsense is refused`() throws {
    var snapshot = LiveRun.snapshot
    snapshot.judge = .preparing(0.5)
    var channel = TrainerChannel(run.directory)
    var follower = try RunFollower(run.directory)
    _ = channel.write(LiveStatus(snapshot, acknowledgedCommand: 0), LiveImages())
    #expect(try follower.follow())
    let holder = LockHolder(processID: getpid())
    #expect(follower.snapshot(trainer: holder, advice: "").judge == .preparing(0.5))
    // Nobody makes it any more.
    #expect(follower.snapshot(trainer: nil, advice: "").judge == .absent)
    snapshot.judge = .excluded(.unwanted)
    _ = channel.write(LiveStatus(snapshot, acknowledgedCommand: 0), LiveImages())
    #expect(try follower.follow())
    #expect(follower.snapshot(trainer: nil, advice: "").judge == .excluded(.unwanted))
    snapshot.judge = .preparing(.nan)
    _ = channel.write(LiveStatus(snapshot, acknowledgedCommand: 0), LiveImages())
    #expect(throws: RunStoreError.self) { try follower.follow() }
  }
}

struct CSVReadingsTests {
  @Test func `a line a reading has every column`() throws {
    let folder = try TemporaryFolder()
    let line = BranchLine(quality: [.example(step: 4, whole: true), .example(step: 5)])
    let count = try CSVReadings.write([line], among: [.main], to: folder.file("q.csv"))
    #expect(count == 2)
    #expect(
      String(decoding: try bytes(of: folder.file("q.csv")), as: UTF8.self) == """
        branch,step,epoch,source,count,class_counts,distance,floor,distance_share,class_divergence,\
        classifier_score,precision,recall,coverage,kernel_distance,pixel_deviation,\
        pairwise_distance,near_copies,saturated_pixels,checkerboard,calibration_error,held_out_gap
        main,4,1,training,1000,600 400,25.0,3.5,0.25,0.5,1.5,0.75,0.5,0.25,-0.5,0.125,8.0,0.0,0.5,\
        1.0,0.0625,2.0
        main,5,1,training,1000,,20.0,3.5,0.25,,,,,,,0.125,8.0,,0.5,1.0,,

        """)
  }
}

import Session
import Testing

@testable import RunStore

struct JSONLinesSeriesTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("series.jsonl")
  }

  private func written(_ lines: [BranchLine]) throws -> [String] {
    try JSONLinesSeries(lines, among: BranchedRun.branches, run: "/runs/first") { branch, step in
      branch == 1 && step == 4 ? "0123" : nil
    }.write(to: path)
    return String(decoding: try bytes(of: path), as: UTF8.self).split(separator: "\n").map(
      String.init)
  }

  private func batch(_ branch: String, _ step: Int, shift: Float = 0) -> String {
    #"{"batch":\#((step - 1) % 2 + 1),"branch":"\#(branch)","#
      + #""discriminator_loss":\#(number(Float(step) / 8 + shift)),"epoch":\#((step + 1) / 2),"#
      + #""event":"batch","fake_accuracy":1,"generator_loss":\#(number(Float(step) + shift)),"#
      + #""real_accuracy":0.75,"step":\#(step)}"#
  }

  private func number(_ value: Float) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  @Test func `batches and events stand in their order, in the form of the training's report`()
    throws
  {
    #expect(
      try written([BranchedRun.main]) == [
        #"{"branch":"main","event":"started","step":0}"#,
        batch("main", 1), batch("main", 2),
        #"{"branch":"main","discriminator_loss":0.1875,"epoch":1,"event":"epoch","#
          + #""fake_accuracy":1,"generator_loss":1.5,"real_accuracy":0.75,"step":2}"#,
        batch("main", 3),
        #"{"branch":"main","event":"learning_rate","from":0.0002,"network":"generator","#
          + #""step":3,"to":0.001}"#,
        batch("main", 4),
        #"{"branch":"main","discriminator_loss":0.4375,"epoch":2,"event":"epoch","#
          + #""fake_accuracy":1,"generator_loss":3.5,"real_accuracy":0.75,"step":4}"#,
        #"{"branch":"main","event":"end","run":"/runs/first","status":"finished","step":4,"#
          + #""weights_sha256":"0123"}"#,
      ])
  }

  @Test func `a branch has its own events, and the means of an epoch that it began elsewhere`()
    throws
  {
    let name = #"slower, \"D\""#
    #expect(
      try written([BranchedRun.slower]).suffix(5) == [
        batch("main", 3),
        #"{"branch":"\#(name)","event":"branched","parent":"main","step":3}"#,
        #"{"branch":"\#(name)","event":"trick","from":0,"step":3,"to":0.25,"#
          + #""trick":"label_noise"}"#,
        batch(name, 4, shift: 10),
        #"{"branch":"\#(name)","discriminator_loss":5.4375,"epoch":2,"event":"epoch","#
          + #""fake_accuracy":1,"generator_loss":8.5,"real_accuracy":0.75,"step":4}"#,
      ])
  }

  @Test func `of all branches each batch and event stands there once`() throws {
    let all = try written(BranchedRun.lines)
    #expect(all.count == 9 + 4 + 2)
    #expect(Set(all).count == all.count)
  }

  @Test func `readings stand behind their batches, with what was taken`() throws {
    var line = BranchLine(
      metrics: MetricHistory((1...3).map { BatchMetrics.example(step: $0) }),
      quality: [.example(step: 2, whole: true), .example(step: 2, source: .average)])
    line.metrics.replace(
      BatchMetrics(
        epoch: 1, batch: 1, step: 1, discriminatorLoss: 1, generatorLoss: 2, realAccuracy: 1,
        fakeAccuracy: 0, signals: .example), at: 0)
    let lines = try written([line])
    #expect(lines.count == 5)
    #expect(
      lines[0] == #"{"batch":1,"branch":"main","discriminator_gradient":0.5,"#
        + #""discriminator_loss":1,"epoch":1,"event":"batch","fake_accuracy":0,"fake_score":0.25,"#
        + #""generator_gradient":0.125,"generator_loss":2,"logit_gap":2.5,"real_accuracy":1,"#
        + #""real_score":0.75,"step":1}"#)
    #expect(
      lines[2] == #"{"branch":"main","calibration_error":0.0625,"checkerboard":1,"#
        + #""class_counts":[600,400],"class_divergence":0.5,"classifier_score":1.5,"count":1000,"#
        + #""coverage":0.25,"distance":50,"distance_share":0.25,"epoch":1,"event":"quality","#
        + #""floor":3.5,"held_out_gap":2,"kernel_distance":-0.5,"near_copies":0,"#
        + #""pairwise_distance":8,"pixel_deviation":0.125,"precision":0.75,"recall":0.5,"#
        + #""saturated_pixels":0.5,"source":"training","step":2}"#)
    #expect(lines[3].contains(#""source":"average""#) && !lines[3].contains("recall"))
    #expect(lines[4].contains(#""step":3"#))
  }

  @Test func `an alarm says what was seen, what it means and what to try`() throws {
    let alarm = Alarm(
      kind: .oscillation, seen: "s", meaning: "m", advice: "a",
      remedy: Alarm.Remedy(title: "halve both rates", commands: []))
    let line = BranchLine(events: [TrainingEvent(step: 5, kind: .alarm(alarm))])
    #expect(
      try written([line]) == [
        #"{"advice":"a","alarm":"oscillation","branch":"main","event":"alarm","meaning":"m","#
          + #""remedy":"halve both rates","seen":"s","step":5}"#
      ])
  }

  @Test func `every kind of event has its line`() throws {
    let kinds: [TrainingEvent.Kind] = [
      .paused, .resumed, .dropout(from: 0.25, to: 0.5), .marked("good"), .switched,
      .continued(machine: "m", version: "1"), .prolonged(from: 2, to: 3), .refused("why"),
      .reached(.above(.realAccuracy, 0.9)), .stopped, .diverged,
    ]
    let line = BranchLine(events: kinds.map { TrainingEvent(step: 5, kind: $0) })
    #expect(
      try written([line]) == [
        #"{"branch":"main","event":"paused","step":5}"#,
        #"{"branch":"main","event":"resumed","step":5}"#,
        #"{"branch":"main","event":"dropout","from":0.25,"step":5,"to":0.5}"#,
        #"{"branch":"main","event":"marked","name":"good","step":5}"#,
        #"{"branch":"main","event":"switched","step":5}"#,
        #"{"branch":"main","event":"continued","machine":"m","step":5,"version":"1"}"#,
        #"{"branch":"main","event":"prolonged","from":2,"step":5,"to":3}"#,
        #"{"branch":"main","event":"refused","reason":"why","step":5}"#,
        #"{"branch":"main","event":"reached","goal":"real_accuracy > 0.9","step":5}"#,
        #"{"branch":"main","event":"end","run":"/runs/first","status":"stopped","step":5}"#,
        #"{"alarm":"diverged","branch":"main","event":"alarm","step":5}"#,
      ])
  }
}

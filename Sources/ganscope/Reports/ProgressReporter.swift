import Foundation
import Session
import Synchronization
import Training

/// Prints how a training gets on, for a person: on a terminal a line that is written over and over,
/// elsewhere a line an epoch, or one every so many batches.
final class ProgressReporter: RunListener {
  private struct State {
    var clock = BatchClock()
    var lastLine: ContinuousClock.Instant?
    var newest: BatchMetrics?
  }

  private let run: RunDescription
  private let isLive: Bool
  /// Every how many batches a line stays, or nil for the end of each epoch.
  private let interval: Int?
  private let state = Mutex(State())

  init(_ run: RunDescription, every interval: Int? = nil) {
    self.run = run
    self.interval = interval
    isLive = StandardOutput.isTerminal
  }

  func record(_ metrics: BatchMetrics) {
    let stays = interval.map { metrics.step.isMultiple(of: $0) } ?? false
    let line: String? = state.withLock { state in
      state.clock.batchEnded(images: run.batchSize)
      let now = ContinuousClock.now
      state.newest = metrics
      let isDue = state.lastLine.map { $0.duration(to: now) > .milliseconds(100) } ?? true
      guard stays || isLive && isDue else { return nil }
      state.lastLine = now
      return text(of: metrics, speed: state.clock.imagesPerSecond)
    }
    if let line { show(line, stays: stays) }
  }

  func record(_ event: TrainingEvent) {
    switch event.kind {
    case .epochEnded where interval == nil:
      let line = state.withLock { state in
        state.newest.map { text(of: $0, speed: state.clock.imagesPerSecond) }
      }
      if let line { show(line, stays: true) }
    case .alarm(let alarm):
      show("\(alarm.title) at batch \(event.step): \(alarm.seen)", stays: true)
    case .paused: show(PauseText(run, step: event.step).line, stays: true)
    case .stopped where isLive: write("\n")
    default: break
    }
  }

  func record(_ reading: QualityReading) {
    guard reading.source == .training, reading.step.isMultiple(of: run.batchesPerEpoch) else {
      return
    }
    show(text(of: reading), stays: true)
  }

  /// For example `epoch 1/2 judged: distance 104 (floor 1.50)  coverage 51 %`.
  private func text(of reading: QualityReading) -> String {
    "epoch \(reading.epoch)/\(run.epochs) judged: \(reading.measures.joined(separator: "  "))"
  }

  /// For example `epoch 1/2 ███░░░░░ 120/468  D 0.612  G 1.204  real 78 %  fake 69 %  1842 images/s`.
  private func text(of metrics: BatchMetrics, speed: Double) -> String {
    let bar = progressBar(Double(metrics.batch) / Double(run.batchesPerEpoch), width: 12)
    func percent(_ share: Float) -> String { "\(Int((share * 100).rounded())) %" }
    func loss(_ value: Float) -> String {
      value.formatted(.number.precision(.fractionLength(3)).locale(Locale(identifier: "C")))
    }
    return [
      "epoch \(metrics.epoch)/\(run.epochs) \(bar) \(metrics.batch)/\(run.batchesPerEpoch)",
      "D \(loss(metrics.discriminatorLoss))", "G \(loss(metrics.generatorLoss))",
      "real \(percent(metrics.realAccuracy))", "fake \(percent(metrics.fakeAccuracy))",
      "\(Int(speed.rounded())) images/s",
    ].joined(separator: "  ")
  }

  /// Shows a line in place of the passing one before.
  private func show(_ line: String, stays: Bool) {
    write((isLive ? "\r\(line)\u{1B}[K" : line) + (stays ? "\n" : ""))
  }

  private func write(_ text: String) {
    // A person who has closed the terminal misses nothing.
    try? StandardOutput.write(text)
  }
}

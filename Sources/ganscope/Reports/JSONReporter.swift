import Foundation
import RunStore
import Session
import Synchronization
import Training

/// Prints one JSON object a line: `batch`, `epoch`, `alarm` and `end` events.
final class JSONReporter: RunListener {
  private struct State {
    var clock = BatchClock()
    var epoch: [BatchMetrics] = []
  }

  private struct BatchLine: Encodable {
    var event = "batch"
    let epoch, batch, step: Int
    let discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy: Float
    let imagesPerSecond: Double
  }

  private struct EpochLine: Encodable {
    var event = "epoch"
    let epoch, step: Int
    /// Means over the epoch's batches.
    let discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy: Float
    let imagesPerSecond: Double
  }

  private struct AlarmLine: Encodable {
    var event = "alarm"
    let step: Int
    let alarm: String
  }

  private struct EndLine: Encodable {
    var event = "end"
    let run: String
    let step: Int
    let status: String
    let weightsSha256: String
  }

  private let run: RunDescription
  private let place: String
  private let every: Int
  private let whenUnread: @Sendable (any Error) -> Void
  private let state = Mutex(State())
  private let lastEvent = Mutex<TrainingEvent?>(nil)

  /// - Parameters:
  ///   - place: the run's folder.
  ///   - every: print only batches whose number is a multiple of it.
  ///   - whenUnread: is called when a line could not be written.
  init(
    _ run: RunDescription, place: String, every: Int,
    whenUnread: @escaping @Sendable (any Error) -> Void
  ) {
    self.run = run
    self.place = place
    self.every = every
    self.whenUnread = whenUnread
  }

  func record(_ metrics: BatchMetrics) {
    let speed = state.withLock { state in
      state.clock.batchEnded(images: run.batchSize)
      state.epoch.append(metrics)
      return state.clock.imagesPerSecond
    }
    guard metrics.step.isMultiple(of: every) else { return }
    print(
      BatchLine(
        epoch: metrics.epoch, batch: metrics.batch, step: metrics.step,
        discriminatorLoss: metrics.discriminatorLoss, generatorLoss: metrics.generatorLoss,
        realAccuracy: metrics.realAccuracy, fakeAccuracy: metrics.fakeAccuracy,
        imagesPerSecond: speed))
  }

  func record(_ event: TrainingEvent) {
    lastEvent.withLock { $0 = event }
    switch event.kind {
    case .epochEnded(let epoch): printEpoch(epoch, step: event.step)
    case .diverged: print(AlarmLine(step: event.step, alarm: "diverged"))
    default: break
    }
  }

  func finish(_ checkpoint: Checkpoint) -> String {
    let last = lastEvent.withLock { $0 }
    print(
      EndLine(
        run: place, step: checkpoint.step,
        status: last?.kind == .finished ? "finished" : "stopped",
        weightsSha256: weightsSHA256(checkpoint.state.weights)))
    return place
  }

  private func printEpoch(_ epoch: Int, step: Int) {
    let (batches, speed) = state.withLock { state in
      defer { state.epoch = [] }
      return (state.epoch, state.clock.imagesPerSecond)
    }
    func mean(_ value: (BatchMetrics) -> Float) -> Float {
      batches.reduce(0) { $0 + value($1) } / Float(max(1, batches.count))
    }
    print(
      EpochLine(
        epoch: epoch, step: step, discriminatorLoss: mean(\.discriminatorLoss),
        generatorLoss: mean(\.generatorLoss), realAccuracy: mean(\.realAccuracy),
        fakeAccuracy: mean(\.fakeAccuracy), imagesPerSecond: speed))
  }

  private func print(_ line: some Encodable) {
    do {
      try StandardOutput.write(JSONLine.text(of: line))
    } catch {
      whenUnread(error)
    }
  }
}

/// The form of every JSON object that the program prints: one line, keys in snake case.
enum JSONLine {
  static func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

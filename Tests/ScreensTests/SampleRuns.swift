import Foundation
import Screens
import Session
import Terminal

/// Snapshots of runs for tests.
enum SampleRuns {
  static let description = RunDescription(
    run: "pocket-strokes-1", recipe: "pocket", dataset: "strokes", imageCount: 60000,
    format: ImageFormat(width: 28, height: 28, channels: 1), epochs: 20, batchSize: 128,
    batchesPerEpoch: 468, seed: 10, threads: 2, kernels: "portable", generatorParameters: 1_000_000,
    discriminatorParameters: 400_000, knobs: knobs)

  static let knobs = Knobs(generatorRate: 0.0002, discriminatorRate: 0.0001, dropout: 0.3)

  static let preparing = TrainingSnapshot(phase: .preparing("loading strokes"))

  /// A run in its third epoch, with samples at the start, in the first epoch and at each end.
  static let running = run(steps: 1053)

  static func run(steps: Int, phase: TrainingPhase = .running) -> TrainingSnapshot {
    let kept = [0, 20, 100, 468, 936, 1404].filter { $0 <= steps }
    return TrainingSnapshot(
      phase: phase, run: description, knobs: knobs, metrics: history(steps: steps),
      samples: kept.map(grid(atStep:)),
      events: [
        TrainingEvent(step: 0, kind: .started),
        TrainingEvent(step: 312, kind: .learningRate(.generator, from: 0.0001, to: 0.000126)),
        TrainingEvent(step: 500, kind: .dropout(from: 0.25, to: 0.3)),
      ].filter { $0.step <= steps }, imagesPerSecond: 1842)
  }

  /// A run whose recipe has tricks, and which keeps an average of the generator's weights.
  static let tricky: TrainingSnapshot = {
    var snapshot = running
    snapshot.knobs?.tricks = tricks
    snapshot.knobs?.showsAverage = false
    return snapshot
  }()

  static let tricks = [
    TrickKnob(
      name: "label_noise", title: "label noise", value: 0.05, range: -1...1, notch: .step(0.05)),
    TrickKnob(
      name: "instance_noise", title: "instance noise", value: 0.1, range: 0...1, notch: .step(0.05)
    ),
    TrickKnob(
      name: "r1", title: "R1 penalty", value: 1, range: 0...1000,
      notch: .factor(1.2589254117941673, smallest: 0.01)),
    TrickKnob(
      name: "gradient_penalty", title: "gradient penalty", value: 10, range: 0...1000,
      notch: .factor(1.2589254117941673, smallest: 0.01)),
  ]

  static func history(steps: Int) -> MetricHistory {
    MetricHistory(
      (0..<steps).map { index in
        let time = Float(index) / 1000
        let wave = Float(sin(Double(index) / 70)) * 0.12
        return BatchMetrics(
          epoch: index / 468 + 1, batch: index % 468 + 1, step: index + 1,
          discriminatorLoss: 0.68 - 0.2 * time + wave, generatorLoss: 0.8 + 0.9 * time - 2 * wave,
          realAccuracy: min(1, 0.55 + 0.25 * time + wave),
          fakeAccuracy: min(1, 0.62 + 0.2 * time - wave))
      })
  }

  /// Eight images: a ring each, at another place, sharper with every step.
  static func grid(atStep step: Int) -> SampleGrid {
    let sharpness = min(1, Double(step) / 936 + 0.1)
    var pixels: [UInt8] = []
    for image in 0..<8 {
      for y in 0..<28 {
        for x in 0..<28 {
          let dx = Double(x) - 13.5 + Double(image % 4) - 2
          let dy = (Double(y) - 13.5) * (image < 4 ? 0.7 : 1)
          let distance = abs((dx * dx + dy * dy).squareRoot() - 6)
          let ring = max(0, 1 - distance / 3)
          let noise = Double((x * 31 + y * 17 + image * 7) % 13) / 13 * (1 - sharpness)
          pixels.append(UInt8(min(255, 255 * (ring * sharpness + noise * 0.6))))
        }
      }
    }
    return SampleGrid(
      epoch: step == 0 ? 0 : (step + 467) / 468, step: step,
      endsEpoch: step.isMultiple(of: 468), format: description.format, pixels: pixels)
  }
}

extension TerminalCapabilities {
  static let palette = TerminalCapabilities(colors: .palette, unicode: true)
  static let ascii = TerminalCapabilities(colors: .monochrome, unicode: false)
}

extension Appearance {
  static func phosphor(_ capabilities: TerminalCapabilities) throws -> Appearance {
    Appearance(theme: try Theme.builtin("phosphor") ?? .plain, capabilities: capabilities)
  }
}

extension WatchScreen {
  /// The effects of some keys.
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { update(.key($0)) }
  }

  /// The screen on a canvas of dots, so that a cell that was left out shows.
  func canvas(
    _ width: Int, _ height: Int, _ capabilities: TerminalCapabilities = .palette
  ) throws -> Canvas {
    var canvas = Canvas(width: width, height: height, filledWith: Cell("·"))
    draw(onto: &canvas, appearance: try .phosphor(capabilities))
    return canvas
  }
}

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
      samples: kept.map { grid(atStep: $0) },
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

  static let library = RunLibrary(
    recipes: [
      .init(name: "dcgan-selu", title: "DCGAN with SELU", dataset: "fashion-mnist"),
      .init(name: "dense", title: "Dense GAN", dataset: "mnist"),
      .init(name: "pocket", title: "Pocket DCGAN", dataset: "strokes"),
    ],
    datasets: [
      .init(name: "fashion-mnist", isHere: true), .init(name: "mnist", isHere: false),
      .init(name: "strokes", isHere: true),
    ])

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

  /// - Parameter bend: how the losses of a branch differ for every thousand batches after it has left.
  static func history(steps: Int, bend: Float = 0, after fork: Int = 0) -> MetricHistory {
    MetricHistory(
      (0..<steps).map { index in
        let time = Float(index) / 1000 + bend * Float(max(0, index - fork)) / 1000
        let wave = Float(sin(Double(index) / 70)) * 0.12
        return BatchMetrics(
          epoch: index / 468 + 1, batch: index % 468 + 1, step: index + 1,
          discriminatorLoss: 0.68 - 0.2 * time + wave, generatorLoss: 0.8 + 0.9 * time - 2 * wave,
          realAccuracy: min(1, 0.55 + 0.25 * time + wave),
          fakeAccuracy: min(1, 0.62 + 0.2 * time - wave))
      })
  }

  /// Three branches, of which the third is trained: it left the first at batch 936, the second did at
  /// batch 468.
  static let branched: TrainingSnapshot = {
    let branches = [
      RunBranch.main,
      RunBranch(number: 2, name: "low rate", origin: .init(branch: 1, epoch: 1, step: 468)),
      RunBranch(number: 3, name: "warm", origin: .init(branch: 1, epoch: 2, step: 936)),
    ]
    let lines = [
      line(of: branches[0], steps: 1420), line(of: branches[1], steps: 1000, bend: -1.6),
      line(of: branches[2], steps: 1200, bend: 2),
    ]
    var snapshot = running
    snapshot.line = lines[2]
    snapshot.otherLines = [lines[0], lines[1]]
    snapshot.knobs?.dropout = 0.2
    return snapshot
  }()

  private static func line(of branch: RunBranch, steps: Int, bend: Float = 0) -> BranchLine {
    let fork = branch.origin?.step ?? 0
    var events = run(steps: fork > 0 ? fork : steps).events
    if fork > 0 {
      events += [
        TrainingEvent(step: fork, kind: .branched(from: "main")),
        TrainingEvent(step: fork, kind: .dropout(from: 0.3, to: 0.2)),
        TrainingEvent(step: fork + 90, kind: .marked("before the collapse")),
      ]
    }
    let kept = [0, 20, 100, 468, 936, 1404].filter { $0 <= steps }
    return BranchLine(
      branch: branch, metrics: history(steps: steps, bend: bend, after: fork),
      samples: kept.map { grid(atStep: $0, inverted: $0 > fork && fork > 0) }, events: events)
  }

  /// A run of coloured images.
  static let colored: TrainingSnapshot = {
    var snapshot = running
    let format = ImageFormat(width: 32, height: 32, channels: 3)
    snapshot.line.samples = [468, 936].map { step in
      SampleGrid(
        epoch: step / 468, step: step, endsEpoch: true, format: format,
        pixels: (0..<6 * format.byteCount).map { index in
          let (pixel, channel) = (index / 3, index % 3)
          let (x, y) = (pixel % 32, pixel / 32 % 32)
          let value = [8 * x, 8 * y, 128][channel]
          // Later red has become less below and blue more at the right.
          if step == 468 { return UInt8(value) }
          return UInt8([value * (31 - y) / 31, value, min(255, value + 4 * x)][channel])
        })
    }
    return snapshot
  }()

  /// Eight images: a ring each, at another place, sharper with every step.
  static func grid(atStep step: Int, inverted: Bool = false) -> SampleGrid {
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
          let value = UInt8(min(255, 255 * (ring * sharpness + noise * 0.6)))
          pixels.append(inverted ? 255 - value : value)
        }
      }
    }
    return SampleGrid(
      epoch: step == 0 ? 0 : (step + 467) / 468, step: step,
      endsEpoch: step.isMultiple(of: 468), format: description.format, pixels: pixels)
  }
}

extension TerminalCapabilities {
  static let palette = TerminalCapabilities(colors: .palette, glyphs: .blocks)
  static let ascii = TerminalCapabilities(colors: .monochrome, glyphs: .ascii)
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

  /// The effects of typing some characters.
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { press(.character($0)) }
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

extension SampleRuns {
  /// With themes to choose from.
  static let settings = WatchSettings(themes: ["contrast", "paper", "phosphor"], theme: "phosphor")

  /// Screens on which something of a place is looked at.
  static func screens(in context: WatchAction.Context) throws -> [WatchScreen] {
    var screen = WatchScreen(snapshot: branched, settings: settings)
    _ = screen.press(.character("["), .character("["))
    switch context {
    case .watching:
      // Among the samples, after a turn of a knob, and with one taken back.
      var samples = screen
      _ = samples.press(.character("4"), .right, .down)
      var turned = screen
      _ = turned.press(.character("+"))
      var takenBack = turned
      _ = takenBack.press(.character("u"))
      return [screen, samples, turned, takenBack]
    case .comparing:
      _ = screen.press(.character("c"), .character("<"))
      return [screen]
    case .viewing:
      return views(screen)
    case .slow:
      // In the middle of a step, so that there is a way in both directions.
      var snapshot = branched
      snapshot.slowStep = SampleSteps.step
      _ = screen.update(.snapshot(snapshot))
      _ = screen.press(.character("+"))
      _ = try screen.perform(line: "preset slow")
      _ = screen.press(.right, .right)
      return [screen]
    case .lesson:
      _ = try screen.perform(line: "lesson 2")
      return [screen]
    }
  }
}

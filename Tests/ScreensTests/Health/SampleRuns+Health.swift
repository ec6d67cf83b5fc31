import Foundation
import Session

extension SampleRuns {
  /// How it stands with the health of a run.
  enum Health: String, CaseIterable {
    case unjudged, unwanted, early, preparing, comparing, healthy, alarmed, frogs, letters
  }

  /// A run in its third epoch whose samples are judged, or are to be.
  static func judged(_ health: Health) -> TrainingSnapshot {
    var snapshot = running
    addSignals(to: &snapshot)
    switch health {
    case .unjudged:
      snapshot.judge = .failed("the judge's file cannot be written: No space left on device")
      snapshot.line.events.append(raised(.discriminatorDominates, at: 812))
    case .unwanted:
      snapshot.judge = .excluded(.unwanted)
    case .early:
      snapshot.phase = .finished("runs/1")
    case .preparing:
      snapshot.judge = .preparing(0.37)
    case .comparing:
      snapshot.judge = .readingRealImages
    case .healthy:
      snapshot.judge = .ready(judge(of: "mnist", classes: (0..<10).map(String.init)))
      snapshot.line.quality = readings(classes: 10)
    case .alarmed:
      snapshot.judge = .ready(judge(of: "fashion-mnist", classes: clothes))
      snapshot.line.quality = readings(classes: 10, lost: [4, 6])
      snapshot.line.events += [
        raised(.checkerboard, at: 624), raised(.partialCollapse, at: 780),
        raised(.discriminatorDominates, at: 812),
      ]
    case .frogs:
      snapshot.judge = .ready(judge(of: "cifar10-frogs", classes: []))
      snapshot.line.quality = readings(classes: 0)
    case .letters:
      let letters = "ABCDEFGHIKLMNOPQRSTUVWXY".map { String($0) }
      snapshot.judge = .ready(judge(of: "hand-signs", classes: letters))
      snapshot.line.quality = readings(classes: 24, lost: [3, 17])
    }
    return snapshot
  }

  /// What the last batch measured besides its losses.
  private static func addSignals(to snapshot: inout TrainingSnapshot) {
    guard var last = snapshot.metrics.last else { return }
    last.signals = BatchMetrics.Signals(
      realScore: 0.8, fakeScore: 0.2, logitGap: 2.8, discriminatorGradient: 2.14,
      generatorGradient: 0.83)
    snapshot.line.metrics.replace(last, at: last.step - 1)
  }

  static let clothes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  static func judge(of dataset: String, classes: [String]) -> JudgeDescription {
    let share = 1 / Double(max(1, classes.count))
    return JudgeDescription(
      fingerprint: "5f2c91d0aa", dataset: dataset,
      training: classes.isEmpty ? .random : .classifier(accuracy: 0.9913), classNames: classes,
      reference: .init(
        count: 2000, trace: 850, classShares: classes.map { _ in share },
        classifierScore: classes.isEmpty ? nil : 9.61, precision: 0.97, recall: 0.96,
        coverage: 0.97, pixelDeviation: 0.243, pairwiseDistance: 10.21))
  }

  /// Readings that become better, one at every 52nd batch, and at the ends of epochs those of the average.
  static func readings(classes: Int, lost: Set<Int> = []) -> [QualityReading] {
    stride(from: 52, through: 1040, by: 52).flatMap { step -> [QualityReading] in
      let time = Double(step) / 1040
      let distance = 900 * exp(-3.2 * time) + 25
      var reading = QualityReading(
        epoch: (step + 467) / 468, step: step, source: .training, count: 1000, distance: distance,
        floor: 3.1, distanceShare: distance / 850, coverage: 0.72 * time,
        pixelDeviation: 0.1 + 0.12 * time, pairwiseDistance: 4 + 5.3 * time,
        saturatedPixels: 0.62, checkerboard: 1.3, calibrationError: 0.08)
      guard classes > 0 else { return [reading] }
      reading.classCounts = (0..<classes).map { index in
        lost.contains(index) ? index % 2 : 1000 / classes + (index * 37) % 31 - 15
      }
      (reading.classDivergence, reading.classifierScore) = (0.21 - 0.2 * time, 4 + 4 * time)
      guard step % 468 == 0 else { return [reading] }
      var (own, average) = (reading, reading)
      (own.source, average.source) = (.generator, .average)
      for (precision, recall) in [(0.81, 0.62)] {
        (own.precision, own.recall, own.nearCopies) = (precision, recall, 0.004)
        (average.precision, average.recall) = (precision + 0.1, recall + 0.1)
      }
      average.distance = distance * 0.6
      average.coverage = 0.8 * time
      return [reading, own, average]
    }
  }

  static func raised(_ kind: Alarm.Kind, at step: Int) -> TrainingEvent {
    TrainingEvent(step: step, kind: .alarm(alarm(kind)))
  }

  /// What a diagnosis could say of a state.
  static func alarm(_ kind: Alarm.Kind) -> Alarm {
    switch kind {
    case .discriminatorDominates:
      Alarm(
        kind: kind, seen: "D is right on 99 % of the images for 200 batches",
        meaning: "The discriminator has nothing left to learn, so that it tells the generator "
          + "hardly anything.",
        advice: "Slow it down: half the rate, R1 or noise on its images.",
        remedy: .init(
          title: "halve D's rate to 5e-5", commands: [.setLearningRate(.discriminator, 0.00005)]))
    case .partialCollapse:
      Alarm(
        kind: kind, seen: "8 of 10 classes, without Coat and Shirt",
        meaning: "The generator has given up a part of the images.",
        advice: "Go back to where all classes were made, and on with R1.",
        remedy: .init(
          title: "back to batch 468 with R1",
          commands: [
            .branch(BranchRequest(branch: 1, step: 468)), .setTrick("r1", 1), .setDropout(0.4),
          ]))
    default:
      Alarm(
        kind: kind, seen: "four times the energy of real images at every second pixel",
        meaning: "Kernels that overlap unevenly paint a grid.",
        advice: "Take kernels whose size the stride divides.")
    }
  }
}

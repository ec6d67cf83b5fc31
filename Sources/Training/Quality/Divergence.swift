internal import Session

/// Which numbers of a training are none any more: where it was seen first.
struct Divergence {
  /// What a batch measured; nil where all of it is still finite.
  var measure: String?
  /// The first tensor of the weights, in the order in which images go through the networks; nil where
  /// all of them are still finite.
  var layer: String?
  /// The tensor by which a gradient was none first; nil where all of them were finite.
  var gradient: String?

  /// - Parameters:
  ///   - knobs: those of the state to which it can go back.
  ///   - lastGood: the newest such state that was healthy.
  func alarm(_ knobs: Knobs, lastGood: BranchRequest) -> Alarm {
    let (generator, discriminator) = (knobs.generatorRate / 2, knobs.discriminatorRate / 2)
    let place = lastGood.step == 0 ? "the beginning" : "batch \(lastGood.step)"
    return Alarm(
      kind: .divergence, seen: "\(seen); the last good weights kept are those of \(place)",
      meaning:
        "A number has grown beyond all bounds, and whatever is computed with it is lost: these "
        + "weights never recover.",
      advice: "Go back to \(place) and go on from there with lower rates.",
      remedy: Alarm.Remedy(
        title: "rewind to \(place) and halve both rates",
        commands: [
          .branch(lastGood), .setLearningRate(.generator, generator),
          .setLearningRate(.discriminator, discriminator),
        ]))
  }

  private var seen: String {
    switch (measure, layer) {
    case (let measure?, let layer?):
      "\(measure) is not a finite number, nor are weights of \(layer)"
    case (let measure?, nil):
      "\(measure) is not a finite number\(origin), all weights are finite still"
    case (nil, let layer?): "weights of \(layer) are not finite numbers"
    case (nil, nil): "a number is not finite"
    }
  }

  private var origin: String {
    gradient.map { "; the first gradient that broke is that of \($0)" } ?? ""
  }
}

extension BatchMetrics {
  /// The first of the measures that is not a finite number, in words; nil where all are.
  var nonFiniteMeasure: String? {
    let measures: [(Float?, String)] = [
      (discriminatorLoss, "the discriminator's loss"), (generatorLoss, "the generator's loss"),
      (signals?.discriminatorGradient, "the discriminator's gradient"),
      (signals?.generatorGradient, "the generator's gradient"),
    ]
    return measures.first { $0.0.map { !$0.isFinite } ?? false }?.1
  }
}

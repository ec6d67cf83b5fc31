internal import Session

extension SlowMotion {
  /// What happens in the present stage, in two or three short sentences with the step's numbers.
  package var sentence: String {
    guard let moment, let record, let phase else {
      return "No batch was trained in slow motion yet."
    }
    let earlier = record.phases.prefix(moment.turn)
    let text = SlowMotionText(
      phase: phase, hasNewNoise: !earlier.contains { $0.latent == phase.latent },
      next: record.phases.dropFirst(moment.turn + 1).first?.player)
    return text.sentence(about: moment.stage)
  }

  /// Whose turn it is.
  var turnText: String {
    phase.map { "\($0.player.rawValue)'s turn" } ?? ""
  }

  /// The place of the present stage among all: `4/14`.
  var placeText: String { moments.isEmpty ? "" : "\(index + 1)/\(moments.count)" }
}

/// The stages of one turn in words.
private struct SlowMotionText {
  let phase: StepRecord.Phase
  /// Whether no earlier turn began with the same random numbers.
  let hasNewNoise: Bool
  /// Whose turn comes after it within the step.
  let next: NetworkRole?

  private var isDiscriminators: Bool { phase.player == .discriminator }

  func sentence(about stage: SlowMotionStage) -> String {
    switch stage {
    case .noise: noise
    case .fakes: fakes
    case .reals: reals
    case .scores: scores
    case .loss: loss
    case .pixels: pixels
    case .gradients: gradients
    case .weights: weights
    }
  }

  private var noise: String {
    let few = phase.latent.prefix(3).map { NumberText.decimal(Double($0), places: 2) }
    let drawn = hasNewNoise ? "new random numbers" : "random numbers, the same as before"
    return "\(phase.latent.count) \(drawn): \(few.joined(separator: ", ")) ... "
      + "They mean nothing yet. Each fake of the batch begins with its own."
  }

  private var fakes: String {
    let made = "The generator turns the numbers into an image, layer by layer: a fake."
    return isDiscriminators
      ? "\(made) It has never seen a real one; it only learns from what the discriminator says."
      : "\(made) This time it is the generator that will learn from it."
  }

  private var reals: String {
    isDiscriminators
      ? "Real images come from the data set. The discriminator gets them and the fakes, and must "
        + "tell from the pixels alone which is which."
      : "Real images go through the discriminator too: this loss compares the fakes with them."
  }

  private var scores: String {
    let real = phase.reals.scores.first.map(Self.score)
    let fake = phase.fakes.scores.first.map(Self.score)
    let scale = "from 0, surely fake, to 1, surely real."
    guard isDiscriminators else {
      let got = fake.map { " It gets \($0)." } ?? ""
      return
        "The discriminator judges the fake.\(got) The generator wants a 1: to be taken for real."
    }
    let got = [real.map { "this real one \($0)" }, fake.map { "this fake \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
    return "The discriminator gives every image a score \(scale)"
      + (got.isEmpty ? "" : " It gives \(got).")
  }

  private var loss: String {
    let total = NumberText.loss(phase.loss)
    guard isDiscriminators else {
      return "The loss says how far the generator is from fooling the discriminator: \(total). "
        + "To learn is to make this number smaller."
    }
    let parts = [("real", phase.realLoss), ("fake", phase.fakeLoss)]
      .compactMap { name, value in value.map { "\(NumberText.loss($0)) on \(name)" } }
      .joined(separator: ", ")
    return "The loss says how badly it judged: \(total)" + (parts.isEmpty ? "" : " (\(parts))")
      + ". To learn is to make this number smaller."
  }

  private var pixels: String {
    "Back through the frozen discriminator to the fake's pixels: it would look more real if + or "
      + "orange were brighter, - or blue darker."
  }

  private var gradients: String {
    let largest = Self.largest(phase.layers, by: \.gradientNorm).map { layer in
      " Largest in \(layer.kindText): \(Self.number(layer.gradientNorm))."
    }
    return isDiscriminators
      ? "Back through the discriminator: the gradient, for each weight which way the loss falls."
        + "\(largest ?? "") The generator stays as it is."
      : "On through the generator: the gradient, for each weight which way the loss falls."
        + "\(largest ?? "") The discriminator stays as it is."
  }

  private var weights: String {
    let most = Self.largest(phase.layers, by: \.relativeChange).map { layer in
      " Most in \(layer.kindText), by \(Self.number(100 * layer.relativeChange)) %."
    }
    let rate = NumberText.significant(phase.rate, digits: 3)
    let end =
      next.map { "Next: the \($0.rawValue)'s turn." } ?? "The step is done; another follows."
    return "Each weight of the \(phase.player.rawValue) takes a small step that way, at the rate "
      + "\(rate).\(most ?? "") \(end)"
  }

  private static func score(_ value: Float) -> String {
    NumberText.decimal(Double(value), places: 2)
  }

  private static func number(_ value: Float) -> String {
    NumberText.significant(Double(value), digits: 2)
  }

  /// The layer with the largest finite value, if any has one.
  private static func largest(
    _ layers: [StepRecord.LayerChange], by value: KeyPath<StepRecord.LayerChange, Float>
  ) -> StepRecord.LayerChange? {
    layers.filter { $0[keyPath: value].isFinite }.max { $0[keyPath: value] < $1[keyPath: value] }
  }
}

extension StepRecord.LayerChange {
  /// The kind of the layer in words.
  var kindText: String { kind.replacing("_", with: " ") }

  /// The kind of the layer in words that fit a width.
  func kindText(within width: Int) -> String {
    let short = ["conv2d transpose": "transposed", "batch normalization": "batch norm"]
    let names = [kindText, short[kindText] ?? kindText]
    return names.first { $0.count <= width } ?? String(names[1].prefix(max(0, width)))
  }
}

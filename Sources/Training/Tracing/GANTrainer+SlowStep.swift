internal import Datasets
internal import GANs
internal import Networks
package import Session
internal import Tensors

extension GANTrainer {
  /// Trains the next batch as `trainBatch` does, to the same bits, and keeps what went through the
  /// networks.
  package mutating func trainSlowly() -> (metrics: BatchMetrics, record: StepRecord) {
    trainSlowly(tracedBy: StepTrace())
  }

  mutating func trainSlowly(
    tracedBy trace: StepTrace
  ) -> (metrics: BatchMetrics, record: StepRecord) {
    let metrics = trace.record { trainBatch() }
    return (metrics, record(of: trace.turns, in: metrics))
  }

  /// All turns of the players; the discriminator has several where the recipe says so.
  private func record(of turns: [PlayerTurn], in metrics: BatchMetrics) -> StepRecord {
    let phases = turns.indices.map { place in
      SlowPhase(
        turn: turns[place], player: gan.role(of: turns[place]), gan: gan,
        after: parameters(after: place, of: turns), middle: middle(upTo: place, of: turns)
      ).record
    }
    return StepRecord(
      epoch: metrics.epoch, step: metrics.step, format: run.format, phases: phases)
  }

  /// The parameters of a turn's network after it: those before the next turn of the same network, or
  /// what the step has left.
  private func parameters(after place: Int, of turns: [PlayerTurn]) -> [NamedTensor] {
    let turn = turns[place]
    let next = turns[(place + 1)...].first { $0.network == turn.network }
    return next?.updates.first?.before ?? gan.network(gan.role(of: turn)).parameters
  }

  /// The middle between logits of both kinds: of the turn itself or of the last one before it that has
  /// seen both.
  private func middle(upTo place: Int, of turns: [PlayerTurn]) -> Double {
    let both = turns[...place].last { $0.fakes.logits.count > 0 && $0.reals.logits.count > 0 }
    return both.map {
      LogitMeaning.middle(of: ImageLogits(real: $0.reals.logits, fake: $0.fakes.logits))
    } ?? 0
  }
}

/// One player's turn on its way to a screen.
private struct SlowPhase {
  /// How many images of a kind are kept, and how many numbers of a latent vector.
  static let mostImages = 8
  static let mostLatents = 64

  let turn: PlayerTurn
  let player: NetworkRole
  let gan: GAN
  /// The player's parameters after the turn.
  let after: [NamedTensor]
  /// See `LogitMeaning.difference`.
  let middle: Double

  var record: StepRecord.Phase {
    StepRecord.Phase(
      player: player, latent: latent, fakes: judged(turn.fakes), reals: judged(turn.reals),
      loss: Float(turn.loss), realLoss: turn.parts.map { Float($0.real) },
      fakeLoss: turn.parts.map { Float($0.fake) },
      pixelGradient: turn.fakesGradient?.first(Self.mostImages).brightnessSlopes() ?? [],
      layers: layers, rate: Double(shortest: turn.updates.last?.rate ?? 0))
  }

  private var latent: [Float] {
    guard let first = turn.latents?.first(1) else { return [] }
    return Array(first.scalars.prefix(Self.mostLatents))
  }

  private func judged(_ judged: JudgedImages) -> StepRecord.Judged {
    let meaning = type(of: gan.recipe.loss).meaning
    return StepRecord.Judged(
      pixels: gan.recipe.pixels.pixels(of: judged.images.first(Self.mostImages)),
      scores: judged.logits.first(Self.mostImages).scalars.map {
        meaning.score(of: $0, middle: middle)
      })
  }

  /// A turn of several updates follows the mean of their losses, so its gradient is the mean of theirs.
  private var layers: [StepRecord.LayerChange] {
    let (before, share) = (turn.updates.first?.before ?? [], 1 / Float(turn.updates.count))
    var changes = LayerChanges()
    for (number, parameter) in before.enumerated() {
      var gradient = Tensor(zeros: parameter.tensor.shape)
      for update in turn.updates { gradient.add(update.gradients[number], scaledBy: share) }
      changes.add(parameter, gradient: gradient, after: after[number].tensor)
    }
    return changes.records(of: gan.network(player))
  }
}

/// Sums of squares over the parameters of each layer.
private struct LayerChanges {
  private struct Sums {
    var gradient = 0.0
    var change = 0.0
    var before = 0.0
    var after = 0.0
  }

  /// By the layer's name: `generator.3`.
  private var sums: [String: Sums] = [:]

  mutating func add(_ parameter: NamedTensor, gradient: Tensor, after: Tensor) {
    let layer = parameter.name.split(separator: ".").dropLast().joined(separator: ".")
    var change = after
    change.add(parameter.tensor, scaledBy: -1)
    sums[layer, default: Sums()].gradient += gradient.sumOfSquares()
    sums[layer, default: Sums()].change += change.sumOfSquares()
    sums[layer, default: Sums()].before += parameter.tensor.sumOfSquares()
    sums[layer, default: Sums()].after += after.sumOfSquares()
  }

  func records(of network: Network) -> [StepRecord.LayerChange] {
    network.layers.enumerated().compactMap { number, layer in
      let name = "\(network.name).\(number)"
      guard let sums = sums[name] else { return nil }
      // Parameters that begin with 0 are compared with what has become of them.
      let whole = sums.before > 0 ? sums.before : sums.after
      return StepRecord.LayerChange(
        name: name, kind: type(of: layer).kind, gradientNorm: Float(sums.gradient.squareRoot()),
        relativeChange: whole > 0 ? Float((sums.change / whole).squareRoot()) : 0)
    }
  }
}

extension Tensor {
  /// The first samples of a batch, or all where there are no more.
  fileprivate func first(_ count: Int) -> Tensor { samples(0..<min(count, shape[0])) }
}

extension GAN {
  fileprivate func role(of turn: PlayerTurn) -> NetworkRole {
    turn.network == generator.name ? .generator : .discriminator
  }
}

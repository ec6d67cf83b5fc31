package import Networks
package import Session
package import Tensors

/// What one training step measured on the way.
package struct StepMeasurement: Sendable {
  /// The mean over the discriminator's updates, penalties included.
  package let discriminatorLoss: Float
  package let generatorLoss: Float
  /// The share of real images that the discriminator took for real.
  package let realAccuracy: Float
  /// The share of generated images that the discriminator took for generated.
  package let fakeAccuracy: Float
  /// How the game stands, of the very logits and gradients of the step.
  package let signals: BatchMetrics.Signals
  /// What the discriminator said at each of its updates.
  package let logits: [ImageLogits]
  /// The generated images of each of these updates, as the generator made them; none where
  /// `GAN.keepsFakes` is off.
  package let fakes: [Tensor]

  /// - Parameters:
  ///   - verdicts: what the discriminator said at each of its updates.
  ///   - learned: what the update of the generator measured.
  ///   - meaning: what the logits of the recipe's loss say.
  init(
    _ verdicts: [DiscriminatorVerdict], _ learned: GeneratorVerdict,
    logitsMean meaning: LogitMeaning
  ) {
    discriminatorLoss = Float(
      verdicts.reduce(0) { $0 + $1.loss } / Double(max(1, verdicts.count)))
    generatorLoss = Float(learned.loss)
    logits = verdicts.map(\.logits)
    fakes = verdicts.compactMap(\.fakes)
    let (real, fake) = (
      logits.flatMap(\.real.scalars), logits.flatMap(\.fake.scalars)
    )
    realAccuracy = share(of: real, takenFor: true)
    fakeAccuracy = share(of: fake, takenFor: false)
    signals = BatchMetrics.Signals(
      real, fake, meaning, discriminatorGradient: verdicts.last?.gradientNorm ?? 0,
      generatorGradient: learned.gradientNorm)
  }
}

/// The share of logits that are on the side of "real", or of "fake".
///
/// A logit of exactly 0 is on neither side.
private func share(of logits: [Float], takenFor real: Bool) -> Float {
  guard !logits.isEmpty else { return 0 }
  let right = logits.lazy.filter { real ? $0 > 0 : $0 < 0 }.count
  return Float(right) / Float(logits.count)
}

extension BatchMetrics.Signals {
  /// - Parameters:
  ///   - real: the logits of the real images of all updates.
  ///   - fake: those of the generated ones.
  fileprivate init(
    _ real: [Float], _ fake: [Float], _ meaning: LogitMeaning, discriminatorGradient: Double,
    generatorGradient: Double
  ) {
    let (realMean, fakeMean) = (mean(of: real), mean(of: fake))
    let middle = (realMean + fakeMean) / 2
    func score(_ logits: [Float]) -> Float {
      let scores = logits.map { meaning.score(of: $0, middle: middle.isFinite ? middle : 0) }
      return Float(mean(of: scores))
    }
    self.init(
      realScore: score(real), fakeScore: score(fake), logitGap: Float(realMean - fakeMean),
      discriminatorGradient: Float(discriminatorGradient),
      generatorGradient: Float(generatorGradient))
  }
}

/// 0 where there are none.
private func mean(of numbers: [Float]) -> Double {
  numbers.isEmpty ? 0 : numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
}

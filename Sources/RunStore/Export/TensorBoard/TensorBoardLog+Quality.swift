import Session

// What shows the quality of the game and of the samples.
extension TensorBoardLog {
  static func scalars(of signals: BatchMetrics.Signals) -> [SummaryValue] {
    [
      .scalar("signals/real_score", signals.realScore),
      .scalar("signals/fake_score", signals.fakeScore),
      .scalar("signals/logit_gap", signals.logitGap),
      .scalar("signals/discriminator_gradient", signals.discriminatorGradient),
      .scalar("signals/generator_gradient", signals.generatorGradient),
    ]
  }

  /// The numbers of a reading under the name of its source, those that were not taken left out.
  static func scalars(of reading: QualityReading) -> [SummaryValue] {
    reading.numbers.compactMap { name, value in
      value.map { .scalar("quality_\(reading.source.rawValue)/\(name)", Float($0)) }
    }
  }
}

import Session
import Testing

@Suite struct `Knobs as they were` {
  private let now = Knobs(generatorRate: 1, discriminatorRate: 2e-3, dropout: 0.4)
  private let events = [
    TrainingEvent(step: 5, kind: .learningRate(.generator, from: 1e-3, to: 0.1)),
    TrainingEvent(step: 8, kind: .dropout(from: 0.3, to: 0.4)),
    TrainingEvent(step: 9, kind: .epochEnded(1)),
    TrainingEvent(step: 9, kind: .learningRate(.generator, from: 0.1, to: 1)),
  ]

  @Test(arguments: [(0, 1e-3, 0.3), (5, 1e-3, 0.3), (6, 0.1, 0.3), (9, 0.1, 0.4), (10, 1, 0.4)])
  func `are those right after a batch, before a turn at that batch`(
    step: Int, rate: Double, dropout: Double
  ) {
    let then = now.asOf(step, on: events)
    #expect(then.generatorRate == rate)
    #expect(then.dropout == dropout)
    #expect(then.discriminatorRate == 2e-3)
  }
}

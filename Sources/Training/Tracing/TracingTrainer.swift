package import GANs
internal import Networks
package import RunStore
package import Session
internal import Tensors

/// Trains as another trainer does, and traces its first batches.
package struct TracingTrainer: Trainer {
  private var trainer: GANTrainer
  private let writer: TraceWriter

  /// - Parameters:
  ///   - trainer: before its first batch, with the rates that it keeps for the trace.
  ///   - program: the version of the program, for the file.
  package init(_ trainer: GANTrainer, writer: TraceWriter, program: String) {
    self.trainer = trainer
    self.writer = writer
    writer.begin(metadata: trainer.traceMetadata(program: program), start: trainer.state.tensors)
  }

  package mutating func trainBatch() -> BatchMetrics {
    guard writer.isRecording else { return trainer.trainBatch() }
    let trace = StepTrace()
    let metrics = trace.record { trainer.trainBatch() }
    write(trace, metrics)
    return metrics
  }

  package mutating func trainSlowly() -> (metrics: BatchMetrics, record: StepRecord) {
    let trace = StepTrace()
    let slow = trainer.trainSlowly(tracedBy: trace)
    if writer.isRecording { write(trace, slow.metrics) }
    return slow
  }

  private func write(_ trace: StepTrace, _ metrics: BatchMetrics) {
    let after = trainer.state.tensors.named(under: "after")
    writer.append(trace.tensors + metrics.losses + after)
  }

  package var run: RunDescription { trainer.run }
  package var knobs: Knobs { trainer.knobs }
  package var step: Int { trainer.step }
  package var state: TrainingState { trainer.state }

  package mutating func setLearningRate(_ rate: Double, of role: NetworkRole) {
    trainer.setLearningRate(rate, of: role)
  }

  package mutating func setDropout(_ rate: Double) { trainer.setDropout(rate) }

  package mutating func setTrick(_ name: String, to value: Double) {
    trainer.setTrick(name, to: value)
  }

  package mutating func showAverage(_ shows: Bool) { trainer.showAverage(shows) }

  package mutating func restore(_ state: TrainingState, step: Int) throws {
    try trainer.restore(state, step: step)
  }

  package func sampleGrid(endsEpoch: Bool) -> SampleGrid {
    trainer.sampleGrid(endsEpoch: endsEpoch)
  }

  package var brokenGradient: String? { trainer.brokenGradient }
  package var diagnosisFacts: DiagnosisFacts? { trainer.diagnosisFacts }
  package var judge: JudgeStanding { trainer.judge }
  package var awaitsJudge: Bool { trainer.awaitsJudge }
  package func stopJudging() { trainer.stopJudging() }

  package mutating func qualityReadings(
    besides known: [QualityReading], all: Bool
  ) -> [QualityReading] {
    trainer.qualityReadings(besides: known, all: all)
  }

  package mutating func takeOverReadings(of other: any Trainer, through step: Int) {
    trainer.takeOverReadings(of: (other as? TracingTrainer)?.trainer ?? other, through: step)
  }

  package func nonFiniteLayer() -> String? { trainer.nonFiniteLayer() }

  package func view(_ request: SampleViewRequest) -> SampleView { trainer.view(request) }
}

extension GANTrainer {
  /// What a replay needs besides the tensors.
  fileprivate func traceMetadata(program: String) -> [String: String] {
    var metadata = [
      "format": "ganscope-trace-1",
      "recipe": recipeText,
      "generator_rate": String(knobs.generatorRate),
      "discriminator_rate": String(knobs.discriminatorRate),
      "seed": String(run.seed),
      "program": program,
      "dataset": run.dataset,
    ]
    metadata["dropout"] = knobs.dropout.map { String($0) }
    return metadata
  }
}

extension BatchMetrics {
  fileprivate var losses: [NamedTensor] {
    [("discriminator", discriminatorLoss), ("generator", generatorLoss)].map { network, loss in
      NamedTensor(name: "loss.\(network)", tensor: Tensor([1], scalars: [loss]))
    }
  }
}

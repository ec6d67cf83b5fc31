package import GANs
package import RunStore
package import Session
package import Tensors

/// A GAN together with its data, which can be trained batch by batch.
///
/// The actor drives it and knows nothing of networks; a test drives the actor with a trainer that
/// needs microseconds.
package protocol Trainer: Sendable {
  /// What does not change while it is trained.
  var run: RunDescription { get }
  /// The settings in force.
  var knobs: Knobs { get }
  /// The last batch within the run, counted from 1; 0 before the first one.
  var step: Int { get }

  mutating func setLearningRate(_ rate: Double, of role: NetworkRole)
  mutating func setDropout(_ rate: Double)
  /// Sets the strength of a trick; a name that the run does not have is ignored.
  mutating func setTrick(_ name: String, to value: Double)
  /// Makes sample grids from the average of the generator's weights, or from the weights themselves;
  /// where the run keeps no average this changes nothing.
  mutating func showAverage(_ shows: Bool)

  /// Trains the next batch and returns what was measured on the way.
  mutating func trainBatch() -> BatchMetrics

  /// Trains the next batch as `trainBatch` does, to the same bits, and keeps what went through the
  /// networks.
  mutating func trainSlowly() -> (metrics: BatchMetrics, record: StepRecord)

  /// The images that the generator makes now from the run's fixed latent vectors.
  func sampleGrid(endsEpoch: Bool) -> SampleGrid

  /// Makes the images that somebody wants to see with the networks as they are now, in inference mode;
  /// nothing of the run changes by it.
  ///
  /// - Returns: what was asked for, or the nearest to it that there is.
  func view(_ request: SampleViewRequest) -> SampleView

  /// The first tensor in which a number is none, in the order in which images go through the networks;
  /// nil where all weights are finite.
  func nonFiniteLayer() -> String?
  /// The tensor by which a gradient of the last batch was none first; nil where all were finite.
  var brokenGradient: String? { get }

  /// What a diagnosis must know of the run; nil where there is none.
  var diagnosisFacts: DiagnosisFacts? { get }
  /// Whether the samples are judged by now.
  var judge: JudgeStanding { get }
  /// Whether images wait for a judge that is being made.
  var awaitsJudge: Bool { get }
  /// The readings of the samples that have fallen due and that the judge can take by now.
  ///
  /// - Parameters:
  ///   - known: those that are none the less not to be taken again.
  ///   - all: whether all of them are wanted at once, or one, so that no batch waits for many.
  mutating func qualityReadings(besides known: [QualityReading], all: Bool) -> [QualityReading]
  /// Has what waits for the judge in another trainer of the run read too.
  ///
  /// - Parameter step: the last batch that both have in common: what comes after it belongs to a line that
  ///   is left, and is given up.
  mutating func takeOverReadings(of other: any Trainer, through step: Int)
  /// Nothing is to be judged any more.
  func stopJudging()

  /// Everything that a batch changes.
  var state: TrainingState { get }

  /// Takes over a state as it was after a batch of the same run; knobs stay as they are.
  ///
  /// - Parameter step: the last batch within the run, counted from 1; 0 before the first one.
  /// - Throws: that it is not the state of such a trainer, which is then unchanged.
  mutating func restore(_ state: TrainingState, step: Int) throws
}

// A trainer whose gradients, batches and samples nobody judges.
extension Trainer {
  package var brokenGradient: String? { nil }
  package var diagnosisFacts: DiagnosisFacts? { nil }
  package var judge: JudgeStanding { .absent }
  package var awaitsJudge: Bool { false }
  package mutating func qualityReadings(
    besides known: [QualityReading], all: Bool
  ) -> [QualityReading] { [] }
  package mutating func takeOverReadings(of other: any Trainer, through step: Int) {}
  package func stopJudging() {}
}

extension Trainer {
  /// The tensors of both networks under their stable names, for example `generator.3.kernel`.
  package var weights: [NamedTensor] { state.weights }
}

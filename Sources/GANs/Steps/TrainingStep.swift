package import Configuration
package import Networks
package import Tensors

/// What one training step does: which images each network sees, and when each is updated.
package protocol TrainingStep: Sendable {
  /// The rule's name in recipes, for example `two_phase`.
  static var kind: String { get }
  /// How many real images a whole batch has; the last one of an epoch may have fewer.
  var realImages: Int { get }
  /// How many generated images the discriminator is shown by a whole batch.
  var shownFakes: Int { get }
  /// What the discriminator is to say of images.
  var labels: ImageLabels { get set }
  /// The label that the generator wants its images to get.
  var generatorLabel: Float { get }
  /// What goes through the networks, for counts of operations.
  var passes: StepPasses { get }

  /// Reads every setting from the `[training]` of a recipe.
  init(reading reader: SettingsReader, loss: any AdversarialLoss) throws(ConfigurationError)

  /// The same rule with other counts of images.
  func resized(_ size: (Int) -> Int) -> Self

  /// Trains both networks once.
  ///
  /// - Parameter real: `[realImages or fewer, row, column, channel]`.
  func train(_ gan: inout GAN, on real: Tensor) -> StepMeasurement
}

/// Every kind of step that a recipe can name.
private let steps: [String: any TrainingStep.Type] = [
  TwoPhaseStep.kind: TwoPhaseStep.self,
  SimultaneousStep.kind: SimultaneousStep.self,
  DiscriminatorStep.kind: DiscriminatorStep.self,
]

/// Reads the step of a recipe: its kind, and every setting of that kind.
func readTrainingStep(
  _ reader: SettingsReader, loss: any AdversarialLoss
) throws(ConfigurationError) -> any TrainingStep {
  let step = try reader.choice("step", among: steps).init(reading: reader, loss: loss)
  try reader.finish()
  return step
}

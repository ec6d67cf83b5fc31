/// How many samples go through each network in one step on a whole batch, by the kind of pass.
///
/// They are those of the step as it is published; one that is computed as part of another counts all
/// the same, so that the figures of different programs compare.
package struct StepPasses: Sendable, Hashable {
  /// Of either network.
  package struct Counts: Sendable, Hashable {
    package var forward = 0
    /// Back to the input only, through a network that stays as it is.
    package var inputGradient = 0
    /// Back to the parameters.
    package var parameterGradients = 0

    package init(forward: Int = 0, inputGradient: Int = 0, parameterGradients: Int = 0) {
      self.forward = forward
      self.inputGradient = inputGradient
      self.parameterGradients = parameterGradients
    }
  }

  package var generator: Counts
  package var discriminator: Counts

  package init(generator: Counts, discriminator: Counts) {
    self.generator = generator
    self.discriminator = discriminator
  }
}

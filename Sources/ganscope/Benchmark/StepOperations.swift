import GANs
import Networks

/// The multiply-adds of one sample's single pass through a network.
struct PassOperations {
  let whole: Int
  /// Of the first layer that has any: its input gradient is only wanted where the network's is.
  let first: Int

  init(_ network: NetworkSummary) {
    let layers = network.rows.map(\.multiplyAdds).filter { $0 > 0 }
    whole = layers.reduce(0, +)
    first = layers.first ?? 0
  }

  /// Those of the samples that go through the network in a step.
  ///
  /// On the way to the parameters' gradients lie the input gradients of all layers but the first.
  func multiplyAdds(of samples: StepPasses.Counts) -> Int {
    (samples.forward + samples.inputGradient) * whole
      + samples.parameterGradients * (whole + whole - first)
  }
}

/// The floating-point operations that one training step needs by the direct count: two for each
/// multiply-add of the dense and convolution layers, taps on padding included.
///
/// Nothing else is counted, and nothing that a step need not compute, such as the input gradient of
/// a first layer; so the figure is the same for every program that trains the recipe.
func operationsPerStep(
  _ recipe: Recipe, generator: PassOperations, discriminator: PassOperations
) -> Double {
  let passes = recipe.step.passes
  return 2
    * Double(
      generator.multiplyAdds(of: passes.generator)
        + discriminator.multiplyAdds(of: passes.discriminator))
}

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

  /// Forward, for any number of samples.
  var forward: Int { whole }
  /// Back to the input only, through a network that stays as it is.
  var inputGradient: Int { whole }
  /// Back to the parameters, and through all layers but the first.
  var parameterGradients: Int { whole + whole - first }
}

/// The floating-point operations that one training step needs by the direct count: two for each
/// multiply-add of the dense and convolution layers, taps on padding included.
///
/// Nothing else is counted, and nothing that a step need not compute, such as the input gradient of
/// a first layer; so the figure is the same for every program that trains the recipe.
func operationsPerStep(
  _ recipe: Recipe, generator: PassOperations, discriminator: PassOperations
) -> Double {
  2 * Double(twoPhaseMultiplyAdds(recipe, generator: generator, discriminator: discriminator))
}

/// The discriminator learns on real and generated images, then the generator through it.
private func twoPhaseMultiplyAdds(
  _ recipe: Recipe, generator: PassOperations, discriminator: PassOperations
) -> Int {
  let (first, second) = (recipe.discriminatorPhase, recipe.generatorPhase)
  let judged = discriminator.forward + discriminator.parameterGradients
  let learned =
    generator.forward + discriminator.forward + discriminator.inputGradient
    + generator.parameterGradients
  return first.fake * generator.forward + (first.real + first.fake) * judged
    + second.samples * learned
}

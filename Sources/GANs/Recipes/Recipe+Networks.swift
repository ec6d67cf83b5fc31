internal import Configuration
package import Networks
package import Tensors

extension Recipe {
  /// One of the two players.
  package enum Role: String, Sendable, CaseIterable {
    case generator
    case discriminator
  }

  /// Builds one network of the recipe with fresh weights.
  ///
  /// - Parameters:
  ///   - input: the shape of one input sample.
  ///   - output: the shape that one output sample must have, or nil for any.
  package func network(
    _ role: Role, input: Shape, makes output: Shape?, random: inout RandomStream
  ) throws(RecipeError) -> Network {
    let player = role == .generator ? generator : discriminator
    let network: Network
    do {
      network = try Network(
        name: role.rawValue, inputShape: input, layers: player.layers, random: &random)
    } catch {
      throw .malformed(misfit(error, of: role))
    }
    if role == .discriminator { try checkLogit(of: network) }
    if let output, network.outputShape != output {
      let expected = role == .generator ? "the images of the data are" : "it must end in one logit,"
      throw .malformed(
        located(
          "puts out \(network.outputShape), but \(expected) \(output)",
          at: "\(role.rawValue).layers"))
    }
    return network
  }
}

extension Recipe {
  /// The layer tables of both networks.
  ///
  /// The images are as large as the generator makes them.
  ///
  /// - Throws: that layers do not fit to each other or to the loss, or tricks to them.
  package func summaries() throws(RecipeError) -> (
    generator: NetworkSummary, discriminator: NetworkSummary
  ) {
    var random = RandomStream(seed: 0, purpose: .weights)
    let generator = try network(.generator, input: [latent.count], makes: nil, random: &random)
    let discriminator = try network(
      .discriminator, input: generator.outputShape, makes: [1], random: &random)
    try checkTricks(Players(generator: generator, discriminator: discriminator, loss: loss))
    return (generator.summary, discriminator.summary)
  }
}

extension Recipe {
  /// Refuses a sigmoid in front of a loss that has one in it.
  private func checkLogit(of discriminator: Network) throws(RecipeError) {
    guard loss is any CrossEntropyLoss, discriminator.layers.last is Sigmoid else { return }
    throw .malformed(
      located(
        "leave this sigmoid out: it is in the loss, which is computed from the logit before it",
        at: "discriminator.layers[\(discriminator.layers.count - 1)]"))
  }

  /// Refuses a trick that cannot work with the networks, with the line on which it stands.
  func checkTricks(_ players: Players) throws(RecipeError) {
    do {
      try tricks.check(players)
    } catch {
      throw .malformed(located(error.problem, at: "tricks.\(error.trick)"))
    }
  }

  /// A layer that does not fit, with the line on which it stands.
  private func misfit(_ error: ShapeError, of role: Role) -> ConfigurationError {
    located(
      "\(error.kind): \(error.problem)", at: "\(role.rawValue).layers[\(error.number ?? 0)]")
  }

  /// A problem with the line of the key at which it is.
  private func located(_ problem: String, at key: String) -> ConfigurationError {
    do throws(ConfigurationError) {
      return try SettingsReader(toml: text, file: file).error(problem, at: key)
    } catch {
      return error
    }
  }
}

/// The settings that can be turned while the networks learn.
package struct Knobs: Sendable, Hashable, Codable {
  /// The learning rate of the generator's optimizer.
  package var generatorRate: Double
  /// The learning rate of the discriminator's optimizer.
  package var discriminatorRate: Double
  /// The share of activations that the discriminator's dropout layers drop, or nil where it has none.
  package var dropout: Double?
  /// The strengths of the training tricks that the run can use.
  package var tricks: [TrickKnob]
  /// Whether samples come from the average of the generator's weights instead of the weights
  /// themselves, or nil where the run keeps no average.
  package var showsAverage: Bool?

  package init(
    generatorRate: Double, discriminatorRate: Double, dropout: Double?, tricks: [TrickKnob] = [],
    showsAverage: Bool? = nil
  ) {
    self.generatorRate = generatorRate
    self.discriminatorRate = discriminatorRate
    self.dropout = dropout
    self.tricks = tricks
    self.showsAverage = showsAverage
  }
}

extension Knobs {
  /// Runs from before there were tricks have descriptions that name none.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    generatorRate = try values.decode(Double.self, forKey: .generatorRate)
    discriminatorRate = try values.decode(Double.self, forKey: .discriminatorRate)
    dropout = try values.decodeIfPresent(Double.self, forKey: .dropout)
    tricks = try values.decodeIfPresent([TrickKnob].self, forKey: .tricks) ?? []
    showsAverage = try values.decodeIfPresent(Bool.self, forKey: .showsAverage)
  }
}

extension Knobs {
  /// The value of a trick, or nil where the run does not have it.
  package subscript(trick name: String) -> Double? {
    get { tricks.first { $0.name == name }?.value }
    set {
      guard let newValue, let index = tricks.firstIndex(where: { $0.name == name }) else { return }
      tricks[index].value = newValue
    }
  }
}

extension Knobs {
  /// The knobs right after a batch, before anything was done to them there.
  ///
  /// - Parameters:
  ///   - step: the batch within the run.
  ///   - events: those of the line on which they have become what they are.
  package func asOf(_ step: Int, on events: [TrainingEvent]) -> Knobs {
    var knobs = self
    for event in events.reversed() where event.step >= step {
      switch event.kind {
      case .learningRate(.generator, let old, _): knobs.generatorRate = old
      case .learningRate(.discriminator, let old, _): knobs.discriminatorRate = old
      case .dropout(let old, _): knobs.dropout = old
      case .trick(let name, let old, _): knobs[trick: name] = old
      default: break
      }
    }
    return knobs
  }
}

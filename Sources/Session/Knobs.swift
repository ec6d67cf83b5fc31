/// The settings that can be turned while the networks learn.
package struct Knobs: Sendable, Hashable, Codable {
  /// The learning rate of the generator's optimizer.
  package var generatorRate: Double
  /// The learning rate of the discriminator's optimizer.
  package var discriminatorRate: Double
  /// The share of activations that the discriminator's dropout layers drop, or nil where it has none.
  package var dropout: Double?

  package init(generatorRate: Double, discriminatorRate: Double, dropout: Double?) {
    self.generatorRate = generatorRate
    self.discriminatorRate = discriminatorRate
    self.dropout = dropout
  }
}

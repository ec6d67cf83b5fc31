internal import Configuration
internal import Networks

/// The images of a step in which the discriminator sees each kind in a batch of its own.
package struct SeparateBatches: Sendable, Equatable {
  /// How many real images a batch has.
  package var real: Int
  /// How many generated images a batch has, however many real ones there are.
  package var fake: Int
  package var labels: ImageLabels

  func resized(_ size: (Int) -> Int) -> SeparateBatches {
    SeparateBatches(real: size(real), fake: size(fake), labels: labels)
  }
}

extension SeparateBatches {
  /// Reads `[training.discriminator]`.
  init(reading training: SettingsReader, loss: any AdversarialLoss) throws(ConfigurationError) {
    let reader = try training.table("discriminator")
    real = try reader.imageCount("real")
    fake = try reader.imageCount("fake")
    labels = try ImageLabels(reading: reader, for: loss)
    try reader.finish()
  }
}

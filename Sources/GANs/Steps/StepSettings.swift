internal import Configuration

/// The loss of one player.
private enum AdversarialLoss: String, CaseIterable {
  /// Binary cross-entropy computed from logits, the mean over the batch.
  case binaryCrossEntropy = "binary_cross_entropy"
}

extension SettingsReader {
  /// How many images of one kind a batch has.
  func imageCount(_ key: String) throws(ConfigurationError) -> Int {
    try integer(key, in: 1...65_536)
  }

  /// Reads the name of a player's loss, of which there is one.
  func loss() throws(ConfigurationError) {
    _ = try choice("loss", of: AdversarialLoss.self)
  }
}

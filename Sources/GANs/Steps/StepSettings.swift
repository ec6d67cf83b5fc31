internal import Configuration

extension SettingsReader {
  /// How many images of one kind a batch has.
  func imageCount(_ key: String) throws(ConfigurationError) -> Int {
    try integer(key, in: 1...65_536)
  }
}

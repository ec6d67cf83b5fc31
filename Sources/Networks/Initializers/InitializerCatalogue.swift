internal import Configuration

/// Every kernel initializer that a recipe can name.
private let initializers:
  [String: @Sendable (SettingsReader) throws(ConfigurationError) -> any Initializer] = [
    "glorot_uniform": { _ throws(ConfigurationError) in .glorotUniform },
    "he_normal": { _ throws(ConfigurationError) in .heNormal },
    "he_uniform": { _ throws(ConfigurationError) in .heUniform },
    "lecun_normal": { _ throws(ConfigurationError) in .lecunNormal },
    "normal": { reader throws(ConfigurationError) in
      .normal(deviation: Float(try reader.number("deviation", in: 0...10)))
    },
    "zeros": { _ throws(ConfigurationError) in .zeros },
  ]

/// Reads `initializer`, and its `deviation` where it is `normal`.
func readInitializer(_ reader: SettingsReader) throws(ConfigurationError) -> any Initializer {
  try reader.choice("initializer", among: initializers)(reader)
}

package import Configuration

/// Every optimizer that a recipe can name.
private let optimizers:
  [String: @Sendable (SettingsReader) throws(ConfigurationError) -> any Optimizer] = [
    "adam": { reader throws(ConfigurationError) in try Adam(reading: reader) },
    "rmsprop": { reader throws(ConfigurationError) in try RMSprop(reading: reader) },
    "sgd": { reader throws(ConfigurationError) in try GradientDescent(reading: reader) },
  ]

/// Reads one optimizer of a recipe: its `type`, and every setting of that type.
package func readOptimizer(_ reader: SettingsReader) throws(ConfigurationError) -> any Optimizer {
  let optimizer = try reader.choice("type", among: optimizers)(reader)
  try reader.finish()
  return optimizer
}

extension SettingsReader {
  /// The learning rate.
  func rate() throws(ConfigurationError) -> Float { Float(try number("rate", in: 0...10)) }

  /// The bound of each gradient's values, or nil where the recipe states none.
  func valueClip() throws(ConfigurationError) -> Float? {
    has("clip_value") ? Float(try number("clip_value", in: 1e-12...1e12)) : nil
  }
}

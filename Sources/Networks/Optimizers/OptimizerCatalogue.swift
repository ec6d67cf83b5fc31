package import Configuration

/// Every optimizer that a recipe can name.
private let optimizers:
  [String: @Sendable (SettingsReader) throws(ConfigurationError) -> any Optimizer] = [
    "adam": { reader throws(ConfigurationError) in try Adam(reading: reader) },
    "rmsprop": { reader throws(ConfigurationError) in try RMSprop(reading: reader) },
    "sgd": { reader throws(ConfigurationError) in try GradientDescent(reading: reader) },
  ]

/// Every course of the rate that a recipe can name.
private let courses:
  [String: @Sendable (SettingsReader) throws(ConfigurationError) -> LearningRateSchedule.Course] = [
    "exponential": { reader throws(ConfigurationError) in
      .exponential(halfLife: try reader.integer("half_life", in: 1...1_000_000_000))
    },
    "linear": { reader throws(ConfigurationError) in
      .linear(
        steps: try reader.integer("steps", in: 1...1_000_000_000),
        end: try reader.number("end", in: 0...1))
    },
  ]

/// Reads a course of the rate: its `type`, and every setting of that type.
private func readCourse(
  _ reader: SettingsReader
) throws(ConfigurationError) -> LearningRateSchedule.Course {
  let course = try reader.choice("type", among: courses)(reader)
  try reader.finish()
  return course
}

/// Reads one optimizer of a recipe: its `type`, and every setting of that type.
package func readOptimizer(_ reader: SettingsReader) throws(ConfigurationError) -> any Optimizer {
  let optimizer = try reader.choice("type", among: optimizers)(reader)
  try reader.finish()
  return optimizer
}

extension SettingsReader {
  /// The learning rate.
  func rate() throws(ConfigurationError) -> Float { Float(try number("rate", in: 0...10)) }

  /// The bounds that the recipe states: `clip_value`, `clip_norm`, both or none.
  func clipping() throws(ConfigurationError) -> GradientClipping {
    GradientClipping(value: try bound("clip_value"), norm: try bound("clip_norm"))
  }

  private func bound(_ key: String) throws(ConfigurationError) -> Float? {
    has(key) ? Float(try number(key, in: 1e-12...1e12)) : nil
  }

  /// What the recipe states of how the rate changes: `decay`, `schedule`, both or none.
  func schedule() throws(ConfigurationError) -> LearningRateSchedule {
    LearningRateSchedule(
      decay: has("decay") ? Float(try number("decay", in: 0...1)) : 0,
      course: has("schedule") ? try readCourse(table("schedule")) : .constant)
  }
}

internal import Configuration
package import Tensors

/// What a generator makes images of: vectors of random numbers.
package struct LatentSpace: Sendable, Equatable {
  package enum Distribution: String, Sendable, CaseIterable {
    /// N(0, 1).
    case normal
    /// U[0, 1).
    case uniform
  }

  /// The number of scalars of a vector.
  package var count: Int
  package var distribution: Distribution

  package init(count: Int, distribution: Distribution = .normal) {
    self.count = count
    self.distribution = distribution
  }

  /// Draws vectors, `[count, self.count]`.
  package func vectors(_ count: Int, using stream: inout RandomStream) -> Tensor {
    let shape: Shape = [count, self.count]
    return switch distribution {
    case .normal: Tensor(normal: shape, mean: 0, deviation: 1, using: &stream)
    case .uniform: Tensor(uniform: shape, in: 0..<1, using: &stream)
    }
  }
}

extension LatentSpace {
  /// Reads `latent` and, where it is not normal, `distribution`.
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    count = try reader.integer("latent", in: 1...65_536)
    distribution = reader.has("distribution") ? try reader.choice("distribution") : .normal
  }
}

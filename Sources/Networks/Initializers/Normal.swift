package import Tensors

/// Normal with a given mean and standard deviation, not truncated.
package struct Normal: Initializer {
  package let mean: Float
  package let deviation: Float

  package init(mean: Float = 0, deviation: Float) {
    self.mean = mean
    self.deviation = deviation
  }

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    Tensor(normal: shape, mean: mean, deviation: deviation, using: &random)
  }
}

extension Initializer where Self == Normal {
  package static func normal(mean: Float = 0, deviation: Float) -> Normal {
    Normal(mean: mean, deviation: deviation)
  }
}

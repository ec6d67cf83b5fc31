package import Tensors

/// Truncated normal with variance `1 / inputs`, as in Keras; made for SELU (LeCun et al., 1998).
package struct LeCunNormal: Initializer {
  package init() {}

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    Tensor(truncatedNormal: shape, variance: 1 / Float(fans.inputs), using: &random)
  }
}

extension Initializer where Self == LeCunNormal {
  package static var lecunNormal: LeCunNormal { LeCunNormal() }
}

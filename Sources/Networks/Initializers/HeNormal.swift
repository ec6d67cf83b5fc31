package import Tensors

/// Truncated normal with variance `2 / inputs`, as in Keras (He, Zhang, Ren, Sun, 2015).
package struct HeNormal: Initializer {
  package init() {}

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    Tensor(truncatedNormal: shape, variance: 2 / Float(fans.inputs), using: &random)
  }
}

extension Initializer where Self == HeNormal {
  package static var heNormal: HeNormal { HeNormal() }
}

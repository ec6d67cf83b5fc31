package import Tensors

/// Uniform within `±√(6 / inputs)` (He, Zhang, Ren, Sun, 2015).
package struct HeUniform: Initializer {
  package init() {}

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    let limit = (6 / Float(fans.inputs)).squareRoot()
    return Tensor(uniform: shape, in: -limit..<limit, using: &random)
  }
}

extension Initializer where Self == HeUniform {
  package static var heUniform: HeUniform { HeUniform() }
}

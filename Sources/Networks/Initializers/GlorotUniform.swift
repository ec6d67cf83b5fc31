package import Tensors

/// Uniform within `±√(6 / (inputs + outputs))`, Keras's default (Glorot and Bengio, 2010).
package struct GlorotUniform: Initializer {
  package init() {}

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    let limit = (6 / Float(fans.inputs + fans.outputs)).squareRoot()
    return Tensor(uniform: shape, in: -limit..<limit, using: &random)
  }
}

extension Initializer where Self == GlorotUniform {
  package static var glorotUniform: GlorotUniform { GlorotUniform() }
}

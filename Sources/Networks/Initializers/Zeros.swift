package import Tensors

/// All zeros.
package struct Zeros: Initializer {
  package init() {}

  package func makeTensor(
    _ shape: Shape, fans: Fans, using random: inout RandomStream
  ) -> Tensor {
    Tensor(zeros: shape)
  }
}

extension Initializer where Self == Zeros {
  package static var zeros: Zeros { Zeros() }
}

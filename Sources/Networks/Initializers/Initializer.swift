package import Tensors

/// The rule for the first values of a kernel.
package protocol Initializer: Sendable {
  func makeTensor(_ shape: Shape, fans: Fans, using random: inout RandomStream) -> Tensor
}

/// How many numbers a kernel's output is a sum of, and how many outputs one input reaches; Keras's
/// counts: the stride does not enter.
package struct Fans: Sendable, Hashable {
  package let inputs: Int
  package let outputs: Int

  package init(inputs: Int, outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }
}

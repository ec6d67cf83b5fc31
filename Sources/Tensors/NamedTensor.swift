/// A tensor under its stable, dotted name, for example `generator.3.kernel`.
package struct NamedTensor: Sendable, Equatable {
  package let name: String
  package let tensor: Tensor

  package init(name: String, tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}

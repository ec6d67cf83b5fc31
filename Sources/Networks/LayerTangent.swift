package import Tensors

/// How a layer carries a small change `ẋ` of its input on to its output, `J · ẋ`, with the Jacobian
/// `J` at the input of the forward pass that this comes from.
package struct LayerTangent: Sendable {
  /// Takes a tensor through a linear map, in place where nobody else holds it.
  package typealias Push = @Sendable (consuming Tensor) -> Tensor
  /// Takes a change `ẋ` of the input and a gradient `λ` by the output to the gradients of
  /// `⟨λ, J · ẋ⟩`, in which both are held fixed: by the input, nil where `J` does not depend on it,
  /// and by the parameters.
  package typealias Gradients =
    @Sendable (_ change: Tensor, _ outputGradient: Tensor) -> LayerGradients

  /// `J · ẋ`.
  package let push: Push
  /// Nil where `J` depends on neither input nor parameters.
  package let gradients: Gradients?

  package init(push: @escaping Push, gradients: Gradients? = nil) {
    self.push = push
    self.gradients = gradients
  }
}

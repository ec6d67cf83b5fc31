internal import Tensors

/// What the time of a training step is spent on.
package enum StepPart: Sendable, Hashable {
  case layer(LayerPlace, LayerPass)
  /// The optimizer's update of one network.
  case update(network: String)
  case latents
  case realImages
  case joining
  case loss
  /// What is in no other part.
  case other

  /// Whether the multiply-adds of its layer are its own: a backward pass leaves them to the gradients
  /// that it enters.
  var doesMultiplyAdds: Bool {
    guard case .layer(_, let pass) = self else { return false }
    return pass != .backward
  }
}

/// What a layer does in a step.
package enum LayerPass: String, Sendable, CaseIterable {
  case forward
  /// Both gradients, where they share work.
  case backward
  case inputGradient = "input gradient"
  case parameterGradients = "parameter gradients"
  /// What becomes of a change of its input.
  case tangent
  /// The gradients of that by the input and the parameters.
  case tangentGradients = "tangent's gradients"
}

/// A layer in its network.
package struct LayerPlace: Sendable, Hashable {
  package let network: String
  /// The first being 0.
  package let number: Int
  package let kind: String
  /// Those of one sample and one pass.
  package let multiplyAdds: Int
}

extension LayerPlace {
  /// Runs the forward pass of a batch as a part of the step.
  func measureForward<Result>(
    of input: consuming Tensor, _ body: (consuming Tensor) -> Result
  ) -> Result { measure(.forward, of: input, body) }

  /// Runs the backward pass of a batch as a part of the step, in which a layer may set its two
  /// gradients apart.
  func measureBackward<Result>(
    of outputGradient: consuming Tensor, _ body: (consuming Tensor) -> Result
  ) -> Result { measure(.backward, of: outputGradient, body) }

  /// Runs any pass of a batch as a part of the step.
  func measure<Result>(
    _ pass: LayerPass, of batch: consuming Tensor, _ body: (consuming Tensor) -> Result
  ) -> Result {
    let samples = batch.shape[0]
    return StepProfile.measure(
      .layer(self, pass), multiplyAdds: samples * multiplyAdds, of: batch, body)
  }
}

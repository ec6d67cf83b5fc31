package import Tensors

/// A penalty on the length of a network's gradients by its input, with its own gradients.
package struct InputGradientPenalty: Sendable {
  package let value: Double
  /// Those of the penalty by the parameters, in the order of all gradients.
  package let gradients: NetworkGradients
  /// The Euclidean length of the gradient by each sample.
  package let norms: [Float]
}

extension Network {
  /// A function of the lengths of the gradients `gᵢ` by each sample of the network's one output, such
  /// as R1 (Mescheder et al., 2018) or the gradient penalty (Gulrajani et al., 2017), with its exact
  /// gradients by the parameters.
  ///
  /// With `vᵢ = ∂P/∂gᵢ` held fixed, the penalty's gradient is that of `Σ ⟨gᵢ, vᵢ⟩`, the output's change
  /// when the samples change along `v`. So the change goes forward through each layer's Jacobian, and
  /// where that depends on parameters or on activations, gradients arise (Pearlmutter, 1994).
  /// All passes have the dropout masks of the one forward pass. No statistic is changed.
  ///
  /// - Parameter penalty: takes `‖gᵢ‖²` to the penalty's value and the factors `fᵢ` of
  ///   `∂P/∂gᵢ = fᵢ gᵢ`, which are twice its derivatives.
  /// - Precondition: one output a sample, and `layerWithoutTangent` is nil.
  package func inputGradientPenalty(
    of samples: consuming Tensor, _ pass: inout ForwardPass,
    _ penalty: (_ squaredNorms: [Float]) -> (value: Double, factors: [Float])
  ) -> InputGradientPenalty {
    precondition(outputShape.count == 1, "\(name) has outputs \(outputShape), not one")
    let passes = differentiablePasses(of: samples, &pass)
    var (gradient, outputGradients) = passes.inputGradient()
    let squaredNorms = gradient.sampleSquareSums()
    let (value, factors) = penalty(squaredNorms.map { Float($0) })
    gradient.scaleSamples(by: factors)
    var gradients = passes.tangentGradients(along: gradient, outputGradients)
    passes.addCurvature(to: &gradients)
    return InputGradientPenalty(
      value: value, gradients: NetworkGradients(parameters: gradients.flatMap(\.parameters)),
      norms: squaredNorms.map { Float($0.squareRoot()) })
  }

  /// The first layer that makes penalties on gradients by the input impossible.
  package var layerWithoutTangent: LayerPlace? {
    layers.firstIndex { !$0.hasTangent }.map { places[$0] }
  }

  private func differentiablePasses(
    of samples: consuming Tensor, _ pass: inout ForwardPass
  ) -> DifferentiablePasses {
    check(samples)
    var output = samples
    var passes: [DifferentiablePasses.OfLayer] = []
    defer { pass.fusion = .none }
    for index in layers.indices {
      var layer = layers[index]
      pass.fusion = fusions[index]
      let result = places[index].measureForward(of: output) { layer.forward($0, &pass) }
      guard let tangent = result.tangent else {
        preconditionFailure("layer \(index) (\(places[index].kind)) of \(name) has no tangent")
      }
      passes.append(.init(place: places[index], backward: result.backward, tangent: tangent))
      output = result.output
    }
    return DifferentiablePasses(
      outputShape: output.shape, layers: passes, trainability: trainability)
  }
}

/// What can be done after a forward pass, as often as is wanted.
private struct DifferentiablePasses {
  struct OfLayer {
    let place: LayerPlace
    let backward: LayerOutput.Backward
    let tangent: LayerTangent
  }

  let outputShape: Shape
  let layers: [OfLayer]
  let trainability: Trainability

  /// The layers whose tangents have gradients that reach a parameter.
  private var curvedOrTrained: [Int] {
    layers.indices.filter {
      layers[$0].tangent.gradients != nil && $0 >= trainability.first ?? layers.count
    }
  }

  /// The gradient of the sum of all outputs by the input, and by the output of those layers for whose
  /// tangents it is needed.
  func inputGradient() -> (input: Tensor, byOutput: [Int: Tensor]) {
    let needed = Set(curvedOrTrained)
    var byOutput: [Int: Tensor] = [:]
    var gradient = Tensor(repeating: 1, shape: outputShape)
    for index in layers.indices.reversed() {
      if needed.contains(index) { byOutput[index] = gradient }
      let below = layers[index].place.measureBackward(of: gradient) {
        layers[index].backward($0, .input)
      }
      guard let input = below.input else { preconditionFailure("a gradient was asked for") }
      gradient = input
    }
    return (gradient, byOutput)
  }

  /// The gradients of the outputs' change along a change of the input, for each layer the parts that
  /// its own Jacobian has in them.
  func tangentGradients(
    along change: consuming Tensor, _ outputGradients: [Int: Tensor]
  ) -> [LayerGradients] {
    var gradients = [LayerGradients](repeating: LayerGradients(input: nil), count: layers.count)
    var change = change
    let last = curvedOrTrained.last ?? 0
    for index in 0..<last {
      addGradients(ofLayer: index)
      change = layers[index].place.measure(.tangent, of: change, layers[index].tangent.push)
    }
    addGradients(ofLayer: last)
    return gradients

    func addGradients(ofLayer index: Int) {
      guard let outputGradient = outputGradients[index] else { return }
      gradients[index] = layers[index].place.measure(.tangentGradients, of: change) {
        layers[index].tangent.gradients?($0, outputGradient) ?? LayerGradients(input: nil)
      }
    }
  }

  /// Takes what layers' curvature adds to the gradients by activations down to all parameters that
  /// these come from.
  func addCurvature(to gradients: inout [LayerGradients]) {
    var adjoint: Tensor?
    for index in layers.indices.reversed() {
      let curvature = gradients[index].input
      guard let outputGradient = adjoint.take() else {
        adjoint = curvature
        continue
      }
      let request = trainability.request(ofLayer: index, in: .parameters)
      guard request.input || request.parameters else { return }
      let ordinary = layers[index].place.measureBackward(of: outputGradient) {
        layers[index].backward($0, request)
      }
      for (number, gradient) in ordinary.parameters.enumerated() {
        gradients[index].parameters[number].add(gradient)
      }
      adjoint = ordinary.input
      if let curvature { adjoint?.add(curvature) }
    }
  }
}

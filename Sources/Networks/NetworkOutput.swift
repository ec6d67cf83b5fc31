package import Tensors

/// What a network gives for a batch, with all that is needed to take gradients back from it.
///
/// It shares the network's weights, so the optimizer's step would copy every one of them while this
/// is alive: end its life with `(consume output).backward(…)`.
package struct NetworkOutput: Sendable {
  package let output: Tensor
  private var backwards: [LayerOutput.Backward]
  private let trainability: Trainability
  private let places: [LayerPlace]
  /// Whether a sample's gradients depend on the other samples of the batch.
  let couplesSamples: Bool

  init(
    output: Tensor, backwards: [LayerOutput.Backward], trainability: Trainability,
    places: [LayerPlace], couplesSamples: Bool
  ) {
    self.output = output
    self.backwards = backwards
    self.trainability = trainability
    self.places = places
    self.couplesSamples = couplesSamples
  }

  /// Takes the gradient of a loss by the output back through the layers, and lets go of each
  /// layer's memory as soon as it has been used.
  ///
  /// A copy may be taken before, where one output has several losses with gradients of their own.
  package consuming func backward(
    _ outputGradient: consuming Tensor, _ request: GradientRequest
  ) -> NetworkGradients {
    precondition(outputGradient.shape == output.shape)
    var parameters: [[Tensor]] = []
    var gradient: Tensor? = outputGradient
    while let backward = backwards.popLast() {
      let layerRequest = trainability.request(ofLayer: backwards.count, in: request)
      guard layerRequest.input || layerRequest.parameters, let outputGradient = gradient.take()
      else { break }
      let gradients = places[backwards.count].measureBackward(of: outputGradient) {
        backward($0, layerRequest)
      }
      parameters.append(gradients.parameters)
      gradient = gradients.input
    }
    return NetworkGradients(
      input: request.input ? gradient : nil, parameters: parameters.reversed().flatMap(\.self))
  }
}

/// The gradients of a loss by a network's input and parameters.
package struct NetworkGradients: Sendable {
  /// Nil if it was not asked for.
  package let input: Tensor?
  /// One for each parameter, in the order of the layers; none if they were not asked for.
  package var parameters: [Tensor]

  package init(input: Tensor? = nil, parameters: [Tensor]) {
    self.input = input
    self.parameters = parameters
  }

  /// Adds the parameters' gradients of another batch or loss, for one update along both.
  package mutating func add(_ other: NetworkGradients, scaledBy factor: Float = 1) {
    precondition(parameters.count == other.parameters.count)
    for index in parameters.indices {
      parameters[index].add(other.parameters[index], scaledBy: factor)
    }
  }

  /// Multiplies the parameters' gradients.
  package mutating func scale(by factor: Float) {
    for index in parameters.indices { parameters[index].scale(by: factor) }
  }

  /// The Euclidean length of the parameters' gradients taken as one vector.
  package var norm: Double {
    parameters.reduce(0) { $0 + $1.sumOfSquares() }.squareRoot()
  }

  /// The place of the last parameter whose gradient has numbers that are none; nil where there is none.
  ///
  /// There a backward pass broke, as it comes from the last layer, and all before follows from that.
  package var lastNonFinite: Int? { parameters.lastIndex { !$0.sumOfSquares().isFinite } }
}

package import Tensors

/// A sequence of layers, built from data.
///
/// It is a value: a copy is not changed by training the original.
package struct Network: Sendable {
  /// The first part of the names of the tensors: `generator`.
  package let name: String
  /// The shape of one input sample.
  package let inputShape: Shape
  package private(set) var layers: [any Layer]
  let trainability: Trainability
  let places: [LayerPlace]
  let fusions: [Fusion]

  /// Builds the layers in order, each for the output of the one before.
  package init(
    name: String, inputShape: Shape, layers descriptions: [any LayerDescription],
    random: inout RandomStream
  ) throws(ShapeError) {
    self.name = name
    self.inputShape = inputShape
    layers = []
    var shape = inputShape
    for description in descriptions {
      do {
        let layer = try description.makeLayer(input: shape, random: &random)
        shape = try layer.outputShape.bounded(as: "output", of: type(of: layer).kind)
        layers.append(layer)
      } catch {
        var error = error
        error.number = layers.count
        throw error
      }
    }
    trainability = Trainability(&layers)
    fusions = Fusion.fusions(of: layers)
    places = layers.enumerated().map { number, layer in
      LayerPlace(
        network: name, number: number, kind: type(of: layer).kind,
        multiplyAdds: layer.multiplyAdds)
    }
  }

  /// The shape of one output sample.
  package var outputShape: Shape { layers.last?.outputShape ?? inputShape }
}

extension Network {
  /// The output for a batch of samples, with what is needed to take gradients back from it.
  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> NetworkOutput {
    check(input)
    var output = input
    var backwards: [LayerOutput.Backward] = []
    backwards.reserveCapacity(layers.count)
    defer { pass.fusion = .none }
    for index in layers.indices {
      pass.fusion = fusions[index]
      let result = places[index].measureForward(of: output) {
        layers[index].forward($0, &pass)
      }
      backwards.append(result.backward)
      output = result.output
    }
    return NetworkOutput(
      output: output, backwards: backwards, trainability: trainability, places: places,
      couplesSamples: layers.contains { $0.couplesSamples })
  }

  /// The output for a batch of samples in inference mode; activations are freed as soon as the next
  /// layer has used them.
  package func inferred(_ input: consuming Tensor, precision: Precision = .float32) -> Tensor {
    var pass = ForwardPass.inference(precision: precision)
    return outputOnly(input, &pass)
  }

  /// The output for a batch of samples, from which no gradient will be taken; activations are freed
  /// as soon as the next layer has used them.
  ///
  /// In training mode batch normalisation uses the statistics of this batch, but the network's
  /// moving statistics stay as they are.
  package func outputOnly(_ input: consuming Tensor, _ pass: inout ForwardPass) -> Tensor {
    check(input)
    var output = input
    defer { pass.fusion = .none }
    for index in layers.indices {
      var layer = layers[index]
      pass.fusion = fusions[index]
      output = places[index].measureForward(of: output) { layer.forward($0, &pass).output }
    }
    return output
  }

  func check(_ input: Tensor) {
    precondition(
      input.shape.sample == inputShape, "\(name) takes samples \(inputShape), got \(input.shape)")
  }
}

extension Network {
  /// Visits every tensor in place under its stable name, such as `generator.3.kernel`: the
  /// network's name, the layer's number, the first being 0, and the tensor's name in its layer.
  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    for index in layers.indices {
      let prefix = "\(name).\(index)."
      layers[index].visitTensors { visit(prefix + $0, $1, &$2) }
    }
  }

  /// Visits every trainable parameter in place, in the order of the gradients.
  package mutating func visitParameters(_ visit: (Int, inout Tensor) -> Void) {
    var number = 0
    for index in layers.indices {
      layers[index].visitTensors { _, role, tensor in
        guard role == .parameter else { return }
        visit(number, &tensor)
        number += 1
      }
    }
  }

  /// Every tensor; they share their storage with the network's.
  package var tensors: [NamedTensor] { namedTensors { _ in true } }

  /// Every trainable parameter, in the order of the gradients.
  package var parameters: [NamedTensor] { namedTensors { $0 == .parameter } }

  private func namedTensors(where isWanted: (TensorRole) -> Bool) -> [NamedTensor] {
    var copy = self
    var tensors: [NamedTensor] = []
    copy.visitTensors { name, role, tensor in
      if isWanted(role) { tensors.append(NamedTensor(name: name, tensor: tensor)) }
    }
    return tensors
  }

  /// The rate of the network's dropout layers, nil where it has none; when set, all take it.
  package var dropoutRate: Float? {
    get { layers.lazy.compactMap { ($0 as? Dropout)?.rate }.first }
    set {
      guard let newValue else { return }
      for index in layers.indices {
        guard var dropout = layers[index] as? Dropout else { continue }
        dropout.rate = newValue
        layers[index] = dropout
      }
    }
  }
}

/// Which layers have parameters.
struct Trainability: Sendable {
  /// The number of parameters of each layer.
  let parameterCounts: [Int]

  init(_ layers: inout [any Layer]) {
    var counts: [Int] = []
    for index in layers.indices {
      var count = 0
      layers[index].visitTensors { _, role, _ in count += role == .parameter ? 1 : 0 }
      counts.append(count)
    }
    parameterCounts = counts
  }

  /// The first layer that has parameters.
  var first: Int? { parameterCounts.firstIndex { $0 > 0 } }

  /// What a layer's backward pass is to give: nothing is computed below the first layer with
  /// parameters unless the gradient by the network's input is wanted.
  func request(ofLayer index: Int, in request: GradientRequest) -> GradientRequest {
    let isAboveParameters = first.map { index > $0 } ?? false
    return GradientRequest(
      input: request.input || request.parameters && isAboveParameters,
      parameters: request.parameters && parameterCounts[index] > 0)
  }
}

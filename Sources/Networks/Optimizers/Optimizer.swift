package import Tensors

/// The rule that turns gradients into changes of a network's parameters.
package protocol Optimizer: Sendable {
  var learningRate: Float { get set }
  /// The number of updates made; part of the state that a checkpoint keeps.
  var stepCount: Int { get set }

  /// Makes what the optimizer remembers of each parameter, all zero, unless it is there already.
  mutating func prepare(for network: Network)

  /// The rule itself: changes the network's parameters, in place, along the gradients of one batch.
  mutating func change(_ network: inout Network, along gradients: NetworkGradients)

  /// Visits in place what the optimizer remembers of each parameter, under stable names such as
  /// `generator.3.kernel.first_moment`; nothing before `prepare` or the first update.
  mutating func visitState(_ visit: (String, inout Tensor) -> Void)
}

extension Optimizer {
  /// Changes the network's parameters, in place, along the gradients of one batch.
  package mutating func update(_ network: inout Network, along gradients: NetworkGradients) {
    StepTrace.update(of: network, along: gradients)
    let name = network.name
    StepProfile.measure(.update(network: name)) { change(&network, along: gradients) }
  }
}

/// One tensor for each parameter of a network, which an optimizer updates with it.
struct ParameterMemory: Sendable {
  /// The last part of the names: `first_moment`.
  let name: String
  private var parameterNames: [String] = []
  var tensors: [Tensor] = []

  init(_ name: String) {
    self.name = name
  }

  /// Makes the tensors, all zero, unless they are there; without scalars if they are not needed.
  mutating func prepare(for network: Network, isNeeded: Bool = true) {
    guard tensors.isEmpty else { return }
    let parameters = network.parameters
    parameterNames = parameters.map(\.name)
    tensors = parameters.map { Tensor(zeros: isNeeded ? $0.tensor.shape : [0]) }
  }

  mutating func visit(_ visit: (String, inout Tensor) -> Void) {
    for index in tensors.indices where tensors[index].count > 0 {
      visit("\(parameterNames[index]).\(name)", &tensors[index])
    }
  }
}

/// The bound for clipped gradients: infinity where there is none.
func clip(_ bound: Float?) -> Float { bound ?? .infinity }

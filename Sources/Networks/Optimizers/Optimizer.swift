package import Tensors

/// The rule that turns gradients into changes of a network's parameters.
package protocol Optimizer: Sendable {
  /// That of the first update, from which `schedule` takes those of the others.
  var learningRate: Float { get set }
  var schedule: LearningRateSchedule { get }
  var clipping: GradientClipping { get }
  /// The number of updates made; part of the state that a checkpoint keeps.
  var stepCount: Int { get set }

  /// Makes what the optimizer remembers of each parameter, all zero, unless it is there already.
  mutating func prepare(for network: Network)

  /// The rule itself: changes the network's parameters, in place, along the gradients of one batch.
  ///
  /// It bounds each value of the gradients, `clipping.valueBound`; all else that optimizers do alike
  /// has been done, and `stepCount` counts this update.
  mutating func change(
    _ network: inout Network, along gradients: NetworkGradients, rate: Float)

  /// Visits in place what the optimizer remembers of each parameter, under stable names such as
  /// `generator.3.kernel.first_moment`; nothing before `prepare` or the first update.
  mutating func visitState(_ visit: (String, inout Tensor) -> Void)
}

extension Optimizer {
  /// Changes the network's parameters, in place, along the gradients of one batch.
  package mutating func update(_ network: inout Network, along gradients: NetworkGradients) {
    let rate = schedule.rate(from: learningRate, step: stepCount)
    StepTrace.update(of: network, along: gradients, rate: rate)
    let name = network.name
    StepProfile.measure(.update(network: name)) {
      prepare(for: network)
      stepCount += 1
      change(&network, along: clipping.limitingNorm(of: gradients), rate: rate)
    }
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

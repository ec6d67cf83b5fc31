internal import Configuration
package import Tensors

/// Stochastic gradient descent with momentum, as in Keras: `u = momentum · u − rate · g`, `w += u`.
package struct GradientDescent: Optimizer {
  package var learningRate: Float
  package let momentum: Float
  package let schedule: LearningRateSchedule
  package let clipping: GradientClipping
  package var stepCount = 0
  private var velocities = ParameterMemory("velocity")

  package init(
    learningRate: Float = 1e-2, momentum: Float = 0, schedule: LearningRateSchedule = .constant,
    clipping: GradientClipping = .none
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.schedule = schedule
    self.clipping = clipping
  }

  package mutating func prepare(for network: Network) {
    velocities.prepare(for: network, isNeeded: momentum != 0)
  }

  package mutating func change(
    _ network: inout Network, along gradients: NetworkGradients, rate: Float
  ) {
    network.visitParameters { number, weights in
      momentumStep(
        &weights, velocity: &velocities.tensors[number], gradient: gradients.parameters[number],
        clip: clipping.valueBound, rate: rate, momentum: momentum)
    }
  }

  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    velocities.visit(visit)
  }
}

extension GradientDescent {
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    self.init(
      learningRate: try reader.rate(),
      momentum: Float(try reader.number("momentum", in: 0...1)),
      schedule: try reader.schedule(), clipping: try reader.clipping())
  }
}

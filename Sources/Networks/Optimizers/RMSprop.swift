internal import Configuration
package import Tensors

/// Divides the gradient by the root of a moving mean of its squares (Hinton, lecture 6e, 2012):
/// `v = ρv + (1−ρ)g²`, `w −= rate · g / (√v + ε)`.
///
/// ε stands outside of the root as in Keras 2 and TensorFlow up to 2.10, for which the recipes were
/// written; with `epsilonInsideRoot` the divisor is `√(v + ε)` as in later versions, where the first
/// step along a gradient of 1e-4 is ten times smaller.
package struct RMSprop: Optimizer {
  package var learningRate: Float
  /// ρ.
  package let meanSquareDecay: Float
  /// With `u = momentum · u + rate · g / (√v + ε)` the step is `w −= u`.
  package let momentum: Float
  package let epsilon: Float
  package let epsilonInsideRoot: Bool
  package let schedule: LearningRateSchedule
  package let clipping: GradientClipping
  package var stepCount = 0
  private var meanSquares = ParameterMemory("mean_square")
  private var velocities = ParameterMemory("velocity")

  package init(
    learningRate: Float = 1e-3, meanSquareDecay: Float = 0.9, momentum: Float = 0,
    epsilon: Float = 1e-7, epsilonInsideRoot: Bool = false,
    schedule: LearningRateSchedule = .constant, clipping: GradientClipping = .none
  ) {
    self.learningRate = learningRate
    self.meanSquareDecay = meanSquareDecay
    self.momentum = momentum
    self.epsilon = epsilon
    self.epsilonInsideRoot = epsilonInsideRoot
    self.schedule = schedule
    self.clipping = clipping
  }

  package mutating func prepare(for network: Network) {
    meanSquares.prepare(for: network)
    velocities.prepare(for: network, isNeeded: momentum != 0)
  }

  package mutating func change(
    _ network: inout Network, along gradients: NetworkGradients, rate: Float
  ) {
    network.visitParameters { number, weights in
      rootMeanSquareStep(
        &weights, meanSquare: &meanSquares.tensors[number],
        velocity: &velocities.tensors[number],
        gradient: gradients.parameters[number], clip: clipping.valueBound, rate: rate,
        decay: meanSquareDecay, momentum: momentum, epsilon: epsilon,
        epsilonInsideRoot: epsilonInsideRoot)
    }
  }

  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    meanSquares.visit(visit)
    velocities.visit(visit)
  }
}

extension RMSprop {
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    self.init(
      learningRate: try reader.rate(),
      meanSquareDecay: Float(try reader.number("rho", in: 0...1)),
      momentum: Float(try reader.number("momentum", in: 0...1)),
      epsilon: Float(try reader.number("epsilon", in: 0...1)),
      epsilonInsideRoot: try reader.boolean("epsilon_inside_root"),
      schedule: try reader.schedule(), clipping: try reader.clipping())
  }
}

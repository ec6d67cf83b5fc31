internal import Configuration
package import Tensors

/// Steps of about the learning rate, along a moving mean of the gradients over the root of a moving
/// mean of their squares (Kingma and Ba, 2015), in Keras's form:
/// `m += (1−β₁)(g − m)`, `v += (1−β₂)(g² − v)`, `w −= rate · √(1−β₂ᵗ) / (1−β₁ᵗ) · m / (√v + ε)`.
///
/// This ε is the paper's ε̂; the form of other frameworks has `ε · √(1−β₂ᵗ)` in its place.
package struct Adam: Optimizer {
  package var learningRate: Float
  /// β₁.
  package let firstMomentDecay: Float
  /// β₂.
  package let secondMomentDecay: Float
  package let epsilon: Float
  package let schedule: LearningRateSchedule
  package let clipping: GradientClipping
  package var stepCount = 0
  private var firstMoments = ParameterMemory("first_moment")
  private var secondMoments = ParameterMemory("second_moment")

  package init(
    learningRate: Float = 1e-3, firstMomentDecay: Float = 0.9, secondMomentDecay: Float = 0.999,
    epsilon: Float = 1e-7, schedule: LearningRateSchedule = .constant,
    clipping: GradientClipping = .none
  ) {
    self.learningRate = learningRate
    self.firstMomentDecay = firstMomentDecay
    self.secondMomentDecay = secondMomentDecay
    self.epsilon = epsilon
    self.schedule = schedule
    self.clipping = clipping
  }

  package mutating func prepare(for network: Network) {
    firstMoments.prepare(for: network)
    secondMoments.prepare(for: network)
  }

  package mutating func change(
    _ network: inout Network, along gradients: NetworkGradients, rate: Float
  ) {
    let rate = corrected(rate)
    network.visitParameters { number, weights in
      adamStep(
        &weights, firstMoment: &firstMoments.tensors[number],
        secondMoment: &secondMoments.tensors[number], gradient: gradients.parameters[number],
        clip: clipping.valueBound, rate: rate, firstDecay: firstMomentDecay,
        secondDecay: secondMomentDecay, epsilon: epsilon)
    }
  }

  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {
    firstMoments.visit(visit)
    secondMoments.visit(visit)
  }

  /// The learning rate with the moments' bias towards their start, 0, taken out.
  private func corrected(_ rate: Float) -> Float {
    let first = 1 - power(Double(firstMomentDecay), stepCount)
    let second = 1 - power(Double(secondMomentDecay), stepCount)
    return Float(Double(rate) * second.squareRoot() / first)
  }
}

/// `base` to a whole power, by repeated squaring.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, base, exponent) = (1.0, base, exponent)
  while exponent > 0 {
    if exponent & 1 == 1 { result *= base }
    base *= base
    exponent >>= 1
  }
  return result
}

extension Adam {
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    self.init(
      learningRate: try reader.rate(),
      firstMomentDecay: Float(try reader.number("beta1", in: 0...0.999_999)),
      secondMomentDecay: Float(try reader.number("beta2", in: 0...0.999_999)),
      epsilon: Float(try reader.number("epsilon", in: 0...1)),
      schedule: try reader.schedule(), clipping: try reader.clipping())
  }
}

package import Configuration
package import Tensors

/// Brings each channel to a learned mean and deviation:
/// `y = gamma · (x − mean) / √(variance + epsilon) + beta` (Ioffe and Szegedy, 2015).
///
/// A channel is a position of the last axis; its statistics are over all others. In training they
/// are those of the batch, and the moving ones follow as in Keras 3:
/// `moving = momentum · moving + (1 − momentum) · batch`, with the biased variance in both.
package struct BatchNormalization: RectifyingLayer {
  package static let kind = "batch_normalization"

  package struct Description: LayerDescription {
    package var momentum: Float
    package var epsilon: Float

    package init(momentum: Float = 0.99, epsilon: Float = 1e-3) {
      self.momentum = momentum
      self.epsilon = epsilon
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      guard let channels = input.extents.last else {
        throw ShapeError(kind: kind, problem: "needs at least one axis, got \(input)")
      }
      return BatchNormalization(channels: channels, settings: self, outputShape: input)
    }
  }

  private var gamma: Tensor
  private var beta: Tensor
  private var movingMean: Tensor
  private var movingVariance: Tensor
  private let description: Description
  package let outputShape: Shape

  init(channels: Int, settings: Description, outputShape: Shape) {
    gamma = Tensor(repeating: 1, shape: [channels])
    beta = Tensor(zeros: [channels])
    movingMean = Tensor(zeros: [channels])
    movingVariance = Tensor(repeating: 1, shape: [channels])
    description = settings
    self.outputShape = outputShape
  }

  package var settings: String {
    "momentum \(description.momentum), epsilon \(description.epsilon)"
  }

  /// The batch's statistics are of all its samples.
  package var couplesSamples: Bool { true }

  package var hasTangent: Bool { false }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let statistics: Statistics
    switch pass.mode {
    case .training:
      statistics = Statistics(of: copy input)
      follow(statistics)
    case .inference:
      statistics = Statistics(mean: movingMean, variance: movingVariance)
    }
    let inverseDeviation = statistics.inverseDeviation(epsilon: description.epsilon)
    let scale = zip(gamma.scalars, inverseDeviation).map { Double($0) * $1 }
    let output = input.normalizedColumns(
      center: statistics.mean, scale: Tensor(rounding: scale), shift: beta,
      slope: pass.fusion.outputSlope)
    let sums = GradientSums(input: input, mean: statistics.mean, inverse: inverseDeviation)
    let usesBatch = pass.mode == .training
    return LayerOutput(output) { outputGradient, request in
      let (gammaGradient, betaGradient) = sums.gradients(outputGradient)
      var inputGradient: Tensor?
      if request.input {
        inputGradient =
          usesBatch
          ? sums.inputGradient(
            outputGradient, scale: scale, gammaGradient: gammaGradient, betaGradient: betaGradient)
          : outputGradient.scaledColumns(by: Tensor(rounding: scale))
      }
      return LayerGradients(
        input: inputGradient,
        parameters: request.parameters
          ? [Tensor(rounding: gammaGradient), Tensor(rounding: betaGradient)] : [])
    }
  }

  /// Moves the moving statistics towards those of a batch.
  private mutating func follow(_ batch: Statistics) {
    let momentum = description.momentum
    movingMean.scale(by: momentum)
    movingMean.add(batch.mean, scaledBy: 1 - momentum)
    movingVariance.scale(by: momentum)
    movingVariance.add(batch.variance, scaledBy: 1 - momentum)
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    visit("gamma", .parameter, &gamma)
    visit("beta", .parameter, &beta)
    visit("moving_mean", .statistic, &movingMean)
    visit("moving_variance", .statistic, &movingVariance)
  }
}

/// The mean and the biased variance of each channel.
private struct Statistics: Sendable {
  let mean: Tensor
  let variance: Tensor

  init(mean: Tensor, variance: Tensor) {
    self.mean = mean
    self.variance = variance
  }

  /// Those of a batch, in two passes: a single one would lose small variances of large values.
  init(of batch: Tensor) {
    let count = Double(batch.count / batch.shape[batch.shape.rank - 1])
    mean = Tensor(rounding: batch.columnSums().map { $0 / count })
    variance = Tensor(rounding: batch.columnSquareSums(center: mean).map { $0 / count })
  }

  func inverseDeviation(epsilon: Float) -> [Double] {
    variance.scalars.map { 1 / (Double($0) + Double(epsilon)).squareRoot() }
  }
}

/// What the backward pass needs from the forward pass.
private struct GradientSums: Sendable {
  let input: Tensor
  let mean: Tensor
  let inverse: [Double]

  /// The gradients by gamma, `Σ g · x̂`, and by beta, `Σ g`.
  func gradients(_ outputGradient: Tensor) -> (gamma: [Double], beta: [Double]) {
    let products = input.columnProductSums(with: outputGradient, center: mean)
    return (zip(products, inverse).map(*), outputGradient.columnSums())
  }

  /// `scale · (g − Σg / n − x̂ · Σ(g·x̂) / n)`, as the batch's statistics depend on the input too.
  func inputGradient(
    _ outputGradient: Tensor, scale: [Double], gammaGradient: [Double], betaGradient: [Double]
  ) -> Tensor {
    let count = Double(input.count / mean.count)
    return input.normalizedColumnsGradient(
      outputGradient, center: mean, scale: Tensor(rounding: scale),
      mean: Tensor(rounding: betaGradient.map { $0 / count }),
      slope: Tensor(rounding: zip(gammaGradient, inverse).map { $0 * $1 / count }))
  }
}

extension BatchNormalization.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    momentum = Float(try reader.number("momentum", in: 0...1))
    epsilon = Float(try reader.number("epsilon", in: 1e-12...1))
    try reader.finish()
  }
}

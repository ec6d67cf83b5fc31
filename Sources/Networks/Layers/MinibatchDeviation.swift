package import Configuration
package import Tensors

/// Tells a discriminator how much the samples of a batch differ (Karras et al., 2018): the deviation
/// of each value over the batch, `√(variance + epsilon)`, in the mean over all values, is one more
/// feature of every vector, or one more channel of every image.
///
/// The batch is one group, and the statistics are always its own.
package struct MinibatchDeviation: Layer {
  package static let kind = "minibatch_deviation"

  package struct Description: LayerDescription {
    package var epsilon: Float

    package init(epsilon: Float = 1e-8) {
      self.epsilon = epsilon
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      guard let features = input.extents.last else {
        throw ShapeError(kind: kind, problem: "needs at least one axis, got \(input)")
      }
      return MinibatchDeviation(
        epsilon: epsilon, outputShape: Shape(input.extents.dropLast() + [features + 1]))
    }
  }

  private let epsilon: Float
  package let outputShape: Shape

  init(epsilon: Float, outputShape: Shape) {
    self.epsilon = epsilon
    self.outputShape = outputShape
  }

  package var settings: String { "epsilon \(epsilon)" }

  /// The deviation is of all samples.
  package var couplesSamples: Bool { true }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let batch = Deviations(of: copy input, epsilon: epsilon)
    let tangent = LayerTangent {
      $0.appendingColumn(of: Float(batch.change(along: $0)))
    } gradients: { change, outputGradient in
      LayerGradients(
        input: batch.changeGradient(along: change, scaledBy: outputGradient.lastColumnSum()))
    }
    let output = input.appendingColumn(of: Float(batch.mean))
    return LayerOutput(output, tangent: tangent) { outputGradient, request in
      guard request.input else { return LayerGradients(input: nil) }
      var inputGradient = outputGradient.droppingLastColumn()
      inputGradient.add(batch.gradient(scaledBy: outputGradient.lastColumnSum()))
      return LayerGradients(input: inputGradient)
    }
  }
}

/// The deviations `sⱼ = √(Σᵢ dᵢⱼ² / n + epsilon)` of each value `j` over a batch of `n` samples, with
/// the distances `dᵢⱼ = xᵢⱼ − meanⱼ`; `m` is the mean of all `sⱼ`.
private struct Deviations: Sendable {
  private let shape: Shape
  /// `[sample, value]`.
  private let samples: Tensor
  private let means: Tensor
  private let deviations: [Double]

  init(of batch: Tensor, epsilon: Float) {
    shape = batch.shape
    let count = Double(batch.shape[0])
    samples = batch.reshaped(to: [batch.shape[0], batch.shape.sample.count])
    means = Tensor(rounding: samples.columnSums().map { $0 / count })
    deviations = samples.columnSquareSums(center: means).map {
      ($0 / count + Double(epsilon)).squareRoot()
    }
  }

  /// `m`.
  var mean: Double { deviations.reduce(0, +) / Double(deviations.count) }

  /// The slope of `m` by `dᵢⱼ`, for each value: `∂m/∂xᵢⱼ = dᵢⱼ / (n · values · sⱼ)`.
  private func slopes(scaledBy factor: Double) -> [Double] {
    let scale = factor / Double(samples.count)
    return deviations.map { scale / $0 }
  }

  /// The gradient of `factor · m` by the batch.
  func gradient(scaledBy factor: Double) -> Tensor {
    samples.normalizedColumns(
      center: means, scale: Tensor(rounding: slopes(scaledBy: factor)),
      shift: Tensor(zeros: means.shape)
    ).reshaped(to: shape)
  }

  /// The change `ṁ = Σ ∂m/∂xᵢⱼ ẋᵢⱼ` along a change of the batch.
  func change(along change: Tensor) -> Double {
    let products = samples.columnProductSums(with: asRows(change), center: means)
    return zip(products, slopes(scaledBy: 1)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The gradient of `factor · ṁ` by the batch:
  /// `factor / (n · values · sⱼ) · (ẋᵢⱼ − meanⱼ(ẋ) − dᵢⱼ · Σₖ dₖⱼ ẋₖⱼ / (n sⱼ²))`.
  func changeGradient(along change: Tensor, scaledBy factor: Double) -> Tensor {
    let (change, count) = (asRows(change), Double(samples.shape[0]))
    let products = samples.columnProductSums(with: change, center: means)
    return samples.normalizedColumnsGradient(
      change, center: means, scale: Tensor(rounding: slopes(scaledBy: factor)),
      mean: Tensor(rounding: change.columnSums().map { $0 / count }),
      slope: Tensor(rounding: zip(products, deviations).map { $0 / (count * $1 * $1) })
    ).reshaped(to: shape)
  }

  private func asRows(_ batch: Tensor) -> Tensor { batch.reshaped(to: samples.shape) }
}

extension MinibatchDeviation.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    epsilon = Float(try reader.number("epsilon", in: 1e-12...1))
    try reader.finish()
  }
}

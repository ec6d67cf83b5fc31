package import Tensors

/// A loss of a batch of outputs, and its gradient.
package struct Loss: Sendable {
  /// The loss of each output, in the shape of the outputs.
  package let values: Tensor
  /// The gradient of the mean of all values by the outputs.
  package let gradient: Tensor

  /// The mean of all values.
  package var mean: Double { values.mean() }

  /// The mean of the values of some samples of the batch, such as its real half.
  package func mean(ofSamples range: Range<Int>) -> Double { values.samples(range).mean() }
}

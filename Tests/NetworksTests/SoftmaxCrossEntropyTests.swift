import Tensors
import Testing

@testable import Networks

struct SoftmaxCrossEntropyTests {
  /// `log(e + e² + e³) − 2` and so on, by hand.
  @Test func `the loss is the logarithm of the sum of powers less the logit of the class`() {
    let loss = softmaxCrossEntropy(
      logits: Tensor([2, 3], scalars: [1, 2, 3, 0, 0, 0]), labels: [1, 2])
    #expect(distance(loss.values.scalars, [1.407_605_964, 1.098_612_289]) < 1e-7)
    #expect(
      distance(
        loss.gradient.scalars,
        [
          0.090_030_573 / 2, (0.244_728_471 - 1) / 2, 0.665_240_956 / 2,
          1.0 / 6, 1.0 / 6, 1.0 / 6 - 0.5,
        ]) < 1e-7)
  }

  @Test func `the gradient is the slope of the mean`() {
    var stream = RandomStream(seed: 3, purpose: .noise)
    let logits = Tensor(normal: [5, 4], mean: 0, deviation: 2, using: &stream)
    let labels: [UInt8] = [0, 3, 1, 1, 2]
    let expected = slopes(of: logits, step: 1e-2) {
      softmaxCrossEntropy(logits: $0, labels: labels).mean
    }
    let found = softmaxCrossEntropy(logits: logits, labels: labels).gradient.scalars
    #expect(distance(found, expected) < 2e-5)
  }

  @Test func `logits of any size have finite losses`() {
    let loss = softmaxCrossEntropy(
      logits: Tensor([2, 2], scalars: [3e38, -3e38, 1_000, 0]), labels: [0, 1])
    #expect(loss.values.scalars[0] == 0)
    #expect(loss.values.scalars[1] == 1_000)
    #expect(loss.gradient.scalars.allSatisfy { $0.isFinite })
  }

  @Test func `probabilities are shares of one`() {
    let probabilities = softmax(Tensor([2, 3], scalars: [1, 2, 3, -500, 0, -500])).scalars
    #expect(
      distance(probabilities, [0.090_030_573, 0.244_728_471, 0.665_240_956, 0, 1, 0]) < 1e-7)
  }
}

import Tensors
import Testing

@testable import Networks

struct BinaryCrossEntropyTests {
  struct Golden: Decodable {
    let logits: [Float]
    let targets: [Float]
    let values: [Double]
    let gradientOfMean: [Double]
  }

  /// Scripts/golden/losses.py.
  @Test func `values and gradients are PyTorch's for logits of any size and targets of any sign`()
    throws
  {
    let golden = try GoldenNumbers.read("binary-cross-entropy.json", as: Golden.self)
    let count = golden.logits.count
    let loss = binaryCrossEntropy(
      logits: Tensor([count, 1], scalars: golden.logits),
      targets: Tensor([count, 1], scalars: golden.targets))
    // Four roundings of terms which are no larger than |z| and 1 and the value itself.
    for (index, value) in loss.values.scalars.enumerated() {
      let scale = max(abs(Double(golden.logits[index])), 1)
      #expect(abs(Double(value) - golden.values[index]) <= 2.4e-7 * scale)
    }
    for (found, expected) in zip(loss.gradient.scalars, golden.gradientOfMean) {
      #expect(abs(Double(found) - expected) <= 2.4e-7 / Double(count))
    }
    let mean = golden.values.reduce(0, +) / Double(count)
    #expect(abs(loss.mean - mean) < 1e-5)
  }

  @Test func `a confident right answer keeps its small value instead of 0`() {
    let loss = binaryCrossEntropy(
      logits: Tensor([2, 1], scalars: [-80, 60]), targets: Tensor([2, 1], scalars: [0, 1]))
    // e⁻⁸⁰; where a target of 1 meets a large logit, the difference of both is 0.
    #expect(abs(loss.values.scalars[0] / 1.804_851_4e-35 - 1) < 1e-6)
    #expect(loss.values.scalars[1] >= 0)
    #expect(loss.gradient.scalars[0] > 0)
  }

  @Test func `the mean of the real half is that of its samples`() {
    let loss = binaryCrossEntropy(
      logits: Tensor([4, 1], scalars: [0, 0, 2, -2]),
      targets: Tensor([4, 1], scalars: [0, 1, 1, 0]))
    #expect(abs(loss.mean(ofSamples: 0..<2) - 0.693_147_18) < 1e-6)
    #expect(abs(loss.mean(ofSamples: 2..<4) - 0.126_928) < 1e-6)
  }

  @Test func `a logit that is not a number gives a loss that is none`() {
    let loss = binaryCrossEntropy(
      logits: Tensor([1, 1], scalars: [.nan]), targets: Tensor([1, 1], scalars: [1]))
    #expect(loss.mean.isNaN)
    #expect(loss.gradient.scalars[0].isNaN)
  }
}

import Networks
import Tensors
import Testing

/// Networks whose products round their operands to bfloat16, beside the same ones in float32.
@Suite(
  .enabled(if: Precision.bfloat16.isAvailable(), "these kernels have no instructions for bfloat16"))
struct PrecisionTests {
  private struct Pass {
    let output: Tensor
    /// By the input, then by each parameter.
    let gradients: [Tensor]
  }

  private func pass(_ precision: Precision, workers: Int = 1) throws -> Pass {
    var random = RandomStream(seed: 3, purpose: .weights)
    let window = ConvolutionWindow(size: 3, stride: 2, padding: .same)
    var network = try Network(
      name: "discriminator", inputShape: [24],
      layers: [
        Dense.Description(units: 4 * 4 * 20), Reshape.Description(target: [4, 4, 20]),
        Conv2DTranspose.Description(ConvolutionSettings(filters: 24, window: window)),
        // Smooth, because a rounded sum that changes its sign would jump to another slope.
        Tanh.Description(),
        Conv2D.Description(ConvolutionSettings(filters: 18, window: window)),
        Flatten.Description(), Dense.Description(units: 10),
      ], random: &random)
    let input = Tensor(normal: [15, 24], mean: 0, deviation: 1, using: &random)
    let seed = Tensor(normal: [15, 10], mean: 0, deviation: 1, using: &random)
    return Workers.withCount(workers) {
      var pass = ForwardPass.training(random: random, precision: precision)
      let result = network.forward(input, &pass)
      let output = result.output
      let gradients = result.backward(seed, .all)
      return Pass(
        output: output, gradients: [gradients.input].compactMap(\.self) + gradients.parameters)
    }
  }

  /// An operand is off by up to 2⁻⁹ of itself.
  ///
  /// In the mean square that is 2⁻⁹ / √3, so a product of two is off by 2⁻⁹ · √(2/3). Sums of many keep that; the errors of four layers add up in squares, there and
  /// back: 2⁻⁹ · √(8 · 2/3) < 2⁻⁷.
  @Test func `outputs and gradients are off by what rounding explains, and by no less`() throws {
    let (coarse, fine) = (try pass(.bfloat16), try pass(.float32))
    #expect((0x1p-11...0x1p-7).contains(distance(coarse.output, fine.output)))
    #expect(coarse.gradients.count == 9)
    for (index, (coarse, fine)) in zip(coarse.gradients, fine.gradients).enumerated() {
      #expect(coarse.shape == fine.shape)
      // No product reaches the bias of the last layer.
      let isExact = index == 8
      #expect(
        isExact ? coarse == fine : (0x1p-11...0x1p-7).contains(distance(coarse, fine)),
        "gradient \(index)")
    }
  }

  @Test func `any number of workers gives the same bits`() throws {
    let (one, three) = (try pass(.bfloat16), try pass(.bfloat16, workers: 3))
    #expect(one.output == three.output)
    #expect(one.gradients == three.gradients)
  }

  /// The length of the difference by that of the second.
  private func distance(_ first: Tensor, _ second: Tensor) -> Double {
    let difference = zip(first.scalars, second.scalars).reduce(0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    let length = second.scalars.reduce(0) { $0 + Double($1) * Double($1) }
    return (difference / length).squareRoot()
  }
}

import Testing

@testable import Tensors

/// The figures that `ganscope bench --suite accuracy` prints.
struct ConvolutionAccuracyTests {
  private static let layers = [
    RecipeConvolution(batch: 4, size: 7, inputs: 64, outputs: 64, stride: 1),
    RecipeConvolution(batch: 32, size: 14, inputs: 64, outputs: 128, stride: 2),
  ]

  @Test(arguments: layers, ConvolutionAccuracy.Pass.allCases)
  func `Winograd's errors lie between those of the direct way and of bfloat16, below 1e-4`(
    layer: RecipeConvolution, pass: ConvolutionAccuracy.Pass
  ) throws {
    let accuracy = try #require(ConvolutionAccuracy(layer, pass, samples: 60))
    for kernels in KernelSet.supported {
      let results = accuracy.run(using: kernels)
      let errors = results.map(\.rootMeanSquareError)
      #expect(results.map(\.way).prefix(2) == [.direct, .winograd])
      #expect(results.count == (kernels.bfloat16 == nil ? 2 : 3))
      #expect(errors[0] > 0, "\(kernels)")
      // Strictly in the order of the ways.
      #expect(zip(errors, errors.dropFirst()).allSatisfy(<), "\(kernels): \(errors)")
      #expect(results[1].largestError < 1e-4, "\(kernels)")
      #expect(results.allSatisfy { $0.rootMeanSquareError < $0.largestError }, "\(kernels)")
      // Eight significant bits of two factors: their roundings have about 2⁻⁹ / √3 · √2 in the mean.
      if let rounded = errors.dropFirst(2).first { #expect((1e-3...4e-3).contains(rounded)) }
    }
  }

  @Test func `layers that go the direct way anyhow are left out`() {
    let names = ConvolutionAccuracy.all.map(\.name)
    #expect(names.count == 15)
    #expect(names.contains("convolution 14×14×64 → 128, k5 s2, batch 128: input gradient"))
    #expect(!names.contains { $0.contains("28×28×1") })
  }
}

import Tensors
import Testing

@testable import Networks

/// The layer against the worked examples of the screen, which anybody can do by hand; the numbers are
/// made by Scripts/golden/transposed_convolution.py.
struct TransposedConvolutionExampleTests {
  struct Example: Decodable {
    let input: [[Float]]
    let kernel: [[Float]]
    let stride: Int
    let output: [[Float]]

    static func all() throws -> [Example] {
      struct File: Decodable {
        let cases: [Example]
      }
      return try GoldenNumbers.read("transposed_convolution.json", as: File.self).cases
    }
  }

  @Test func `a transposed convolution gives the numbers of the worked examples`() throws {
    for example in try Example.all() {
      let (size, taps) = (example.input.count, example.kernel.count)
      let window = ConvolutionWindow(size: taps, stride: example.stride, padding: .valid)
      var random = RandomStream(key: 0)
      var network = try Network(
        name: "example", inputShape: [size, size, 1],
        layers: [
          Conv2DTranspose.Description(
            ConvolutionSettings(filters: 1, window: window, hasBias: false))
        ], random: &random)
      network.replaceTensors([
        "kernel": Tensor([taps, taps, 1, 1], scalars: example.kernel.flatMap(\.self))
      ])
      var pass = ForwardPass(mode: .inference, random: RandomStream(key: 1))
      let output = network.forward(
        Tensor([1, size, size, 1], scalars: example.input.flatMap(\.self)), &pass
      ).output
      #expect(output.shape == [1, example.output.count, example.output.count, 1])
      #expect(output.scalars == example.output.flatMap(\.self))
    }
  }
}

import Tensors
import Testing

@testable import Networks

struct InitializerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let initializer: any Initializer
    let deviation: Double
    /// No value is further from 0.
    let bound: Double

    var testDescription: String { "\(initializer)" }
  }

  static let fans = Fans(inputs: 25, outputs: 75)

  static let cases: [Case] = {
    let (glorot, he, lecun) = (
      (6.0 / 100).squareRoot(), (2.0 / 25).squareRoot(), (1.0 / 25).squareRoot()
    )
    let heUniform = (6.0 / 25).squareRoot()
    let cut = 2 / 0.879_625_66
    return [
      Case(
        initializer: .glorotUniform, deviation: glorot / 3.0.squareRoot(), bound: glorot),
      Case(initializer: .heUniform, deviation: heUniform / 3.0.squareRoot(), bound: heUniform),
      Case(initializer: .heNormal, deviation: he, bound: cut * he),
      Case(initializer: .lecunNormal, deviation: lecun, bound: cut * lecun),
      Case(initializer: .normal(deviation: 0.02), deviation: 0.02, bound: 0.02 * 6.8),
      Case(initializer: .zeros, deviation: 0, bound: 0),
    ]
  }()

  @Test(arguments: cases)
  func `first values have the deviation and the bound of their rule`(_ expected: Case) {
    var random = RandomStream(seed: 1, purpose: .weights)
    let count = 20_000
    let tensor = expected.initializer.makeTensor([count], fans: Self.fans, using: &random)
    let deviation = (tensor.sumOfSquares() / Double(count)).squareRoot()
    // Four deviations of what 20,000 draws give.
    #expect(abs(tensor.mean()) <= 4 * expected.deviation / Double(count).squareRoot())
    #expect(abs(deviation - expected.deviation) <= 0.02 * expected.deviation)
    #expect(tensor.scalars.allSatisfy { abs(Double($0)) <= expected.bound * 1.000_001 })
  }

  @Test func `fans count the window of a convolution as Keras does`() throws {
    // The limit of Glorot's rule shows the sum of the fans: 25 · (3 + 64).
    var random = RandomStream(seed: 1, purpose: .weights)
    let limit = (6.0 / Float(25 * (3 + 64))).squareRoot()
    let window = ConvolutionWindow(size: 5, stride: 2, padding: .same)
    let layers: [(any LayerDescription, Shape)] = [
      (Conv2D.Description(ConvolutionSettings(filters: 64, window: window)), [8, 8, 3]),
      (Conv2DTranspose.Description(ConvolutionSettings(filters: 3, window: window)), [8, 8, 64]),
    ]
    for (layer, input) in layers {
      let network = try Network(name: "n", inputShape: input, layers: [layer], random: &random)
      let largest = network.tensors[0].tensor.scalars.map(abs).max() ?? 0
      #expect(largest <= limit && largest > 0.99 * limit)
    }
  }
}

import Tensors
import Testing

@testable import Networks

struct NetworkTests {
  static let window = ConvolutionWindow(size: 5, stride: 2, padding: .same)

  /// The generator and the discriminator of a DCGAN with SELU, whose counts are published.
  static let generator: [any LayerDescription] = [
    Dense.Description(units: 7 * 7 * 128), Reshape.Description(target: [7, 7, 128]),
    BatchNormalization.Description(),
    Conv2DTranspose.Description(ConvolutionSettings(filters: 64, window: window)),
    SELU.Description(), BatchNormalization.Description(),
    Conv2DTranspose.Description(ConvolutionSettings(filters: 1, window: window)),
    Tanh.Description(),
  ]
  static let discriminator: [any LayerDescription] = [
    Conv2D.Description(ConvolutionSettings(filters: 64, window: window)),
    LeakyReLU.Description(slope: 0.2),
    Dropout.Description(rate: 0.4),
    Conv2D.Description(ConvolutionSettings(filters: 128, window: window)),
    LeakyReLU.Description(slope: 0.2), Dropout.Description(rate: 0.4), Flatten.Description(),
    Dense.Description(units: 1),
  ]

  private func network(
    _ layers: [any LayerDescription], input: Shape, seed: UInt64 = 1
  ) throws(ShapeError) -> Network {
    var random = RandomStream(seed: seed, purpose: .weights)
    return try Network(name: "generator", inputShape: input, layers: layers, random: &random)
  }

  @Test func `a summary has the published counts and shapes`() throws {
    let generator = try network(Self.generator, input: [32])
    #expect(generator.parameterCount == 414_209)
    #expect(generator.trainableParameterCount == 414_209 - 2 * (128 + 64))
    let discriminator = try network(Self.discriminator, input: [28, 28, 1])
    #expect(discriminator.parameterCount == 212_865)
    #expect(
      generator.summary.rows[3]
        == .init(
          number: 3, kind: "conv2d_transpose", outputShape: [14, 14, 64],
          parameterCount: 204_864, settings: "5×5, stride 2, same",
          multiplyAdds: 7 * 7 * 5 * 5 * 128 * 64))
    #expect(generator.outputShape == [28, 28, 1])
  }

  @Test func `tensors have stable names with the number of their layer`() throws {
    let network = try network(Self.generator, input: [32])
    #expect(
      network.tensors.map(\.name) == [
        "generator.0.kernel", "generator.0.bias", "generator.2.gamma", "generator.2.beta",
        "generator.2.moving_mean", "generator.2.moving_variance", "generator.3.kernel",
        "generator.3.bias", "generator.5.gamma", "generator.5.beta", "generator.5.moving_mean",
        "generator.5.moving_variance", "generator.6.kernel", "generator.6.bias",
      ])
  }

  struct Misfit: Sendable, CustomTestStringConvertible {
    let layers: [any LayerDescription]
    let input: Shape
    let message: String

    var testDescription: String { message }
  }

  @Test(arguments: [
    Misfit(
      layers: [
        Flatten.Description(), Conv2D.Description(ConvolutionSettings(filters: 1, window: window)),
      ],
      input: [28, 28, 1], message: "layer 1 (conv2d): needs images [row, column, channel], got 784"),
    Misfit(
      layers: [Conv2DTranspose.Description(ConvolutionSettings(filters: 1, window: window))],
      input: [5],
      message: "layer 0 (conv2d_transpose): needs images [row, column, channel], got 5"),
    Misfit(
      layers: [Dense.Description(units: 2)], input: [2, 2, 1],
      message: "layer 0 (dense): needs vectors, got 2×2×1; put a flatten before it"),
    Misfit(
      layers: [Reshape.Description(target: [7, 7, 2])], input: [97],
      message: "layer 0 (reshape): 7×7×2 needs 98 values, got 97 of 97"),
    Misfit(
      layers: [
        Conv2D.Description(
          ConvolutionSettings(filters: 1, window: ConvolutionWindow(size: 4, padding: .valid)))
      ], input: [3, 5, 1],
      message: "layer 0 (conv2d): its kernel 4×4 is larger than the image, 3×5×1"),
    Misfit(
      layers: [Flatten.Description(), Dense.Description(units: 1_000_000_000)], input: [28, 28, 1],
      message:
        "layer 1 (dense): its kernel, 784×1000000000, has more than 268435456 values"),
    Misfit(
      layers: [
        Conv2DTranspose.Description(
          ConvolutionSettings(
            filters: 1, window: ConvolutionWindow(size: 1, stride: 1_000_000_000, padding: .same)))
      ], input: [28, 28, 1],
      message:
        "layer 0 (conv2d_transpose): its output, 28000000000×28000000000×1, has more than "
        + "268435456 values"),
    Misfit(
      layers: [Reshape.Description(target: Shape([Int](repeating: 1_000_000_000, count: 3)))],
      input: [8],
      message: "layer 0 (reshape): its target, 1000000000×1000000000×1000000000, has more than "
        + "268435456 values"),
  ])
  func `a layer that does not fit is named with the shape it got`(_ misfit: Misfit) throws {
    let error = try #require(throws: ShapeError.self) {
      try network(misfit.layers, input: misfit.input)
    }
    #expect(error.description == misfit.message)
  }

  @Test func `training a network does not change its copy`() throws {
    let original = try network(Self.generator, input: [32])
    let before = original.tensors
    var (trained, optimizer) = (original, Adam())
    train(&trained, &optimizer)
    #expect(original.tensors == before)
    #expect(zip(trained.tensors, before).allSatisfy { $0 != $1 })
  }

  /// One step of a network with every kind of layer that draws or sums.
  private func train(_ network: inout Network, _ optimizer: inout some Optimizer) {
    var random = RandomStream(seed: 3, purpose: .latent)
    let input = Tensor(
      normal: network.inputShape.batched(4), mean: 0, deviation: 1, using: &random)
    var pass = ForwardPass.training(random: random)
    let result = network.forward(input, &pass)
    let outputGradient = Tensor(
      normal: result.output.shape, mean: 0, deviation: 1, using: &random)
    let gradients = (consume result).backward(outputGradient, .parameters)
    optimizer.update(&network, along: gradients)
  }

  @Test func `a training step changes the weights in place`() throws {
    var (network, optimizer) = (try network(Self.generator, input: [32]), Adam())
    let before = addresses(&network)
    train(&network, &optimizer)
    #expect(addresses(&network) == before)
  }

  private func addresses(_ network: inout Network) -> [UInt] {
    var addresses: [UInt] = []
    network.visitTensors { _, _, tensor in
      unsafe tensor.withUnsafeMutableBufferPointer {
        addresses.append(UInt(bitPattern: $0.baseAddress))
      }
    }
    return addresses
  }

  @Test func `only the gradients asked for are there`() throws {
    var network = try network(
      [Flatten.Description()] + [Dense.Description(units: 3), Tanh.Description()], input: [2, 2, 1])
    var pass = ForwardPass.training(random: RandomStream(key: 0))
    let result = network.forward(Tensor(repeating: 1, shape: [2, 2, 2, 1]), &pass)
    let gradient = Tensor(repeating: 1, shape: [2, 3])
    let (all, input, parameters) = (
      result.backward(gradient, .all), result.backward(gradient, .input),
      result.backward(gradient, .parameters)
    )
    #expect(input.parameters.isEmpty)
    #expect(parameters.input == nil)
    #expect(all.input == input.input && all.input?.shape == [2, 2, 2, 1])
    #expect(all.parameters == parameters.parameters && all.parameters.count == 2)
  }

  @Test func `gradients of two batches add up`() {
    var gradients = NetworkGradients(parameters: [Tensor([2], scalars: [1, 2])])
    gradients.add(NetworkGradients(parameters: [Tensor([2], scalars: [4, 4])]), scaledBy: 0.5)
    #expect(gradients.parameters == [Tensor([2], scalars: [3, 4])])
    #expect(gradients.norm == 5)
  }

  @Test func `the dropout rate of all layers is turned at once`() throws {
    var discriminator = try network(Self.discriminator, input: [28, 28, 1])
    #expect(discriminator.dropoutRate == 0.4)
    discriminator.dropoutRate = 0.25
    #expect(discriminator.summary.rows[2].settings == "rate 0.25")
    #expect(discriminator.summary.rows[5].settings == "rate 0.25")
    var generator = try network(Self.generator, input: [32])
    generator.dropoutRate = 0.25
    #expect(generator.dropoutRate == nil)
  }

  @Test func `inference draws nothing and changes nothing`() throws {
    let network = try network(
      [
        Dense.Description(units: 6), BatchNormalization.Description(),
        Dropout.Description(rate: 0.5),
      ],
      input: [3])
    let before = network.tensors
    let input = Tensor(repeating: 1, shape: [2, 3])
    var (copy, pass) = (network, ForwardPass.inference())
    #expect(network.inferred(input) == copy.forward(input, &pass).output)
    #expect(pass.random == ForwardPass.inference().random)
    #expect(copy.tensors == before)
  }

  @Test func `each training pass drops other values`() throws {
    var network = try network([Dropout.Description(rate: 0.5)], input: [64])
    var pass = ForwardPass.training(random: RandomStream(seed: 1, purpose: .dropout))
    let input = Tensor(repeating: 1, shape: [2, 64])
    let (first, second) = (network.forward(input, &pass), network.forward(input, &pass))
    #expect(first.output != second.output)
    #expect(first.output.scalars.allSatisfy { $0 == 0 || $0 == 2 })
    // The gradient passes where the value did.
    #expect(first.backward(input, .input).input == first.output)
  }
}

import Networks
import Tensors
import Testing

@testable import GANs

struct SpectralConstraintTests {
  private func makeGAN(iterations: Int) throws -> GAN {
    try GAN(
      recipe: TinyRecipe.recipe(
        .twoPhase, tricks: "spectral_normalization = { iterations = \(iterations) }"),
      image: TinyRecipe.image, seed: 3)
  }

  @Test func `the discriminator sees images with kernels whose largest singular value is 1`() throws
  {
    var gan = try makeGAN(iterations: 100)
    let own = gan.discriminator.tensors
    var constrained = gan.discriminator
    gan.tricks.constrain(&constrained, learns: true)
    for (kernel, before) in zip(constrained.parameters, own) where kernel.name.hasSuffix("kernel") {
      #expect(abs(largestSingularValue(kernel.tensor) - 1) < 1e-3, "\(kernel.name)")
      #expect(kernel.tensor != before.tensor)
    }
  }

  @Test func `afterwards it has its own kernels again, updated`() throws {
    var (gan, plain) = (try makeGAN(iterations: 1), try makeGAN(iterations: 0))
    let before = gan.discriminator.tensors
    let real = Tensor(repeating: 0.5, shape: [8, 4, 4, 1])
    _ = gan.train(on: real)
    _ = plain.train(on: real)
    // A step of Adam at a rate of 0.01 is no longer than that; a normalised kernel would be further off.
    for (old, new) in zip(before, gan.discriminator.tensors) {
      let moves = zip(old.tensor.scalars, new.tensor.scalars).map { abs($0 - $1) }
      #expect((moves.max() ?? 1) < 0.011, "\(old.name)")
    }
    #expect(gan.discriminator.tensors != plain.discriminator.tensors)
  }

  @Test func `its vectors are kept with the weights`() throws {
    let names = try makeGAN(iterations: 1).weights.map(\.name)
    #expect(names.suffix(2) == ["discriminator.1.kernel.u", "discriminator.4.kernel.u"])
  }

  /// By power iterations of its own, from another start.
  private func largestSingularValue(_ kernel: Tensor) -> Double {
    let columns = kernel.shape[kernel.shape.rank - 1]
    let scalars = kernel.scalars.map { Double($0) }
    var right = (0..<columns).map { 1 + Double($0) / 7 }
    var value = 0.0
    for _ in 0..<500 {
      var next = [Double](repeating: 0, count: columns)
      for start in stride(from: 0, to: scalars.count, by: columns) {
        var left = 0.0
        for column in 0..<columns { left += scalars[start + column] * right[column] }
        for column in 0..<columns { next[column] += scalars[start + column] * left }
      }
      var squares = 0.0
      for scalar in next { squares += scalar * scalar }
      let length = squares.squareRoot()
      value = length.squareRoot()
      right = next.map { $0 / length }
    }
    return value
  }
}

import Networks
import Tensors
import Testing

@testable import GANs

struct FeatureMapsTests {
  @Test func `each channel is a picture on a grey scale of its own`() {
    let maps = FeatureMaps(
      Tensor([1, 1, 3, 2], scalars: [0, 5, 1, 5, 2, 5]))
    #expect((maps.width, maps.height) == (3, 1))
    #expect(maps.pixels == [0, 128, 255, 0, 0, 0])
  }

  @Test func `vectors are one picture, as nearly square as can be`() {
    let maps = FeatureMaps(Tensor([1, 7], scalars: [0, 1, 2, 3, 4, 5, 255]))
    #expect((maps.width, maps.height) == (3, 3))
    #expect(maps.pixels == [0, 1, 2, 3, 4, 5, 255, 0, 0])
    let one = FeatureMaps(Tensor([1, 1], scalars: [3]))
    #expect((one.width, one.height) == (1, 1))
    #expect(one.pixels == [0])
  }

  @Test func `there are no more than 64 pictures`() {
    let maps = FeatureMaps(Tensor(zeros: [1, 2, 2, 100]))
    #expect(maps.pixels.count == 64 * 4)
  }

  @Test func `what is not a finite number is black`() {
    let maps = FeatureMaps(Tensor([1, 1, 4, 1], scalars: [.nan, 1, 3, .infinity]))
    #expect(maps.pixels == [0, 0, 255, 0])
    let widest = Float.greatestFiniteMagnitude
    #expect(FeatureMaps(Tensor([1, 2], scalars: [-widest, widest])).pixels == [0, 255])
  }

  @Test func `a layer is shown before the next one rectifies it, and after`() throws {
    let gan = try GAN(
      recipe: TinyRecipe.recipe(.twoPhase), image: TinyRecipe.image, seed: 1)
    var stream = RandomStream(seed: 1, purpose: .display)
    let image = Tensor(uniform: [1, 4, 4, 1], in: -1..<1, using: &stream)
    let network = gan.discriminator
    let before = network.activation(ofLayer: 1, of: image)
    let after = network.activation(ofLayer: 2, of: image)
    #expect(before.scalars.contains { $0 < 0 })
    #expect(after == before.leakyReLU(slope: 0.2))
    #expect(network.activation(ofLayer: 3, of: image) == after)
    let last = network.layers.count - 1
    #expect(network.activation(ofLayer: last, of: image) == network.inferred(image))
  }
}

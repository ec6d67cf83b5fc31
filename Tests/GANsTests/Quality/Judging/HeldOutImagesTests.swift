import Datasets
import Tensors
import Testing

@testable import GANs

/// Which real images a discriminator is asked for that it has not seen.
struct HeldOutImagesTests {
  /// Images of one pixel, whose grey is their number.
  private func images(_ numbers: Range<Int>, classes: Int? = nil) -> ImageDataset {
    ImageDataset(
      name: "numbers", pixels: numbers.map { UInt8($0) }, width: 1, height: 1, channels: 1,
      labels: classes.map { classes in numbers.map { UInt8($0 % classes) } },
      classNames: (0..<(classes ?? 0)).map { "class \($0)" })
  }

  @Test func `what a limit leaves is held out, and as many are taken of both`() throws {
    let all = images(0..<200)
    let found = try #require(
      HeldOutImages(besides: all.limited(to: 80), of: all, test: images(200..<256)))
    #expect(found.training.count == 80 && found.heldOut.count == 80)
    #expect(Set(found.training.pixels) == Set(0..<80))
    #expect(Set(found.heldOut.pixels).count == 80 && found.heldOut.pixels.allSatisfy { $0 >= 80 })
  }

  @Test func `a run that is shown all images has the published test images`() throws {
    let all = images(0..<100)
    let found = try #require(HeldOutImages(besides: all, of: all, test: images(100..<200)))
    #expect(found.heldOut.pixels.allSatisfy { $0 >= 100 } && found.heldOut.count == 100)
    #expect(HeldOutImages(besides: all, of: all, test: nil) == nil)
    #expect(HeldOutImages(besides: all, of: all, test: images(100..<160)) == nil)
  }

  @Test func `each image has one of its class beside it`() throws {
    let (all, test) = (images(0..<120, classes: 3), images(120..<250, classes: 2))
    let found = try #require(HeldOutImages(besides: all, of: all, test: test))
    #expect(found.training.labels == found.heldOut.labels)
    #expect(Set(found.heldOut.labels ?? []) == [0, 1])
  }

  @Test func `the gap is the difference of the mean logits`() throws {
    var stream = RandomStream(seed: 7, purpose: .display)
    let size = TinyRecipe.image.count
    let pixels = (0..<200 * size).map { _ in UInt8(stream.next(below: 256)) }
    let all = ImageDataset(
      name: "noise", pixels: pixels, width: TinyRecipe.image[1], height: TinyRecipe.image[0],
      channels: TinyRecipe.image[2])
    let gan = try GAN(
      recipe: TinyRecipe.recipe(.twoPhase, loss: "wasserstein"), image: TinyRecipe.image, seed: 5)
    let found = try #require(HeldOutImages(besides: all.limited(to: 100), of: all, test: nil))
    let frozen = gan.frozenDiscriminator
    func mean(_ images: ImageDataset) -> Double {
      let logits = frozen.logits(of: images.batch(indices: 0..<images.count, range: .symmetric))
      return logits.scalars.reduce(0) { $0 + Double($1) } / Double(images.count)
    }
    let gap = try #require(frozen.gap(of: found, in: .symmetric))
    #expect(abs(gap - (mean(found.training) - mean(found.heldOut))) < 1e-6)
    #expect(gap != 0)
  }
}

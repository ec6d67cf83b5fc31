import Networks
import Tensors
import Testing

@testable import GANs

struct ImageTrickTests {
  private func images(_ count: Int = 3) -> Tensor {
    var stream = RandomStream(seed: 8, purpose: .drawing)
    return Tensor(normal: [count, 6, 5, 2], mean: 0, deviation: 1, using: &stream)
  }

  private func inner(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.scalars, second.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  @Test func `noise has the deviation asked for, and falls in a line to none`() {
    let trick = InstanceNoise(deviation: 0.4, steps: 100)
    for (step, deviation) in [(0, 0.4), (50, 0.2), (100, 0), (200, 0)] {
      var stream = RandomStream(seed: 4, purpose: .noise)
      var altered = AlteredImages(Tensor(zeros: [50, 6, 5, 2]))
      trick.alter(&altered, step: step, &stream)
      let squares = altered.images.scalars.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs((squares / 3000).squareRoot() - deviation) < 0.02, "step \(step)")
    }
  }

  @Test func `a move by whole pixels brings zeros in from outside`() {
    let image = Tensor([1, 2, 3, 1], scalars: [1, 2, 3, 4, 5, 6])
    #expect(
      image.moved(by: [PixelOffset(rows: 1, columns: 0)]).scalars == [0, 0, 0, 1, 2, 3])
    #expect(
      image.moved(by: [PixelOffset(rows: 0, columns: -1)]).scalars == [2, 3, 0, 5, 6, 0])
    #expect(
      image.moved(by: [PixelOffset(rows: -5, columns: 9)]).scalars == [0, 0, 0, 0, 0, 0])
  }

  /// The gradient of a linear change is its transpose: ⟨change(x), y⟩ = ⟨x, gradient(y)⟩.
  @Test(arguments: [
    Augmentation(translation: 0.3, cutout: 0), Augmentation(translation: 0, cutout: 0.5),
    Augmentation(translation: 1, cutout: 0.5),
  ])
  func `the gradient goes back through moves and covers`(trick: Augmentation) {
    var stream = RandomStream(seed: 4, purpose: .noise)
    var altered = AlteredImages(images())
    trick.alter(&altered, step: 0, &stream)
    var random = RandomStream(seed: 9, purpose: .drawing)
    let gradient = Tensor(normal: [3, 6, 5, 2], mean: 0, deviation: 1, using: &random)
    let (forward, backward) = (
      inner(altered.images, gradient), inner(images(), altered.gradient(gradient))
    )
    #expect(abs(forward - backward) < 1e-5)
    #expect(altered.images != images())
  }

  @Test func `a cutout covers a square of half the side, also over the edge`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    var altered = AlteredImages(Tensor(repeating: 1, shape: [200, 8, 8, 1]))
    Augmentation(translation: 0, cutout: 0.5).alter(&altered, step: 0, &stream)
    let covered = (0..<200).map { image in
      altered.images.samples(image..<image + 1).scalars.filter { $0 == 0 }.count
    }
    // Between a corner of 2 × 2 and all of 4 × 4.
    #expect(covered.min() == 4 && covered.max() == 16)
  }

  @Test func `each image is moved in its own way`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    let same = Tensor(joining: [images(1), images(1), images(1), images(1)])
    var altered = AlteredImages(same)
    Augmentation(translation: 0.5, cutout: 0).alter(&altered, step: 0, &stream)
    let different = Set((0..<4).map { altered.images.samples($0..<$0 + 1).scalars })
    #expect(different.count > 1)
  }
}

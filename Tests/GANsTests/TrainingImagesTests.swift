import Configuration
import Datasets
import GANs
import Tensors
import Testing

struct TrainingImagesTests {
  /// Ten images of one pixel, each of its own intensity.
  private let dataset = ImageDataset(
    name: "ten", pixels: (0..<10).map { UInt8($0 * 25) }, width: 1, height: 1, channels: 1)

  private func images(
    _ order: Recipe.ImageOrder, change: (inout Recipe) -> Void = { _ in }
  ) throws -> TrainingImages {
    var recipe = try RecipeCatalogue(folders: UserFolders(environment: ["HOME": "/nowhere"]))
      .recipe("dense")
    recipe.batch = 3
    recipe.pixels = .unit
    recipe.order = order
    change(&recipe)
    return TrainingImages(dataset, recipe: recipe, seed: 7)
  }

  private func epoch(_ epoch: Int, of images: inout TrainingImages) -> [[Float]] {
    (1...images.batchesPerEpoch).map { images.batch($0, ofEpoch: epoch).scalars }
  }

  @Test func `a shuffled epoch uses no image twice, and each epoch another order`() throws {
    var images = try images(.shuffled)
    let first = epoch(1, of: &images)
    #expect(first.count == 3 && first.allSatisfy { $0.count == 3 })
    #expect(Set(first.joined()).count == 9)
    #expect(epoch(2, of: &images) != first)
  }

  @Test func `with replacement an image may come twice in an epoch`() throws {
    var images = try images(.replacement)
    let epochs = (1...20).map { epoch($0, of: &images) }
    #expect(epochs.contains { Set($0.joined()).count < 9 })
    #expect(Set(epochs.joined().joined()).count == 10)
  }

  @Test func `a sequential epoch has the order of the data`() throws {
    var images = try images(.sequential)
    for number in 1...2 {
      let intensities = epoch(number, of: &images).joined().map { ($0 * 255).rounded() }
      #expect(intensities == [0, 25, 50, 75, 100, 125, 150, 175, 200])
    }
  }

  @Test(arguments: Recipe.ImageOrder.allCases)
  func `a step that uses fewer real images than a batch counts gets as many as it uses`(
    order: Recipe.ImageOrder
  ) throws {
    var images = try images(order) { $0.step = $0.step.resized { _ in 2 } }
    #expect(epoch(1, of: &images).map(\.count) == [2, 2, 2])
  }

  @Test(arguments: Recipe.ImageOrder.allCases)
  func `any batch can be had without those before it`(order: Recipe.ImageOrder) throws {
    var (one, other) = (try images(order), try images(order))
    let all = (1...3).map { epoch($0, of: &one) }
    #expect(other.batch(2, ofEpoch: 3).scalars == all[2][1])
    #expect(other.batch(3, ofEpoch: 1).scalars == all[0][2])
  }
}

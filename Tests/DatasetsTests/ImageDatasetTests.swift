import Datasets
import Tensors
import Testing

struct ImageDatasetTests {
  /// Three images of 2 rows, 1 column and 2 channels.
  private let dataset = ImageDataset(
    name: "three", pixels: [0, 255, 51, 102, 1, 2, 3, 4, 9, 8, 7, 6], width: 1, height: 2,
    channels: 2, labels: [2, 0, 1], classNames: ["a", "b", "c"])

  @Test func `the count follows from the pixels`() {
    #expect(dataset.count == 3)
    #expect(dataset.imageShape == [2, 1, 2])
  }

  @Test func `a batch has the images asked for in their order`() {
    let batch = dataset.batch(indices: [2, 0], range: .unit)
    #expect(batch.shape == [2, 2, 1, 2])
    #expect(batch.scalars == [9, 8, 7, 6, 0, 255, 51, 102].map { Float($0) / 255 })
  }

  @Test(arguments: [(PixelRange.unit, Float(0), Float(1)), (.symmetric, -1, 1)])
  func `black and white are exactly the ends of the range`(
    range: PixelRange, black: Float, white: Float
  ) {
    let scalars = dataset.batch(indices: [0], range: range).scalars
    #expect(scalars[0] == black)
    #expect(scalars[1] == white)
  }

  @Test func `a limit keeps the first images with their labels`() {
    let limited = dataset.limited(to: 2)
    #expect(limited.pixels == [0, 255, 51, 102, 1, 2, 3, 4])
    #expect(limited.labels == [2, 0])
    #expect(limited.classNames == dataset.classNames)
  }

  @Test func `a limit beyond the count changes nothing`() {
    #expect(dataset.limited(to: 4) == dataset)
  }
}

struct PixelRangeTests {
  @Test(arguments: PixelRange.allCases)
  func `every intensity comes back`(range: PixelRange) {
    let pixels = (0...255).map { UInt8($0) }
    let dataset = ImageDataset(name: "ramp", pixels: pixels, width: 16, height: 16, channels: 1)
    #expect(range.pixels(of: dataset.batch(indices: [0], range: range)) == pixels)
  }

  @Test func `scalars are rounded to the nearest intensity`() {
    let scalars: [Float] = [99.4, 99.6, 0.4, 254.6].map { $0 / 255 }
    #expect(PixelRange.unit.pixels(of: Tensor([4], scalars: scalars)) == [99, 100, 0, 255])
  }

  @Test(arguments: PixelRange.allCases)
  func `what is out of range is clamped and what is no number is black`(range: PixelRange) {
    let scalars: [Float] = [-1.5, 1.5, .infinity, -.infinity, 1e30, .nan, -.nan]
    #expect(
      range.pixels(of: Tensor([7], scalars: scalars)) == [0, 255, 255, 0, 255, 0, 0])
  }
}

import Testing

@testable import Datasets

struct PictureTests {
  private func grey(_ width: Int, _ pixels: [UInt8]) -> Picture {
    Picture(width: width, height: pixels.count / width, channels: 1, pixels: pixels)
  }

  @Test func `a smaller picture has the means of areas`() {
    let picture = grey(4, [0, 10, 100, 200, 20, 30, 100, 200, 7, 7, 1, 2, 7, 7, 3, 5])
    #expect(picture.resized(toWidth: 2, height: 2).pixels == [15, 150, 7, 3])
  }

  @Test func `a pixel across a border counts in both pixels by its parts`() {
    // Each new pixel covers one and a half old ones.
    let picture = grey(3, [90, 30, 150])
    #expect(picture.resized(toWidth: 2, height: 1).pixels == [70, 110])
    let column = grey(1, [90, 30, 150])
    #expect(column.resized(toWidth: 1, height: 2).pixels == [70, 110])
  }

  @Test func `a larger picture repeats pixels`() {
    let picture = grey(2, [1, 2, 3, 4])
    #expect(
      picture.resized(toWidth: 4, height: 4).pixels
        == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
  }

  @Test func `channels are averaged apart`() {
    let picture = Picture(width: 2, height: 1, channels: 3, pixels: [0, 10, 255, 100, 20, 255])
    #expect(picture.resized(toWidth: 1, height: 1).pixels == [50, 15, 255])
  }

  @Test func `the mean of a picture survives any size`() {
    let pixels = (0..<37 * 23).map { UInt8($0 * 97 % 256) }
    let picture = Picture(width: 37, height: 23, channels: 1, pixels: pixels)
    let mean = Double(pixels.reduce(0) { $0 + Int($1) }) / Double(pixels.count)
    for size in [1, 5, 16, 28] {
      let small = picture.resized(toWidth: size, height: size).pixels
      #expect(
        abs(Double(small.reduce(0) { $0 + Int($1) }) / Double(small.count) - mean) <= 0.5)
    }
  }

  @Test func `the square in the middle is kept`() {
    #expect(
      grey(4, [1, 2, 3, 4, 5, 6, 7, 8]).croppedToSquare() == grey(2, [2, 3, 6, 7]))
    #expect(
      grey(2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).croppedToSquare() == grey(2, [3, 4, 5, 6]))
  }

  @Test func `grey is the luma of colours, and becomes three equal channels`() {
    let colours = Picture(
      width: 4, height: 1, channels: 3, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9])
    #expect(colours.converted(toChannels: 1).pixels == [76, 150, 29, 9])
    #expect(grey(2, [1, 2]).converted(toChannels: 3).pixels == [1, 1, 1, 2, 2, 2])
  }
}

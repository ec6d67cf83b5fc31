import Session
import Testing

@testable import Screens

struct GridDifferenceTests {
  private func grid(_ pixels: [UInt8], channels: Int = 1) -> SampleGrid {
    SampleGrid(
      epoch: 1, step: 1, endsEpoch: true,
      format: ImageFormat(width: 1, height: 1, channels: channels), pixels: pixels)
  }

  @Test(
    arguments: [
      (7, 7, 128), (0, 255, 255), (255, 0, 1), (0, 1, 128), (10, 30, 138), (30, 10, 118),
    ] as [(UInt8, UInt8, UInt8)])
  func `a pixel is grey where both are the same, and brighter where the second one is`(
    first: UInt8, second: UInt8, difference: UInt8
  ) {
    #expect(grid([first]).difference(to: grid([second]))?.pixels == [difference])
  }

  @Test func `channels are apart, and images that only one has are left out`() {
    let (first, second) = (
      grid([0, 100, 200, 1, 2, 3], channels: 3), grid([200, 100, 0], channels: 3)
    )
    #expect(first.difference(to: second)?.pixels == [228, 128, 28])
    #expect(second.difference(to: first)?.count == 1)
  }

  @Test func `images of other extents have no difference`() {
    #expect(grid([1, 2, 3], channels: 3).difference(to: grid([1, 2, 3])) == nil)
  }
}

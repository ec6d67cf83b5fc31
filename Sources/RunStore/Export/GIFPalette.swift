import CGIF
import Session

/// The 256 colours of a GIF's frame, and each pixel's place among them.
struct GIFPalette {
  private(set) var colors: [GifColorType]
  private(set) var indices: [UInt8]

  /// Every grey, so that nothing is lost.
  init(greys pixels: [UInt8]) {
    colors = (0...UInt8.max).map { GifColorType(Red: $0, Green: $0, Blue: $0) }
    indices = pixels
  }

  /// The colours that suit a picture; nil where there is no memory for it.
  ///
  /// giflib's median cut looks at five bits a channel only, so its colours are a beginning: two
  /// rounds of Lloyd's algorithm (1982) move each to the mean of the pixels that are nearest to it.
  init?(reducing sheet: ImageSheet) {
    let pixels = stride(from: 0, to: sheet.pixels.count, by: 3).map { start in
      SIMD4(
        Int32(sheet.pixels[start]), Int32(sheet.pixels[start + 1]), Int32(sheet.pixels[start + 2]),
        0)
    }
    let planes = (0..<3).map { channel in pixels.map { UInt8($0[channel]) } }
    colors = [GifColorType](repeating: GifColorType(), count: 256)
    indices = [UInt8](repeating: 0, count: pixels.count)
    var count = Int32(colors.count)
    var (red, green, blue) = (planes[0], planes[1], planes[2])
    // Safe because each plane, and the indices, have a byte for each pixel.
    let result = unsafe GifQuantizeBuffer(
      UInt32(sheet.format.width), UInt32(sheet.format.height), &count, &red, &green, &blue,
      &indices, &colors)
    guard result == GIF_OK else { return nil }
    var means = Self.means(of: pixels, by: indices)
    for _ in 0..<2 {
      indices = Self.nearest(in: means, to: pixels)
      means = Self.means(of: pixels, by: indices)
    }
    for (index, mean) in means { colors[Int(index)] = mean.color }
  }

  private typealias Pixel = SIMD4<Int32>

  private static func means(
    of pixels: [Pixel], by indices: [UInt8]
  ) -> [(index: UInt8, color: Pixel)] {
    var counts = [Int](repeating: 0, count: 256)
    var sums = [SIMD4<Int>](repeating: .zero, count: counts.count)
    for (pixel, index) in zip(pixels, indices) {
      counts[Int(index)] += 1
      sums[Int(index)] &+= SIMD4(truncatingIfNeeded: pixel)
    }
    return counts.indices.filter { counts[$0] > 0 }.map { index in
      let mean = (sums[index] &+ counts[index] / 2) / counts[index]
      return (UInt8(index), Pixel(truncatingIfNeeded: mean))
    }
  }

  private static func nearest(
    in colors: [(index: UInt8, color: Pixel)], to pixels: [Pixel]
  ) -> [UInt8] {
    pixels.map { pixel in
      var (nearest, least) = (UInt8(0), Int32.max)
      for (index, color) in colors {
        let difference = pixel &- color
        let distance = (difference &* difference).wrappedSum()
        if distance < least { (nearest, least) = (index, distance) }
      }
      return nearest
    }
  }
}

extension SIMD4<Int32> {
  fileprivate var color: GifColorType {
    GifColorType(Red: UInt8(x), Green: UInt8(y), Blue: UInt8(z))
  }
}

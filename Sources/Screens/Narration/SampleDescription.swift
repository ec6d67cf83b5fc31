internal import Session

/// What numbers can say of generated images.
struct SampleDescription: Sendable, Equatable {
  /// The mean of all pixels, 0 for black to 1 for white.
  let brightness: Double
  /// The mean distance of the pixels of each image to those of the next one, 0 to 1; near 0 where a
  /// generator makes always the same.
  let variety: Double

  /// Nil where there are fewer than two images.
  init?(_ grid: SampleGrid) {
    let size = grid.format.byteCount
    let pixels = grid.pixels
    guard size > 0, pixels.count >= 2 * size else { return nil }
    brightness = pixels.reduce(0) { $0 + Double($1) } / Double(255 * pixels.count)
    let distance = zip(pixels, pixels.dropFirst(size)).reduce(0) { sum, pair in
      sum + abs(Int(pair.0) - Int(pair.1))
    }
    variety = Double(distance) / Double(255 * (pixels.count - size))
  }

  /// Both in a sentence.
  var text: String {
    "The samples: brightness \(Speech.percent(brightness)), and one differs from the next by "
      + "\(Speech.percent(variety)) on average."
  }
}

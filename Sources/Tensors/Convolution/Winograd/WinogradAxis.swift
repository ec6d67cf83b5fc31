/// One image axis of a convolution, or of its gradient by the input, cut into tiles of four results.
///
/// A stride splits the axis into phases. Forward, the pixels at each place modulo the stride are an
/// image of their own, seen by every `stride`-th tap; backward, the results at each place are. So
/// each phase is a small correlation without a stride.
struct WinogradAxis: Sendable {
  /// The results along one side of a tile.
  static let tile = 4

  struct Phase: Sendable {
    /// The kernel's tap at each place of the small correlation; nil where it has none.
    let taps: [Int?]
  }

  let phases: [Phase]
  /// From tiles to the pixels that they are made from: one for each phase forward, else one for all.
  let pixels: [Sampling.Axis]
  /// From tiles to their results: one for each phase backward, else one for all.
  let results: [Sampling.Axis]

  /// How many taps in a row the small correlations of an axis have, forward.
  static func forwardTaps(_ axis: ConvolutionGeometry.Axis) -> Int {
    (axis.kernel + axis.stride - 1) / axis.stride
  }

  /// From output to input positions: `y[o] = Σ x[o · stride + tap − pad] · kernel[tap]`.
  static func forward(_ axis: ConvolutionGeometry.Axis, taps: Int) -> WinogradAxis {
    let tiles = (axis.output + tile - 1) / tile
    let places = 0..<min(axis.stride, axis.kernel)
    return WinogradAxis(
      phases: places.map { place in
        Phase(
          taps: (0..<taps).map { tap in
            let number = tap * axis.stride + place
            return number < axis.kernel ? number : nil
          })
      },
      pixels: places.map { place in
        .tiles(tiles, width: tile + taps - 1, sources: axis.input) {
          $0 * axis.stride + place - axis.padBefore
        }
      },
      results: [.tiles(tiles, width: tile, sources: axis.output) { $0 }])
  }

  /// How many taps in a row the small correlations of an axis have, backward.
  static func backwardTaps(_ axis: ConvolutionGeometry.Axis) -> Int {
    let windows = backwardWindows(axis).filter { !$0.isEmpty }
    guard let first = windows.map(\.lowerBound).min(), let last = windows.map(\.upperBound).max()
    else { return 0 }
    return last - first
  }

  /// From input to output positions: `x[stride · u + place] = Σ y[u + window] · kernel[tap]`.
  static func backward(_ axis: ConvolutionGeometry.Axis, taps: Int) -> WinogradAxis {
    let windows = backwardWindows(axis)
    let first = windows.filter { !$0.isEmpty }.map(\.lowerBound).min() ?? 0
    let longest = (axis.input + axis.stride - 1) / axis.stride
    let tiles = (longest + tile - 1) / tile
    return WinogradAxis(
      phases: windows.indices.map { place in
        Phase(
          taps: (0..<taps).map { tap in
            let number = place + axis.padBefore - (first + tap) * axis.stride
            return (0..<axis.kernel).contains(number) ? number : nil
          })
      },
      pixels: [.tiles(tiles, width: tile + taps - 1, sources: axis.output) { $0 + first }],
      results: windows.indices.map { place in
        .tiles(tiles, width: tile, sources: axis.input) { $0 * axis.stride + place }
      })
  }

  /// For each place modulo the stride the output positions that it is reached from, relative to
  /// `position / stride`.
  private static func backwardWindows(_ axis: ConvolutionGeometry.Axis) -> [Range<Int>] {
    (0..<min(axis.stride, axis.input)).map { place in
      let shifted = place + axis.padBefore
      let (last, firstTap) = shifted.quotientAndRemainder(dividingBy: axis.stride)
      let taps = (axis.kernel - firstTap + axis.stride - 1) / axis.stride
      return last + 1 - max(taps, 0)..<last + 1
    }
  }

  /// The tiles along the axis.
  var tileCount: Int { pixels[0].targets.count }
}

extension Sampling.Axis {
  /// From tiles of four results to the `width` sources of each, which start at every fourth place.
  fileprivate static func tiles(
    _ count: Int, width: Int, sources: Int, source: (Int) -> Int
  ) -> Sampling.Axis {
    Sampling.Axis(
      taps: Array(0..<width), targets: Array(0..<count), sourceCount: sources
    ) { tile, place in
      let source = source(tile * WinogradAxis.tile + place)
      return (0..<sources).contains(source) ? source : nil
    }
  }
}

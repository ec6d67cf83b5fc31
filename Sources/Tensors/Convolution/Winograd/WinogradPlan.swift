/// How a convolution, or its gradient by the input, is done by Winograd's F(4×4, 3×3) or
/// F(4×4, 5×5), which `CKernelsWinograd.h` explains.
struct WinogradPlan: Sendable {
  /// One small correlation: the kernel's taps that a phase of the pixels gives to a phase of the
  /// results.
  struct Phase: Sendable {
    /// The number of its pixels' sampling.
    let pixels: Int
    /// The number of its results' sampling.
    let results: Int
    /// `taps`² numbers of the kernel's taps in row-major order; nil where the kernel has none.
    let taps: [Int?]
    /// A number for each point where the taps are not zero throughout; they run on from phase to
    /// phase.
    let places: [Int?]
  }

  /// The taps along one side of the small correlations, 3 or 5.
  let taps: Int
  let phases: [Phase]
  /// From tiles to pixels.
  let pixels: [Sampling]
  /// From tiles to results.
  let results: [Sampling]
  /// How many places all phases have.
  let placeCount: Int

  /// The points along one side of a tile.
  var side: Int { taps + WinogradAxis.tile - 1 }
  /// The points of a tile.
  var pointCount: Int { side * side }
  /// The tiles of one image.
  var tileCount: Int { pixels[0].targetCount }
  /// The values of a tile at all points: those of its pixels, and of one phase of its results.
  var floatsPerTile: Int {
    pointCount * (pixels[0].channels * pixels.count + results[0].channels)
  }

  /// The multiplications of the direct way for each image and pair of channels.
  private let directProducts: Int

  /// From the larger image to the smaller; nil where the taps or channels do not suit.
  static func forward(
    _ geometry: ConvolutionGeometry, inputs: Int, outputs: Int
  ) -> WinogradPlan? {
    let needed = max(
      WinogradAxis.forwardTaps(geometry.rows), WinogradAxis.forwardTaps(geometry.columns))
    return WinogradPlan(
      geometry, neededTaps: needed, axis: WinogradAxis.forward, inputs: inputs, outputs: outputs)
  }

  /// From the smaller image to the larger; nil where the taps or channels do not suit.
  static func backward(
    _ geometry: ConvolutionGeometry, inputs: Int, outputs: Int
  ) -> WinogradPlan? {
    let needed = max(
      WinogradAxis.backwardTaps(geometry.rows), WinogradAxis.backwardTaps(geometry.columns))
    return WinogradPlan(
      geometry, neededTaps: needed, axis: WinogradAxis.backward, inputs: outputs, outputs: inputs)
  }

  /// - Parameters:
  ///   - inputs: The channels of the pixels.
  ///   - outputs: The channels of the results.
  private init?(
    _ geometry: ConvolutionGeometry, neededTaps: Int,
    axis: (ConvolutionGeometry.Axis, Int) -> WinogradAxis, inputs: Int, outputs: Int
  ) {
    guard let taps = Self.supportedTaps(neededTaps), inputs % 16 == 0, outputs % 16 == 0 else {
      return nil
    }
    let (rows, columns) = (axis(geometry.rows, taps), axis(geometry.columns, taps))
    self.taps = taps
    directProducts =
      geometry.rows.output * geometry.columns.output * geometry.rows.kernel
      * geometry.columns.kernel
    pixels = rows.pixels.flatMap { row in
      columns.pixels.map { Sampling(rows: row, columns: $0, channels: inputs) }
    }
    results = rows.results.flatMap { row in
      columns.results.map { Sampling(rows: row, columns: $0, channels: outputs) }
    }
    let (pixelCount, resultCount) = (columns.pixels.count, columns.results.count)
    var places = 0
    phases = rows.phases.indices.flatMap { row in
      columns.phases.indices.map { column in
        let (rowTaps, columnTaps) = (rows.phases[row].taps, columns.phases[column].taps)
        return Phase(
          pixels: min(row, rows.pixels.count - 1) * pixelCount + min(column, pixelCount - 1),
          results: min(row, rows.results.count - 1) * resultCount + min(column, resultCount - 1),
          taps: rowTaps.flatMap { row in
            columnTaps.map { column in
              if let row, let column { row * geometry.columns.kernel + column } else { nil }
            }
          },
          places: Self.activePoints(rowTaps).flatMap { row in
            Self.activePoints(columnTaps).map { column in
              guard row && column else { return nil }
              defer { places += 1 }
              return places
            }
          })
      }
    }
    placeCount = places
  }

  /// The first point is 0, where only the first tap counts, the last one ∞, where only the last does.
  private static func activePoints(_ taps: [Int?]) -> [Bool] {
    let side = taps.count + WinogradAxis.tile - 1
    let hasTaps = taps.contains { $0 != nil }
    return (0..<side).map {
      switch $0 {
      case 0: taps.first.flatMap(\.self) != nil
      case side - 1: taps.last.flatMap(\.self) != nil
      default: hasTaps
      }
    }
  }

  private static func supportedTaps(_ needed: Int) -> Int? {
    switch needed {
    case 2, 3: 3
    case 4, 5: 5
    default: nil
    }
  }

  /// Whether this way, which is always in float32, is clearly faster than the direct one in a
  /// precision.
  func pays(batch: Int, insteadOf precision: Precision = .float32) -> Bool {
    let (inputs, outputs) = (pixels[0].channels, results[0].channels)
    let tiles = batch * tileCount
    let products = tiles * placeCount * inputs * outputs
    // Measured: taking a channel of a tile to a point, or a sum back from it, costs as much as 16
    // multiply-adds, and so does taking a tap there.
    let transforms =
      16 * pointCount
      * (tiles * (inputs * pixels.count + outputs * results.count)
        + phases.count * inputs * outputs)
    // A lane adds two products of bfloat16 at once.
    let productsAtOnce = precision == .bfloat16 ? 2 : 1
    // Taken with a fifth to spare, because the count leaves out what caches do.
    return 5 * (products + transforms) * productsAtOnce
      < 4 * directProducts * batch * inputs * outputs
  }
}

internal import CKernels

/// A convolution as one product and a sum: the product of each *source* pixel with the weights of
/// all taps at once, and for each target pixel the sum of what its taps see among those products.
///
/// It is the way for results of one or a few channels, such as the image that a generator draws. A
/// tile of the kernel would be filled to a thirtieth by one channel; it is well filled by one
/// channel times 25 taps. A worker takes a whole image, whose products stay in its caches.
struct TapProducts {
  let spreading: Spreading
  /// Inputs × (taps × channels).
  let weights: MatrixView

  /// The tiles of pixels that are multiplied by all panels of weights before the next ones are read.
  private static let tilesPerChunk = 8

  /// Whether this way wastes less of a tile than the direct way, which computes 16 columns for each
  /// tap even of a single channel, but only for the source pixels that the tap sees.
  ///
  /// - Parameter used: One of how many products is used: of `stride²` where the source is the larger
  ///   image.
  static func pays(taps: Int, channels: Int, used: Int = 1) -> Bool {
    let direct = taps * ((channels + 15) / 16 * 16)
    let allAtOnce = (taps * channels + 15) / 16 * 16 * used
    return 2 * allAtOnce <= direct
  }

  /// - Parameters:
  ///   - source: `[batch, source rows, source columns, inputs]`.
  ///   - shape: The result's, `[batch, row, column, channel]`.
  func evaluate(
    of source: Tensor, shape: Shape, finish: Finish, using kernels: KernelSet
  ) -> Tensor {
    let panels = PackedPanels([weights], columns: weights.columns, width: kernels.tileColumns)
    let pixels = spreading.sourceCount
    let scratch = Scratch.size(
      floats: pixels * weights.columns + Sampling.floatsBehind + spreading.scratch,
      pointers: 2 * kernels.tileRows, pieces: 4)
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer {
      // Safe because each worker writes an image of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: shape[0], scratch: scratch) { image, scratch in
        let products = unsafe scratch.floats(pixels * weights.columns + Sampling.floatsBehind)
        unsafe source.withUnsafePointer {
          unsafe multiply(
            $0 + image * pixels * weights.rows, by: panels, into: products, scratch: scratch,
            using: kernels)
        }
        let result = unsafe start + image * shape.sample.count
        unsafe spreading.sumTaps(
          of: products, scratch: scratch.floats(spreading.scratch), into: result)
        unsafe finish.apply(to: result, count: shape[1] * shape[2], columns: shape[3])
      }
    }
    return result
  }

  /// The products of all pixels of one image.
  private func multiply(
    _ image: UnsafePointer<Float>, by panels: PackedPanels,
    into products: UnsafeMutablePointer<Float>, scratch: Scratch, using kernels: KernelSet
  ) {
    var scratch = scratch
    let seen = unsafe scratch.sources(kernels.tileRows)
    let results = unsafe scratch.results(kernels.tileRows)
    let tiles = Partition(spreading.sourceCount, longest: kernels.tileRows)
    for chunk in Partition(tiles.count, longest: Self.tilesPerChunk) {
      for panel in panels.panels.indices {
        let columns = panels.panels[panel]
        // Safe because rows and columns lie within what the arguments point at.
        unsafe panels.withUnsafePointer(panel: panel, row: 0) { panel in
          for tile in chunk {
            let rows = tiles[tile]
            for row in 0..<rows.count {
              unsafe seen[row] = image + (rows.lowerBound + row) * weights.rows
              unsafe results[row] = products + (rows.lowerBound + row) * weights.columns
            }
            unsafe kernels.convolve(
              1, weights.rows, seen, rows.count, panel, rows.count, columns.count, results,
              columns.lowerBound, 0)
          }
        }
      }
    }
  }
}

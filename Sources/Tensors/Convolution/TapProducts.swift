/// A convolution as one product and a sum: the product of each *source* pixel with the weights of
/// all taps at once, and for each target pixel the sum of what its taps see among those products.
///
/// It is the way for results of one or a few channels, such as the image that a generator draws. A
/// tile of the kernel would be filled to a thirtieth by one channel; it is well filled by one
/// channel times 25 taps.
struct TapProducts {
  let sampling: Sampling
  /// Inputs × (taps × channels).
  let weights: MatrixView

  /// Whether this way wastes less of a tile than the direct way, which computes 16 columns for each
  /// tap even of a single channel, but only for the source pixels that the tap sees.
  ///
  /// - Parameter used: One of how many products is used: of `stride²` for a convolution, each one
  ///   for its gradient by the input.
  static func pays(taps: Int, channels: Int, used: Int) -> Bool {
    let direct = taps * ((channels + 15) / 16 * 16)
    let allAtOnce = (taps * channels + 15) / 16 * 16 * used
    return 2 * allAtOnce <= direct
  }

  /// - Parameters:
  ///   - source: `[batch, sampled rows, sampled columns, inputs]`.
  ///   - shape: The result's, `[batch, row, column, channel]`.
  func evaluate(
    of source: Tensor, shape: Shape, finish: Finish, using kernels: KernelSet
  ) -> Tensor {
    let batch = shape[0]
    let products = SampledProduct.evaluate(
      [
        SampledProduct(
          sampling: .each(
            rows: source.shape[1], columns: source.shape[2], channels: weights.rows),
          right: PackedPanels([weights], columns: weights.columns, width: kernels.tileColumns))
      ], of: source, shape: [batch, source.shape[1], source.shape[2], weights.columns],
      using: kernels)
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer {
      // Safe because each worker writes an image of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: batch) { image in
        let result = unsafe start + image * shape.sample.count
        unsafe products.withUnsafePointer {
          unsafe sampling.sumTaps(of: $0 + image * (products.count / batch), into: result)
        }
        unsafe finish.apply(to: result, count: shape[1] * shape[2], columns: shape[3])
      }
    }
    return result
  }
}

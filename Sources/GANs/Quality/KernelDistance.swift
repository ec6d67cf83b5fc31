package import Tensors

/// The squared maximum mean discrepancy between generated and real images under a cubic kernel ("KID").
///
///     k(x, y) = (x·y / d + 1)³
///     mean of k(x, x') over pairs of different generated images
///       + the same of real images − 2 · mean of k(x, y) over all pairs of both
///
/// Bińkowski et al., "Demystifying MMD GANs", 2018. The estimate has no bias, whatever the number of images,
/// so 0 is what real images get on average and it may fall below; it is taken over blocks of at most a
/// thousand images of each kind and averaged. Features are first divided by the root of the mean variance
/// of a real one, which makes the number free of a unit: on a judge's raw features single large ones would
/// drown it (gan.md: a deviation of 51 at a thousand images).
package struct KernelDistance: Sendable, Hashable {
  /// The most images of a kind in a block.
  package static let blockSize = 1_000

  package let value: Double
  /// The standard deviation of the blocks' values; nil where there is one block.
  package let deviation: Double?

  /// - Parameters:
  ///   - generated: `[images, features]`.
  ///   - real: the same, of real images in no particular order.
  ///   - variance: the mean variance of a real feature.
  /// - Returns: nil for fewer than two images of either kind, features that are no finite numbers or real
  ///   features that do not vary.
  package init?(between generated: Tensor, and real: Tensor, variance: Double) {
    precondition(generated.shape[1] == real.shape[1], "features of different networks")
    let count = min(generated.shape[0], real.shape[0])
    guard count > 1, variance > 0, variance.isFinite else { return nil }
    let blocks = (count + Self.blockSize - 1) / Self.blockSize
    let scale = 1 / (variance * Double(generated.shape[1]))
    let values = (0..<blocks).map { block in
      let range = count * block / blocks..<count * (block + 1) / blocks
      return Self.estimate(generated.samples(range), real.samples(range), scale: scale)
    }
    let mean = values.reduce(0, +) / Double(blocks)
    guard mean.isFinite else { return nil }
    value = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = blocks > 1 ? (squares / Double(blocks - 1)).squareRoot() : nil
  }

  private static func estimate(_ generated: Tensor, _ real: Tensor, scale: Double) -> Double {
    let (own, others) = (Double(generated.shape[0]), Double(real.shape[0]))
    let pairs = own * (own - 1)
    let realPairs = others * (others - 1)
    return kernelSum(generated, generated, scale: scale, skipsDiagonal: true) / pairs
      + kernelSum(real, real, scale: scale, skipsDiagonal: true) / realPairs
      - 2 * kernelSum(generated, real, scale: scale, skipsDiagonal: false) / (own * others)
  }

  /// The sum of the kernel over all pairs of rows.
  private static func kernelSum(
    _ first: Tensor, _ second: Tensor, scale: Double, skipsDiagonal: Bool
  ) -> Double {
    let products = matrixProduct(first, .plain, second, .transposed)
    let columns = second.shape[0]
    return unsafe products.withUnsafeBufferPointer { products in
      (0..<first.shape[0]).reduce(0) { total, row in
        var sum = 0.0
        for column in 0..<columns {
          let base = unsafe Double(products[row * columns + column]) * scale + 1
          sum += base * base * base
        }
        guard skipsDiagonal else { return total + sum }
        let base = unsafe Double(products[row * columns + row]) * scale + 1
        return total + sum - base * base * base
      }
    }
  }
}

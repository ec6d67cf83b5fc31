package import Tensors

/// How many images were seen, with the mean and the covariance of their features.
///
/// Kept as the mean `μ` and the sums of products `M = Σ (f − μ)(f − μ)ᵀ`, in double precision, which two sets
/// of images join into those of both (Chan, Golub and LeVeque, 1979):
///
///     δ = μ_b − μ_a    μ = μ_a + δ n_b / n    M = M_a + M_b + δ δᵀ n_a n_b / n
///
/// so batches may come in any order, from any thread, before or after a pause; only the last bits of the
/// result depend on it. The unit is that of the features.
package struct FeatureMoments: Sendable, Hashable, Codable {
  /// The number of features of an image.
  package let featureCount: Int
  /// The number of images.
  package private(set) var count = 0
  /// Of each feature; 0 where there are no images.
  package private(set) var mean: [Double]
  /// `M[i, j]` for `j ≤ i`, in a square, row after row.
  private var products: [Double]

  /// Those of no images.
  package init(featureCount: Int) {
    self.featureCount = featureCount
    mean = [Double](repeating: 0, count: featureCount)
    products = [Double](repeating: 0, count: featureCount * featureCount)
  }

  /// - Parameter features: `[images, features]`.
  package init(_ features: Tensor) {
    self.init(featureCount: features.shape[1])
    count = features.shape[0]
    guard count > 0 else { return }
    // From somewhere near the mean, so that hardly anything is left to be taken off again.
    let center = DistanceRows.origin(of: features)
    let deviations = Deviations(of: features, from: center)
    let shift = deviations.sums.map { $0 / Double(count) }
    mean = zip(center, shift).map { $0 + $1 }
    products = deviations.products
    for row in 0..<featureCount {
      for column in 0...row {
        products[row * featureCount + column] -= Double(count) * shift[row] * shift[column]
      }
    }
  }

  /// Takes in the features of further images, `[images, features]`.
  package mutating func add(_ features: Tensor) {
    merge(FeatureMoments(features))
  }

  /// Takes in further images.
  package mutating func merge(_ other: FeatureMoments) {
    precondition(featureCount == other.featureCount, "features of different networks")
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (own, others) = (Double(count), Double(other.count))
    let difference = zip(other.mean, mean).map { $0 - $1 }
    let weight = own * others / (own + others)
    for row in 0..<featureCount {
      mean[row] += difference[row] * others / (own + others)
      for column in 0...row {
        let place = row * featureCount + column
        products[place] += other.products[place] + difference[row] * difference[column] * weight
      }
    }
    count += other.count
  }

  /// The unbiased estimate `M / (n − 1)`; zeros for fewer than two images.
  package var covariance: SquareMatrix {
    var covariance = SquareMatrix(zeros: featureCount)
    guard count > 1 else { return covariance }
    for row in 0..<featureCount {
      for column in 0...row {
        let value = products[row * featureCount + column] / Double(count - 1)
        covariance[row, column] = value
        covariance[column, row] = value
      }
    }
    return covariance
  }

  /// The sum of the features' variances; 0 for fewer than two images.
  package var trace: Double {
    guard count > 1 else { return 0 }
    let diagonal = stride(from: 0, to: products.count, by: featureCount + 1)
    return diagonal.reduce(0) { $0 + products[$1] } / Double(count - 1)
  }
}

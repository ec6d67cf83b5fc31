internal import Tensors

/// The Fréchet distance between normal distributions with the means and covariances of two sets of images'
/// features: how far generated images are from the real ones.
///
///     |μ_r − μ|² + tr Σ_r + tr Σ − 2 tr (Σ_r Σ)^½
///
/// Heusel et al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium", 2017,
/// whose features are Inception's ("FID"); these are the judge's, so numbers compare only where the judge
/// is the same. 0 is best; the unit is that of the features, squared, so a share of the trace of `Σ_r` says
/// more. As few images never have the covariance of all, real ones too are some way off: about in
/// proportion to one over their number (Chong and Forsyth, 2019).
///
/// With `S = Σ_r^½`, made once, the last trace is the sum of the roots of the eigenvalues of `S Σ S`, which is
/// symmetric: no root of a matrix without symmetry, which may be complex by rounding, is taken.
package struct FrechetDistance: Sendable {
  private let mean: [Double]
  /// Nil where the real features are no finite numbers.
  private let root: SquareMatrix?
  /// The trace of the real images' covariance: the distance as a share of it is that beside the spread
  /// of the data.
  package let trace: Double

  /// - Parameter moments: of the real images.
  package init(to moments: FeatureMoments) {
    mean = moments.mean
    root = moments.covariance.squareRoot()
    trace = moments.trace
  }

  /// The distance of generated images, not below 0; not a number where their features are none or there
  /// are no images.
  ///
  /// One image, or many equal ones, have no covariance: theirs is 0.
  package func distance(of moments: FeatureMoments) -> Double {
    precondition(moments.featureCount == mean.count, "features of different networks")
    guard moments.count > 0, let root,
      let overlap = SymmetricEigenvalues(of: root * moments.covariance * root)
    else { return .nan }
    let shift = zip(mean, moments.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let common = overlap.values.reduce(0) { $0 + max(0, $1).squareRoot() }
    let distance = shift + trace + moments.trace - 2 * common
    return distance < 0 ? 0 : distance
  }
}

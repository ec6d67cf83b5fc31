package import Tensors

/// The share of generated images that are nearly copies of images of the training.
///
/// An image is one where its nearest image of the training, in the judge's features, is nearer than half of
/// what is usual between real images: the median, over real images that the training does not have, of the
/// distance to their nearest one in it. A generator that invents finds itself two or three times as far
/// as that (gan.md 2.3), one that has learned images by heart far nearer. Where no other real images are
/// known, some of the training's own take their place, each beside all the rest; those of a sparse set are
/// far apart, and so the measure moves with it. From 0 to 1.
package struct NearCopies: Sendable {
  /// An image is a copy below this share of the usual distance.
  package static let nearness = 0.5
  /// The most real images from which the usual distance is taken, and the most generated ones that are
  /// looked at.
  package static let calibratedImages = 256
  package static let examinedImages = 128

  private let origin: [Double]
  private let training: DistanceRows
  /// The median distance of a real image to its nearest one of the training, in units of the features;
  /// nil where there is none.
  package let usualDistance: Double?

  /// - Parameters:
  ///   - features: of all images of the training, `[images, features]`.
  ///   - others: of real images in no particular order, none of which is among them.
  package init(of features: Tensor, besides others: Tensor? = nil) {
    origin = DistanceRows.origin(of: features)
    training = DistanceRows(features, origin: origin)
    let squares: [Float]
    if let others {
      let count = min(Self.calibratedImages, others.shape[0])
      squares = DistanceRows(others.samples(0..<count), origin: origin)
        .leastSquaredDistances(to: training)
    } else {
      squares = Self.distancesAmongThemselves(training)
    }
    let finite = squares.filter(\.isFinite).sorted()
    usualDistance = finite.isEmpty ? nil : Double(finite[finite.count / 2]).squareRoot()
  }

  /// The squared distances of images spread over the set, each to the nearest other one.
  private static func distancesAmongThemselves(_ rows: DistanceRows) -> [Float] {
    let count = min(calibratedImages, rows.count)
    let places = (0..<count).map { rows.count * $0 / count }
    return rows.rows(at: places).leastSquaredDistances(to: rows, leavingOut: places)
  }

  /// The distance from each generated image to its nearest one of the training, in units of the features;
  /// infinite where there is none.
  package func distances(of generated: Tensor) -> [Double] {
    DistanceRows(generated, origin: origin).leastSquaredDistances(to: training)
      .map { Double($0).squareRoot() }
  }

  /// The share among the first generated images, `[images, features]`; nil where there are none, or no
  /// measure, as of real images that are all the same.
  package func share(of generated: Tensor) -> Double? {
    let count = min(Self.examinedImages, generated.shape[0])
    guard count > 0, let usualDistance, usualDistance > 0 else { return nil }
    let distances = distances(of: generated.samples(0..<count))
    return Double(distances.count { $0 < Self.nearness * usualDistance }) / Double(count)
  }
}

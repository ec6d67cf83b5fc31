internal import Tensors

/// The Fréchet distance that real images themselves get, by their number.
///
/// Few images have neither the mean nor the covariance of all, and so are some way off, about in proportion
/// to one over their number; by how much depends on the data (Chong and Forsyth, "Effectively unbiased
/// FID", 2019). So it is measured: on images drawn at random, with replacement, as from a generator
/// that has learned the data set perfectly.
struct DistanceFloor: Sendable {
  /// How many images were drawn, in rising order, and the mean distance of the draws.
  private let measured: [(count: Int, distance: Double)]

  private static let counts = [32, 64, 128, 256, 512, 1_024, 2_048, 4_096]
  private static let draws = 8

  /// - Parameters:
  ///   - features: of all real images, `[images, features]`.
  ///   - frechet: the distance to them.
  init(of features: Tensor, to frechet: FrechetDistance) {
    guard features.shape[0] > 0 else {
      measured = []
      return
    }
    var stream = RandomStream(seed: 0, purpose: .drawing, part: "floor")
    measured = Self.counts.map { count in
      let distances = (0..<Self.draws).map { _ in
        let places = (0..<count).map { _ in stream.next(below: features.shape[0]) }
        return frechet.distance(of: FeatureMoments(features.samples(at: places)))
      }
      return (count, distances.reduce(0, +) / Double(Self.draws))
    }
  }

  /// The mean distance of that many images: between two measured numbers on a straight line in one over the
  /// number, beyond them in proportion to it; 0 where nothing was measured.
  func distance(of count: Int) -> Double {
    guard let first = measured.first, let last = measured.last, count > 0 else { return 0 }
    if count <= first.count { return first.distance * Double(first.count) / Double(count) }
    guard let next = measured.firstIndex(where: { $0.count >= count }) else {
      return last.distance * Double(last.count) / Double(count)
    }
    let (below, above) = (measured[next - 1], measured[next])
    let (start, end) = (1 / Double(below.count), 1 / Double(above.count))
    let share = (1 / Double(count) - start) / (end - start)
    return below.distance + (above.distance - below.distance) * share
  }
}

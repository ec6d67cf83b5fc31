package import Tensors

/// The share of generated images among real ones, and that of real ones among generated ones.
package struct NeighbourhoodOverlap: Sendable, Hashable {
  /// The share of generated images that lie in the neighbourhood of a real one: how good they are.
  package var precision: Double
  /// The share of real images that lie in the neighbourhood of a generated one: how much of the data
  /// they span.
  ///
  /// A generated image far from all others reaches far.
  package var recall: Double
  /// The share of real images in whose neighbourhood a generated one lies: how much of the data is met.
  package var coverage: Double
}

/// Real images with the neighbourhoods that they have among each other.
///
/// The neighbourhood of an image is the ball of features around it that reaches to the `k`-th nearest other
/// image of its own kind, its border included; `k` = 3. Precision and recall are those of Kynkäänniemi et
/// al., "Improved precision and recall metric for assessing generative models", 2019; coverage is that of
/// Naeem et al., "Reliable fidelity and diversity metrics for generative models", 2020. All are shares from
/// 0 to 1, of which real images beside real ones get some 0.9; they grow with the number of images, so they
/// compare only where both numbers are the same.
package struct NeighbourhoodReference: Sendable {
  /// What distances are taken from.
  private let origin: [Double]
  private let real: Neighbourhoods

  /// - Parameter features: of real images, `[images, features]`, a thousand or two, taken at random.
  package init(features: Tensor) {
    origin = DistanceRows.origin(of: features)
    real = Neighbourhoods(DistanceRows(features, origin: origin))
  }

  /// The number of real images.
  package var count: Int { real.rows.count }

  /// How the neighbourhoods of generated images and those of the real ones overlap; zeros where there
  /// are none of either.
  ///
  /// - Parameter generated: `[images, features]`. One with a feature that is no finite number lies nowhere.
  package func overlap(with generated: Tensor) -> NeighbourhoodOverlap {
    overlap(with: Neighbourhoods(DistanceRows(generated, origin: origin)))
  }

  private func overlap(with generated: Neighbourhoods) -> NeighbourhoodOverlap {
    guard generated.rows.count > 0, count > 0 else {
      return NeighbourhoodOverlap(precision: 0, recall: 0, coverage: 0)
    }
    let comparison = NeighbourComparison(
      from: generated.rows, generated.squaredRadii, to: real.rows, real.squaredRadii)
    return NeighbourhoodOverlap(
      precision: Double(comparison.within) / Double(generated.rows.count),
      recall: Double(comparison.reached) / Double(count),
      coverage: Double(comparison.met) / Double(count))
  }
}

/// Images of one kind, each with the squared distance to its `k`-th nearest other one.
private struct Neighbourhoods: Sendable {
  let rows: DistanceRows
  /// Below 0 where an image has features that are no finite numbers, so that nothing lies within.
  let squaredRadii: [Float]

  init(_ rows: DistanceRows) {
    self.rows = rows
    squaredRadii = rows.threeLeastSquaredDistances().enumerated().map { row, least in
      // With fewer other images, the last of them.
      rows.isFinite(row: row) ? least.last { $0.isFinite } ?? 0 : -1
    }
  }
}

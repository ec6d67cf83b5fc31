/// Bounds on gradients before an optimizer follows them; nil for no bound.
///
/// The norm is bounded first, then each value.
package struct GradientClipping: Sendable, Hashable {
  /// Each value is cut to within ± this.
  package var value: Float?
  /// The Euclidean length of all gradients of the network taken as one vector: beyond it they are
  /// scaled by `norm / length`.
  package var norm: Float?

  package init(value: Float? = nil, norm: Float? = nil) {
    self.value = value
    self.norm = norm
  }

  package static let none = GradientClipping()

  /// The bound for each value: infinity where there is none.
  var valueBound: Float { value ?? .infinity }

  /// The gradients, no longer than the norm.
  func limitingNorm(of gradients: NetworkGradients) -> NetworkGradients {
    guard let norm else { return gradients }
    let length = gradients.norm
    guard length > Double(norm) else { return gradients }
    var limited = gradients
    limited.scale(by: Float(Double(norm) / length))
    return limited
  }
}

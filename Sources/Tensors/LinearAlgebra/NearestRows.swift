internal import CKernels

extension DistanceRows {
  /// The squared distance from each of these rows to the nearest of others; infinite where there is none.
  ///
  /// - Parameter left: for each of these rows the place of one other that does not count, itself for
  ///   example.
  package func leastSquaredDistances(
    to others: DistanceRows, leavingOut left: [Int]? = nil
  ) -> [Float] {
    precondition(left.map { $0.count == count } ?? true, "one place for each row")
    // In pieces that stay in a cache while they are searched.
    let pieces = Partition(others.count, longest: 4_096)
    var least = [Float](repeating: .infinity, count: count)
    for piece in pieces {
      let width = piece.count
      var distances = squaredDistances(to: others.rows(piece))
      unsafe distances.withUnsafeMutableBufferPointer { distances in
        guard let start = distances.baseAddress else { return }
        for row in 0..<count {
          if let place = left?[row], piece.contains(place) {
            unsafe distances[row * width + place - piece.lowerBound] = .infinity
          }
          // Safe because a row has a distance for each other of the piece.
          least[row] = min(least[row], unsafe ganscope_least(start + row * width, width))
        }
      }
    }
    return least
  }
}

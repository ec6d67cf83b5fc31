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
    var least = [Float](repeating: .infinity, count: count)
    // In pieces whose products stay in a near cache while they are searched.
    for piece in Partition(others.count, longest: 1_024) {
      let products = products(with: others, in: piece)
      for row in 0..<count {
        let start = row * piece.count
        func search(_ part: Range<Int>) {
          let distance = leastSquaredDistance(
            fromRow: row, products, at: start + part.lowerBound - piece.lowerBound, to: others, part
          )
          least[row] = min(least[row], distance)
        }
        if let place = left?[row], piece.contains(place) {
          search(piece.lowerBound..<place)
          search(place + 1..<piece.upperBound)
        } else {
          search(piece)
        }
      }
    }
    return least
  }

  /// The three least of the squared distances from each row to the others of its kind, which rows without
  /// a finite one lack; infinite where there are fewer.
  package func threeLeastSquaredDistances() -> [[Float]] {
    var distances = squaredDistances(to: self)
    return unsafe distances.withUnsafeMutablePointer { distances in
      (0..<count).map { row in
        var least = [Float](repeating: .infinity, count: 3)
        unsafe distances[row * count + row] = .infinity
        unsafe least.withUnsafeMutableBufferPointer { least in
          guard let least = least.baseAddress else { return }
          // Safe because each row has `count` distances, and there is room for three.
          unsafe ganscope_three_least(distances + row * count, count, least)
        }
        return least
      }
    }
  }
}

internal import CKernels

/// How balls around some points and around others overlap.
package struct NeighbourComparison: Sendable {
  /// How many of the first points lie in a ball around one of the second.
  package let within: Int
  /// How many of the second points lie in a ball around one of the first.
  package let reached: Int
  /// Around how many of the second points one of the first lies in the ball.
  package let met: Int

  /// - Parameters:
  ///   - first: some points, with the squared radius of the ball around each; below 0 it holds nothing.
  ///   - second: the same.
  package init(
    from first: DistanceRows, _ firstRadii: [Float], to second: DistanceRows,
    _ secondRadii: [Float]
  ) {
    precondition(first.count == firstRadii.count && second.count == secondRadii.count)
    let count = second.count
    let distances = first.squaredDistances(to: second)
    var nearest = [Float](repeating: .infinity, count: count)
    var reached = [Int32](repeating: 0, count: count)
    var within = 0
    unsafe distances.withUnsafePointer { distances in
      unsafe secondRadii.withUnsafeBufferPointer { limits in
        unsafe nearest.withUnsafeMutableBufferPointer { nearest in
          unsafe reached.withUnsafeMutableBufferPointer { reached in
            guard let limits = limits.baseAddress, let nearest = nearest.baseAddress,
              let reached = reached.baseAddress
            else { return }
            for (row, radius) in firstRadii.enumerated() {
              // Safe because all have one number for each of the second points.
              let isWithin = unsafe ganscope_compare_distances(
                distances + row * count, limits, radius, nearest, reached, count)
              if isWithin != 0 { within += 1 }
            }
          }
        }
      }
    }
    self.within = within
    self.reached = reached.count { $0 != 0 }
    met = zip(nearest, secondRadii).count { $0 <= $1 }
  }
}

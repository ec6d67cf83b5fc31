extension RandomStream {
  /// A uniform whole number in `0..<bound`.
  ///
  /// The high word of `next() · bound`: the bias is below `bound / 2⁶⁴`. The standard library's own
  /// method may change from one version to the next, and runs must stay repeatable.
  package mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}

/// The numbers `0..<count` in a random order (Fisher and Yates).
package func permutation(count: Int, using stream: inout RandomStream) -> [Int] {
  var order = Array(0..<count)
  for last in stride(from: count - 1, to: 0, by: -1) {
    order.swapAt(last, stream.next(below: last + 1))
  }
  return order
}

import ArgumentParser

/// Throws a usage error if an option was given a value out of range.
func require<Value: Comparable>(
  _ value: Value?, in range: ClosedRange<Value>, _ option: String
) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    "\(option) is \(value), but must lie between \(range.lowerBound) and \(range.upperBound)")
}

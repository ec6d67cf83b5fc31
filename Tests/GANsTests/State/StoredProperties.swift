import Tensors

/// The paths of all stored properties in which two values of one type differ, however deep they lie;
/// tensors differ in their shapes and bits.
func differences(_ first: Any, _ second: Any, at path: String = "") -> [String] {
  if let first = first as? Tensor, let second = second as? Tensor {
    return first.hasBits(of: second) ? [] : [path]
  }
  let (parts, others) = (
    Array(Mirror(reflecting: first).children), Array(Mirror(reflecting: second).children)
  )
  guard parts.count == others.count, type(of: first) == type(of: second) else { return [path] }
  guard !parts.isEmpty else {
    return String(reflecting: first) == String(reflecting: second) ? [] : [path]
  }
  return zip(parts, others).enumerated().flatMap { index, pair in
    let ((label, part), (_, other)) = pair
    return differences(part, other, at: "\(path).\(label ?? String(index))")
  }
}

extension Tensor {
  fileprivate func hasBits(of other: Tensor) -> Bool {
    shape == other.shape && scalars.map(\.bitPattern) == other.scalars.map(\.bitPattern)
  }
}

import Tensors

@testable import Networks

/// The largest distance between two lists of numbers, relative to the largest of the expected ones
/// or to 1 if that is larger.
func distance(_ found: [Float], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let scale = expected.map(abs).max().map { max(1, $0) } ?? 1
  return zip(found, expected).map { pair in abs(Double(pair.0) - pair.1) / scale }.reduce(0) {
    // Unlike max, keeps a NaN.
    $0 >= $1 ? $0 : $1
  }
}

/// The central difference of a function along each scalar of a tensor.
func slopes(of tensor: Tensor, step: Float, _ function: (Tensor) -> Double) -> [Double] {
  let scalars = tensor.scalars
  return scalars.indices.map { index in
    var (above, below) = (scalars, scalars)
    above[index] += step
    below[index] -= step
    let rise =
      function(Tensor(tensor.shape, scalars: above))
      - function(Tensor(tensor.shape, scalars: below))
    return rise / Double(above[index] - below[index])
  }
}

extension Network {
  /// Replaces tensors by name within a layer, whichever layer it is.
  mutating func replaceTensors(_ tensors: [String: Tensor]) {
    visitTensors { name, _, tensor in
      let last = name.split(separator: ".").last.map(String.init) ?? ""
      if let replacement = tensors[last] { tensor = replacement }
    }
  }
}

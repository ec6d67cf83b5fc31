package import Tensors

/// Weights that are not those of a network.
package struct WeightsError: Error, Hashable, CustomStringConvertible {
  /// The tensor that is missing or has another shape, in one line.
  package let description: String
}

extension Network {
  /// Takes over the tensors of the same names; tensors of other networks are passed over.
  ///
  /// - Throws: that one of the network's tensors is missing or has another shape; the network is
  ///   then unchanged.
  package mutating func takeWeights(_ weights: [NamedTensor]) throws(WeightsError) {
    let byName = Dictionary(weights.map { ($0.name, $0.tensor) }) { first, _ in first }
    var taken = self
    var problem: String?
    taken.visitTensors { name, _, tensor in
      guard let given = byName[name] else {
        problem = problem ?? "the tensor \(name) is missing"
        return
      }
      guard given.shape == tensor.shape else {
        problem = problem ?? "the tensor \(name) is \(given.shape), expected \(tensor.shape)"
        return
      }
      tensor = given
    }
    if let problem { throw WeightsError(description: problem) }
    self = taken
  }
}

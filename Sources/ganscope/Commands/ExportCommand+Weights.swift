import RunStore
import Session
import Tensors

extension ExportCommand {
  /// - Returns: what was written, in words.
  func writeWeights(_ reader: RunReader) throws -> String {
    let description = try reader.overview().record.description
    let weights = try NetworkWeights(of: reader, branch: branch, epoch: epoch)
    let tensors = try exported(weights)
    let metadata = [
      "format": "ganscope weights 1", "recipe": description.recipe, "run": description.run,
    ]
    try Safetensors.write(tensors, metadata: metadata, to: output)
    let scalars = tensors.reduce(0) { $0 + $1.tensor.count }
    return "\(tensors.count) tensors, \(scalars) numbers,"
  }

  private func exported(_ weights: NetworkWeights) throws -> [NamedTensor] {
    guard let network else { return try weights.ofBothNetworks() }
    return try average ? weights.generatorAverage() : weights.tensors(of: network)
  }
}

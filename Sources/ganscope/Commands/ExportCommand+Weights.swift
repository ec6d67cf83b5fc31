import RunStore
import Session
import Tensors

extension ExportCommand {
  /// - Returns: what was written, in words.
  func writeWeights(_ reader: RunReader) throws -> String {
    let description = try reader.overview().record.description
    let weights = NetworkWeights(run: description.run, try weights(reader, description))
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

  private func weights(
    _ reader: RunReader, _ description: RunDescription
  ) throws -> [NamedTensor] {
    guard let epoch else { return try reader.weights(ofBranch: branch) }
    let branch = try reader.branch(named: branch)
    let perEpoch = description.batchesPerEpoch
    let kept = try reader.keptSteps(onLineOf: branch)
    let (step, isTooLarge) = epoch.multipliedReportingOverflow(by: perEpoch)
    if !isTooLarge, kept.contains(step),
      let checkpoint = try reader.checkpoint(onLineOf: branch.number, atOrBefore: step)
    {
      return checkpoint.state.weights
    }
    let epochs = kept.filter { $0.isMultiple(of: perEpoch) }.map { $0 / max(1, perEpoch) }
    throw ShellError(
      "\(name): no checkpoint of the end of epoch \(epoch) on branch \(branch.name) is kept; "
        + "there are \(EpochList(epochs))", .noInput)
  }
}

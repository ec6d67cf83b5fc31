import RunStore
import Session
import Tensors

/// The weights of a run's networks, taken apart by their names: `generator.3.kernel`.
struct NetworkWeights {
  private let run: String
  private let tensors: [NamedTensor]

  /// - Parameters:
  ///   - branch: the name of a branch; nil for the one that was trained last.
  ///   - epoch: the end of this epoch, 0 for the start; nil for the last checkpoint.
  init(of reader: RunReader, branch: String? = nil, epoch: Int? = nil) throws {
    run = reader.directory.name
    tensors =
      try epoch.map { try Self.weights(ofEpoch: $0, branch, reader) }
      ?? reader.weights(ofBranch: branch)
  }

  private static func weights(
    ofEpoch epoch: Int, _ branch: String?, _ reader: RunReader
  ) throws -> [NamedTensor] {
    let branch = try reader.branch(named: branch)
    let perEpoch = try reader.overview().record.description.batchesPerEpoch
    let kept = try reader.keptSteps(onLineOf: branch)
    let (step, isTooLarge) = epoch.multipliedReportingOverflow(by: perEpoch)
    if !isTooLarge, kept.contains(step),
      let checkpoint = try reader.checkpoint(onLineOf: branch.number, atOrBefore: step)
    {
      return checkpoint.state.weights
    }
    let epochs = kept.filter { $0.isMultiple(of: perEpoch) }.map { $0 / max(1, perEpoch) }
    throw ShellError(
      "\(reader.directory.name): no checkpoint of the end of epoch \(epoch) on branch \(branch.name) "
        + "is kept; there are \(EpochList(epochs))", .noInput)
  }

  /// The tensors of both networks, or of the only one that there is.
  func ofBothNetworks() throws(ShellError) -> [NamedTensor] {
    let own = NetworkRole.allCases.flatMap { tensors(under: $0.rawValue) }
    guard !own.isEmpty else { throw ShellError("\(run): this run has no networks", .noInput) }
    return own
  }

  /// The tensors of one network, moving statistics included.
  func tensors(of role: NetworkRole) throws(ShellError) -> [NamedTensor] {
    let own = tensors(under: role.rawValue)
    guard !own.isEmpty else {
      throw ShellError("\(run): this run has no \(role.rawValue)", .noInput)
    }
    return own
  }

  /// The generator's tensors, those of which the run keeps an average replaced by that, under the
  /// names of the generator.
  func generatorAverage() throws(ShellError) -> [NamedTensor] {
    let averages = tensors(under: "generator_average")
    guard !averages.isEmpty else {
      throw ShellError(
        "\(run): this run keeps no average of the generator's weights: "
          + "its recipe has no trick generator_average", .noInput)
    }
    let byName = Dictionary(averages.map { (Self.ownName(of: $0), $0.tensor) }) { first, _ in first
    }
    return try tensors(of: .generator).map {
      NamedTensor(name: $0.name, tensor: byName[$0.name] ?? $0.tensor)
    }
  }

  private func tensors(under prefix: String) -> [NamedTensor] {
    tensors.filter { $0.name.hasPrefix("\(prefix).") }
  }

  private static func ownName(of average: NamedTensor) -> String {
    "generator" + average.name.dropFirst("generator_average".count)
  }
}

import RunStore
import Session
import Tensors

/// The weights of a run's networks, taken apart by their names: `generator.3.kernel`.
struct NetworkWeights {
  private let run: String
  private let tensors: [NamedTensor]

  init(of reader: RunReader) throws(RunStoreError) {
    self.init(run: reader.directory.name, try reader.weights())
  }

  init(run: String, _ tensors: [NamedTensor]) {
    self.run = run
    self.tensors = tensors
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

internal import Synchronization
package import Tensors

/// Everything that a training step drew at random and every gradient that it followed, so that another
/// program can repeat the step; and the players' turns, so that a person can follow it.
///
/// `Documentation/trace.md` has the names.
package final class StepTrace: Sendable {
  /// The trace that a step reports to while it records; nil costs one look at this variable.
  @TaskLocal private static var current: StepTrace?

  /// What is drawn from a random stream.
  package enum Draw: String, Sendable, CaseIterable {
    /// From N(0, 1), `[count, latent]`.
    case latents
    /// From U[0, 1), one for each label.
    case labelNoise = "label_noise"
    /// 1 where a label is exchanged, else 0.
    case labelFlips = "label_flips"
    /// From N(0, 1), of the shape of the images.
    case instanceNoise = "instance_noise"
    /// 1 where a value is kept, else 0, of the shape of a dropout layer's output.
    case dropoutMask = "dropout_mask"
    /// From U[0, 1), one for each image between a real one and a fake.
    case mixing
    /// Whole pixels down and right, `[count, 2]`.
    case translation
    /// The row and the column of the centre, `[count, 2]`.
    case cutout
  }

  private struct Record {
    var tensors: [NamedTensor] = []
    var draws = 0
    /// How often each network has been updated.
    var updates: [String: Int] = [:]
    var turns: [PlayerTurn] = []
    /// Updates that belong to no turn yet.
    var openUpdates: [ParameterUpdate] = []
    var latents: Tensor?
  }

  private let record = Mutex(Record())

  package init() {}

  /// What has been reported, in that order: `real`, `draw.003.dropout_mask`,
  /// `gradient.0.generator.1.bias`.
  package var tensors: [NamedTensor] { record.withLock(\.tensors) }

  /// The turns of the players, in the order in which they were reported.
  package var turns: [PlayerTurn] { record.withLock(\.turns) }

  /// Whether a step reports to a trace.
  package static var isRecording: Bool { current != nil }

  /// Runs a whole step, which reports to this trace.
  package func record<Result>(_ body: () -> Result) -> Result {
    Self.$current.withValue(self, operation: body)
  }

  /// Reports the real images of the step, if a trace records.
  package static func real(_ images: @autoclosure () -> Tensor) {
    guard let current else { return }
    let tensor = NamedTensor(name: "real", tensor: images())
    current.record.withLock { $0.tensors.append(tensor) }
  }

  /// Reports what was drawn, if a trace records; else it is not even made.
  package static func draw(_ kind: Draw, _ tensor: @autoclosure () -> Tensor) {
    guard let current else { return }
    let tensor = tensor()
    current.record.withLock { record in
      let number = padded(record.draws)
      record.tensors.append(NamedTensor(name: "draw.\(number).\(kind.rawValue)", tensor: tensor))
      record.draws += 1
      if kind == .latents { record.latents = tensor }
    }
  }

  /// Reports an update of a network, before it, if a trace records.
  static func update(of network: Network, along gradients: NetworkGradients, rate: Float) {
    guard let current else { return }
    let parameters = network.parameters
    current.record.withLock { record in
      let number = record.updates[network.name, default: 0]
      record.updates[network.name] = number + 1
      record.tensors += zip(parameters, gradients.parameters).map { parameter, gradient in
        NamedTensor(name: "gradient.\(number).\(parameter.name)", tensor: gradient)
      }
      record.openUpdates.append(
        ParameterUpdate(
          network: network.name, rate: rate, before: parameters, gradients: gradients.parameters))
    }
  }

  /// Reports a turn of a player, if a trace records; all updates of its network that were in no turn
  /// before are this one's.
  package static func turn(_ turn: @autoclosure () -> PlayerTurn) {
    guard let current else { return }
    var turn = turn()
    current.record.withLock { record in
      turn.latents = record.latents
      turn.updates = record.openUpdates.filter { $0.network == turn.network }
      record.openUpdates.removeAll { $0.network == turn.network }
      record.turns.append(turn)
    }
  }
}

/// At least three digits, so that names are in the order of their numbers.
private func padded(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
}

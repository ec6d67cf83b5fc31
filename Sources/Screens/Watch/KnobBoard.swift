internal import Session

/// The knobs: which one is selected, and what was asked of them but has not taken effect yet.
struct KnobBoard: Sendable, Equatable {
  private struct Request: Sendable, Equatable {
    var value: Double
    var sequence: UInt64
  }

  private(set) var selected = Knob.generatorRate
  private var requests: [Knob: Request] = [:]

  mutating func select(by offset: Int) {
    let count = Knob.allCases.count
    selected = Knob.allCases[((selected.rawValue + offset) % count + count) % count]
  }

  /// The value that was asked for last, or else the one in effect.
  func value(of knob: Knob, in knobs: Knobs?) -> Double? {
    guard let current = knob.value(in: knobs) else { return nil }
    return requests[knob]?.value ?? current
  }

  func isPending(_ knob: Knob) -> Bool { requests[knob] != nil }
  var isAnyPending: Bool { !requests.isEmpty }

  mutating func request(_ value: Double, of knob: Knob, sequence: UInt64) {
    requests[knob] = Request(value: value, sequence: sequence)
  }

  /// Forgets what has taken effect.
  mutating func acknowledge(upTo sequence: UInt64) {
    requests = requests.filter { $0.value.sequence > sequence }
  }
}

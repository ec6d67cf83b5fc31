internal import Session

/// The knobs: which one is selected, and what was asked of them but has not taken effect yet.
struct KnobBoard: Sendable, Equatable {
  /// All knobs of the run, with their values in effect.
  private(set) var knobs = Knob.all(of: nil)
  private var selectedSetting = Knob.Setting.generatorRate
  private var requests: [Knob.Setting: Request<Double>] = [:]

  /// The place of the selected knob among all.
  var selectedIndex: Int { knobs.firstIndex { $0.setting == selectedSetting } ?? 0 }
  var selected: Knob { knobs[selectedIndex] }

  mutating func select(by offset: Int) {
    selectedSetting = knobs[knobs.index(selectedIndex, movedBy: offset)].setting
  }

  /// The value that was asked for last, or else the one in effect.
  func value(of knob: Knob) -> Double? {
    guard let current = knob.value else { return nil }
    return requests[knob.setting]?.value ?? current
  }

  func isPending(_ knob: Knob) -> Bool { requests[knob.setting] != nil }
  /// Whether a command, by its number, is to turn a knob.
  func isPending(sequence: UInt64) -> Bool { requests.values.contains { $0.sequence == sequence } }
  var isAnyPending: Bool { !requests.isEmpty }

  mutating func request(_ value: Double, of knob: Knob, sequence: UInt64) {
    requests[knob.setting] = Request(value: value, sequence: sequence)
  }

  /// Forgets what was asked for and will not take effect.
  mutating func forgetRequests() { requests = [:] }

  /// Takes over the settings in effect, and forgets the requests that they fulfil.
  mutating func follow(_ settings: Knobs?, acknowledged: UInt64) {
    knobs = Knob.all(of: settings)
    requests = requests.filter { !$0.value.isFulfilled(byCommand: acknowledged) }
  }
}

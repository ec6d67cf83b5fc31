internal import Synchronization

/// Where the time of training steps goes: every layer's passes, and all that is not in a layer.
///
/// Parts are nested, and a part's time is what it took itself, without the parts within it; so the
/// parts of a step sum up to the whole of it.
package final class StepProfile: Sendable {
  /// The profile that parts report to while it records; nil costs one look at this variable.
  @TaskLocal private static var current: StepProfile?

  /// What has been spent on one part.
  package struct Entry: Sendable {
    package let part: StepPart
    package fileprivate(set) var time: Duration = .zero
    /// By the direct count: taps on padding are counted, whatever way was computed.
    package fileprivate(set) var multiplyAdds = 0
  }

  private let state = Mutex(RunningParts())

  package init() {}

  /// What was spent on each part, in the order in which they first ended.
  package var entries: [Entry] { state.withLock(\.entries) }

  /// Runs a whole step, or several; what is in none of its parts goes to `.other`.
  package func record<Result>(_ body: () -> Result) -> Result {
    Self.$current.withValue(self) { Self.measure(.other, body) }
  }

  /// Runs a part, and reports it to the profile if one records.
  ///
  /// - Parameter multiplyAdds: What the part does, or each pass that it enters.
  package static func measure<Result>(
    _ part: @autoclosure () -> StepPart, multiplyAdds: @autoclosure () -> Int = 0,
    _ body: () -> Result
  ) -> Result {
    measure(part(), multiplyAdds: multiplyAdds(), of: ()) { _ in body() }
  }

  /// The same of a part that is given something for its own: nobody else holds it meanwhile.
  static func measure<Input, Result>(
    _ part: @autoclosure () -> StepPart, multiplyAdds: @autoclosure () -> Int,
    of input: consuming Input, _ body: (consuming Input) -> Result
  ) -> Result {
    guard let current else { return body(input) }
    let (part, multiplyAdds) = (part(), multiplyAdds())
    current.state.withLock { $0.begin(part, multiplyAdds: multiplyAdds) }
    defer { current.state.withLock { $0.end() } }
    return body(input)
  }

  /// Says that a layer's backward pass, which is running, goes on with only one of its gradients.
  static func enter(_ pass: LayerPass) {
    current?.state.withLock { $0.enter(pass) }
  }
}

/// The parts that have begun and not ended, each within the one before, and what has been spent.
private struct RunningParts {
  private struct Frame {
    var part: StepPart
    let multiplyAdds: Int
  }

  private(set) var entries: [StepProfile.Entry] = []
  private var numbers: [StepPart: Int] = [:]
  private var frames: [Frame] = []
  private var lastChange = ContinuousClock.now

  mutating func begin(_ part: StepPart, multiplyAdds: Int) {
    creditTime()
    frames.append(Frame(part: part, multiplyAdds: multiplyAdds))
    creditMultiplyAdds()
  }

  mutating func enter(_ pass: LayerPass) {
    guard case .layer(let place, let running)? = frames.last?.part else { return }
    // What it took to get here belongs to the first gradient.
    if running != .backward { creditTime() }
    frames[frames.count - 1].part = .layer(place, pass)
    creditMultiplyAdds()
  }

  mutating func end() {
    creditTime()
    frames.removeLast()
  }

  private mutating func creditTime() {
    let now = ContinuousClock.now
    if let frame = frames.last {
      entries[number(of: frame.part)].time += lastChange.duration(to: now)
    }
    lastChange = now
  }

  private mutating func creditMultiplyAdds() {
    guard let frame = frames.last, frame.part.doesMultiplyAdds else { return }
    entries[number(of: frame.part)].multiplyAdds += frame.multiplyAdds
  }

  private mutating func number(of part: StepPart) -> Int {
    if let number = numbers[part] { return number }
    numbers[part] = entries.count
    entries.append(StepProfile.Entry(part: part))
    return entries.count - 1
  }
}

internal import Session

/// Two grids of the same latent vectors that are compared: of two moments, or of two branches.
struct GridComparison: Sendable, Equatable {
  /// How both are shown.
  enum Way: Sendable, Equatable, CaseIterable {
    case sideBySide, difference, flicker

    var next: Way {
      switch self {
      case .sideBySide: .difference
      case .difference: .flicker
      case .flicker: .sideBySide
      }
    }
  }

  enum Letter: String, Sendable, Equatable {
    case a = "A"
    case b = "B"
  }

  /// One of the two: a branch, and a grid on its line.
  struct Side: Sendable, Equatable {
    /// The number of the branch.
    var branch: Int
    var cursor: SampleCursor
  }

  var a: Side
  var b: Side
  /// The side that is moved alone.
  var chosen = Letter.b
  var way = Way.sideBySide
  /// The side that flickering shows at the moment.
  private(set) var flickered = Letter.a

  init(a: Side, b: Side) {
    self.a = a
    self.b = b
  }

  /// The time for which flickering shows one side, in seconds.
  static let flickerInterval = 0.5

  var chosenSide: Side {
    get { chosen == .a ? a : b }
    set {
      if chosen == .a { a = newValue } else { b = newValue }
    }
  }

  mutating func chooseOther() { chosen = chosen == .a ? .b : .a }

  mutating func showNextWay() {
    way = way.next
    flickered = .a
  }

  /// Shows the other side, where they take turns.
  mutating func tick() {
    guard way == .flicker else { return }
    flickered = flickered == .a ? .b : .a
  }
}

// MARK: - Moving

extension GridComparison {
  typealias Grids = (Side) -> [SampleGrid]

  /// Moves both sides back or forth, as far as both can go.
  ///
  /// Two branches at one moment go to other moments of which both have grids; two moments go on by as
  /// many grids each, so that they stay as far apart.
  mutating func moveBoth(by offset: Int, _ grids: Grids) {
    let (gridsOfA, gridsOfB) = (grids(a), grids(b))
    guard let indexOfA = a.cursor.index(among: gridsOfA.count),
      let indexOfB = b.cursor.index(among: gridsOfB.count)
    else { return }
    if a.branch != b.branch, gridsOfA[indexOfA].step == gridsOfB[indexOfB].step {
      let step = gridsOfA[indexOfA].step
      moveBoth(from: step, by: offset, through: gridsOfA.commonSteps(with: gridsOfB), grids)
      return
    }
    let least = max(-indexOfA, -indexOfB)
    let most = min(gridsOfA.count - 1 - indexOfA, gridsOfB.count - 1 - indexOfB)
    let moved = min(max(offset, least), most)
    a.cursor.step(by: moved, among: gridsOfA.count)
    b.cursor.step(by: moved, among: gridsOfB.count)
  }

  private mutating func moveBoth(
    from step: Int, by offset: Int, through steps: [Int], _ grids: Grids
  ) {
    guard let place = steps.firstIndex(of: step) else { return }
    let target = steps[min(max(0, place + offset), steps.count - 1)]
    a.move(toStep: target, among: grids(a))
    b.move(toStep: target, among: grids(b))
  }

  /// Puts the chosen side on another branch, at the moment at which it is or the last one before.
  mutating func moveChosen(toBranch number: Int, _ grids: Grids) {
    let before = grids(chosenSide)
    let step = chosenSide.cursor.index(among: before.count).map { before[$0].step } ?? 0
    chosenSide.branch = number
    chosenSide.move(toStep: step, among: grids(chosenSide))
  }

  /// Puts the chosen side at the moment of the other one, or the last one before it.
  mutating func moveChosenToOther(_ grids: Grids) {
    let other = chosen == .a ? b : a
    let others = grids(other)
    guard let index = other.cursor.index(among: others.count) else { return }
    chosenSide.move(toStep: others[index].step, among: grids(chosenSide))
  }

  /// Forgets grids that are not there any more.
  mutating func clamp(_ grids: Grids) {
    a.cursor.clamp(to: grids(a).count)
    b.cursor.clamp(to: grids(b).count)
  }
}

extension GridComparison.Side {
  /// Goes to the last grid that was made at a batch or before it, or else to the first.
  mutating func move(toStep step: Int, among grids: [SampleGrid]) {
    cursor.move(to: grids.lastIndex { $0.step <= step } ?? 0, among: grids.count)
  }
}

extension [SampleGrid] {
  /// The batches of which there are grids here and among others.
  fileprivate func commonSteps(with others: [SampleGrid]) -> [Int] {
    let known = Set(others.map(\.step))
    var steps: [Int] = []
    for step in map(\.step) where known.contains(step) && steps.last != step { steps.append(step) }
    return steps
  }
}

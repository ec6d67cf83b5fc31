/// The turns of knobs that were made on the screen, to be taken back one by one.
struct TurnHistory: Sendable, Equatable {
  struct Turn: Sendable, Equatable {
    let setting: Knob.Setting
    let from: Double
    let to: Double
  }

  private var done: [Turn] = []
  private var undone: [Turn] = []

  /// Notes a new turn; what was taken back before it cannot be redone any more.
  mutating func note(_ turn: Turn) {
    done.append(turn)
    undone = []
  }

  /// The last turn, which counts as taken back from now on.
  mutating func undo() -> Turn? {
    guard let turn = done.popLast() else { return nil }
    undone.append(turn)
    return turn
  }

  /// The turn that was taken back last, which counts as done again.
  mutating func redo() -> Turn? {
    guard let turn = undone.popLast() else { return nil }
    done.append(turn)
    return turn
  }
}

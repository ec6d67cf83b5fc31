/// The turns of knobs that were made on the screen, to be taken back one by one.
struct TurnHistory: Sendable, Equatable {
  struct Turn: Sendable, Equatable {
    let setting: Knob.Setting
    let from: Double
    let to: Double
  }

  /// Of each step that is taken back at once, its turns.
  private var done: [[Turn]] = []
  private var undone: [[Turn]] = []

  /// The most steps that are remembered.
  private static let limit = 500

  /// Notes a new turn; what was taken back before it cannot be redone any more.
  ///
  /// - Parameter joins: whether it goes on with the last one, as while a knob is dragged.
  mutating func note(_ turn: Turn, joins: Bool) {
    if joins, let last = done.last?.last, last.setting == turn.setting {
      done[done.count - 1] = [Turn(setting: turn.setting, from: last.from, to: turn.to)]
    } else {
      done = (done + [[turn]]).suffix(Self.limit)
    }
    undone = []
  }

  /// Makes one step of the last ones, which one command has caused.
  mutating func joinLast(_ count: Int) {
    let joined = done.suffix(count).flatMap(\.self)
    done = done.dropLast(count) + [joined]
  }

  /// Forgets the last step, which has not taken effect.
  mutating func forgetLast() { _ = done.popLast() }

  /// The turns of the last step, which count as taken back from now on.
  mutating func undo() -> [Turn] {
    guard let step = done.popLast() else { return [] }
    undone.append(step)
    return step
  }

  /// The turns of the step that was taken back last, which count as done again.
  mutating func redo() -> [Turn] {
    guard let step = undone.popLast() else { return [] }
    done.append(step)
    return step
  }
}

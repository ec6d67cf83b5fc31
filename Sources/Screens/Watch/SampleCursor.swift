/// Which of the sample grids of a branch is shown.
struct SampleCursor: Sendable, Equatable {
  /// The grid that was stepped to, or nil to follow the newest.
  private var stepped: Int?

  var isLive: Bool { stepped == nil }

  /// The grid that is shown among `count`, or nil where there is none.
  func index(among count: Int) -> Int? {
    guard count > 0 else { return nil }
    return min(stepped ?? count - 1, count - 1)
  }

  /// Steps back or forth; beyond the newest but one it is live again.
  mutating func step(by offset: Int, among count: Int) {
    guard let index = index(among: count) else { return }
    move(to: index + offset, among: count)
  }

  /// Goes to a grid; to the newest or beyond it is live again.
  mutating func move(to index: Int, among count: Int) {
    let target = max(0, index)
    stepped = target >= count - 1 ? nil : target
  }

  mutating func toFirst(among count: Int) { move(to: 0, among: count) }
  mutating func toLive() { stepped = nil }

  /// Forgets grids that are not there any more.
  mutating func clamp(to count: Int) {
    if let index = stepped, index >= count - 1 { stepped = nil }
  }
}

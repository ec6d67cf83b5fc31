/// Which of the kept sample grids are shown: one, or two beside each other.
struct SampleCursor: Sendable, Equatable {
  /// The grid that was stepped to, or nil to follow the newest.
  private var stepped: Int?
  /// The grid that is kept beside, as A.
  private(set) var pinned: Int?

  var isLive: Bool { stepped == nil }

  /// The grid that is shown among `count`, or nil where there is none.
  func index(among count: Int) -> Int? {
    guard count > 0 else { return nil }
    return min(stepped ?? count - 1, count - 1)
  }

  /// Steps back or forth; beyond the newest but one it is live again.
  mutating func step(by offset: Int, among count: Int) {
    guard let index = index(among: count) else { return }
    let target = max(0, index + offset)
    stepped = target >= count - 1 ? nil : target
  }

  mutating func toFirst(among count: Int) { step(by: -count, among: count) }
  mutating func toLive() { stepped = nil }

  /// Pins the grid that is shown, with the newest beside it, or releases the pinned one.
  mutating func togglePin(among count: Int) {
    guard pinned == nil else {
      pinned = nil
      return
    }
    pinned = index(among: count)
    stepped = nil
  }

  /// Forgets grids that are not there any more.
  mutating func clamp(to count: Int) {
    if let index = stepped, index >= count - 1 { stepped = nil }
    if let index = pinned, index >= count { pinned = nil }
  }
}

extension Array {
  /// The place that is so many further on or back, round and round.
  func index(_ place: Int, movedBy offset: Int) -> Int {
    ((place + offset) % count + count) % count
  }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// The case that is so many further on or back, round and round.
  func neighbour(by offset: Int) -> Self {
    let all = Self.allCases
    return all[all.index(all.firstIndex(of: self) ?? 0, movedBy: offset)]
  }
}

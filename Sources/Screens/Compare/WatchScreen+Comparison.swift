internal import Configuration
internal import Session
internal import Terminal

extension WatchScreen {
  /// Compares what is looked at, as A, with the newest samples, or those with the ones before.
  mutating func compare() -> [Effect] {
    let number = snapshot.line.branch.number
    guard !grids.isEmpty else { return answer("there are no samples to compare yet") }
    var first = cursor
    if first.isLive { first.step(by: -1, among: grids.count) }
    comparison = GridComparison(
      a: .init(branch: number, cursor: first), b: .init(branch: number, cursor: SampleCursor()))
    return []
  }

  mutating func leaveComparison() -> [Effect] {
    comparison = nil
    return []
  }

  mutating func chooseOtherSide() -> [Effect] {
    comparison?.chooseOther()
    return []
  }

  mutating func showNextWay() -> [Effect] {
    comparison?.showNextWay()
    return []
  }

  mutating func stepChosenSide(by offset: Int) -> [Effect] {
    changeComparison { $0.chosenSide.cursor.step(by: offset, among: $1($0.chosenSide).count) }
    return []
  }

  mutating func moveChosenSideToOther() -> [Effect] {
    changeComparison { $0.moveChosenToOther($1) }
    return []
  }

  /// Puts the chosen side on the branch before or after, round and round.
  mutating func changeBranchOfChosenSide(by offset: Int) -> [Effect] {
    guard let side = comparison?.chosenSide else { return [] }
    let numbers = snapshot.lines.map(\.branch.number)
    guard numbers.count > 1, let place = numbers.firstIndex(of: side.branch) else {
      return answer("the run has one branch; b begins another")
    }
    let next = numbers[numbers.index(place, movedBy: offset)]
    changeComparison { $0.moveChosen(toBranch: next, $1) }
    return []
  }

  /// Changes what is compared, if anything is, knowing the grids of every side.
  mutating func changeComparison(
    _ change: (inout GridComparison, _ grids: GridComparison.Grids) -> Void
  ) {
    guard var changed = comparison else { return }
    change(&changed, grids(of:))
    comparison = changed
  }

  func grids(of side: GridComparison.Side) -> [SampleGrid] {
    snapshot.line(ofBranch: side.branch).map(grids(of:)) ?? []
  }

  /// What a side shows, or nil where its branch has no samples.
  func grid(of side: GridComparison.Side) -> SampleGrid? {
    let grids = grids(of: side)
    return side.cursor.index(among: grids.count).map { grids[$0] }
  }
}

// MARK: - Commands

extension WatchScreen {
  /// Compares what two words say: epochs of the present branch, branches, or `BRANCH@EPOCH`.
  mutating func compare(_ words: [String]) throws(PromptError) -> [Effect] {
    guard !words.isEmpty else { return compare() }
    guard let place = viewedPlace() else { throw PromptError("there are no samples yet") }
    let a = try side(words[0], insteadOf: place)
    let b = try side(words[1], insteadOf: place)
    comparison = GridComparison(a: a, b: b)
    return []
  }

  private func side(
    _ word: String, insteadOf place: RunPlace
  ) throws(PromptError) -> GridComparison.Side {
    let present = snapshot.line.branch.number
    if let step = try? stepOfGrid(atEpoch: word, onLine: present) {
      return side(onLine: present, atStep: step)
    }
    let parts = word.split(separator: "@", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      return side(onLine: try branch(named: word).number, atStep: place.step)
    }
    let branch = try branch(named: parts[0])
    let step = try stepOfGrid(atEpoch: parts[1], onLine: branch.number)
    return side(onLine: branch.number, atStep: step)
  }

  private func side(onLine number: Int, atStep step: Int) -> GridComparison.Side {
    var side = GridComparison.Side(branch: number, cursor: SampleCursor())
    side.move(toStep: step, among: grids(of: side))
    return side
  }

  /// The batch of the last grid of an epoch; of `live`, of the newest one.
  func stepOfGrid(atEpoch word: String, onLine number: Int) throws(PromptError) -> Int {
    guard let epoch = try CommandWords.epoch(in: [word]) else { return .max }
    let grids = snapshot.line(ofBranch: number).map(grids(of:)) ?? []
    guard let grid = grids.last(where: { $0.epoch == epoch }) else {
      let last = grids.last.map { "; the last one is of epoch \($0.epoch)" } ?? ""
      throw PromptError("there are no samples of epoch \(epoch)\(last)")
    }
    return grid.step
  }

  /// The epochs of which there are samples where one can go.
  var viewedEpochs: [String] {
    let grids = comparison.map { self.grids(of: $0.chosenSide) } ?? grids
    var epochs: [String] = []
    for epoch in grids.map({ "\($0.epoch)" }) where epochs.last != epoch { epochs.append(epoch) }
    return epochs + ["live"]
  }

  /// What can be compared, apart from epochs.
  var comparableNames: [String] {
    typable(snapshot.lines).filter { !$0.contains(" ") } + ["live"]
  }

  func branch(named name: String) throws(PromptError) -> RunBranch {
    let branches = snapshot.lines.map(\.branch)
    guard let branch = branches.first(where: { $0.name == name }) else {
      throw PromptError("no branch '\(name)'; \(knownWords(branches.map(\.name), nearestTo: name))")
    }
    return branch
  }

  /// Shows the samples of an epoch; while comparing, as the chosen side.
  mutating func goTo(_ words: [String]) throws(PromptError) -> [Effect] {
    let word = words.joined()
    guard let side = comparison?.chosenSide else {
      let step = try stepOfGrid(atEpoch: word, onLine: snapshot.line.branch.number)
      cursor.move(to: grids.lastIndex { $0.step <= step } ?? 0, among: grids.count)
      return []
    }
    let step = try stepOfGrid(atEpoch: word, onLine: side.branch)
    changeComparison { $0.chosenSide.move(toStep: step, among: $1($0.chosenSide)) }
    return []
  }
}

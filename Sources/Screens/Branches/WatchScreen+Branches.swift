internal import Session
internal import Terminal

// MARK: - Making and changing branches

extension WatchScreen {
  /// Asks for the name of a branch that begins where the samples that are looked at were made.
  mutating func askForBranch() -> [Effect] {
    guard canCommand(), let place = viewedPlace() else { return [] }
    if let problem = problem(withBranchAt: place) { return answer(problem) }
    mode = .naming(NameQuestion(purpose: .branch(place)))
    return []
  }

  mutating func askForMark() -> [Effect] {
    guard canCommand() else { return [] }
    mode = .naming(NameQuestion(purpose: .mark))
    return []
  }

  /// Takes a key while a name is typed.
  mutating func type(_ key: Key, into question: NameQuestion) -> [Effect] {
    switch key {
    case .escape:
      mode = .watching
    case .enter:
      return give(question.field.text, for: question.purpose)
    default:
      var question = question
      question.field.type(key)
      mode = .naming(question)
    }
    return []
  }

  /// Stays open where the name cannot be given, to be mended.
  private mutating func give(_ name: String, for purpose: NameQuestion.Purpose) -> [Effect] {
    do throws(PromptError) {
      let effects =
        switch purpose {
        case .branch(let place): try branch(named: name, at: place)
        case .mark: try mark(named: name)
        }
      mode = .watching
      return effects
    } catch {
      return answer(error.message)
    }
  }

  /// - Parameter name: empty for an automatic name.
  mutating func branch(named name: String, at place: RunPlace) throws(PromptError) -> [Effect] {
    let name = name.trimmed
    if !name.isEmpty { try check(name, taken: branchNames) }
    if let problem = problem(withBranchAt: place) { throw PromptError(problem) }
    guard canCommand() else { return [] }
    let effects = send(
      .branch(
        BranchRequest(
          name: name.isEmpty ? nil : name, branch: place.branch.number, step: place.step)))
    awaitBranch(name.isEmpty ? "a branch" : "branch \(name)", named: name)
    return effects
  }

  /// Why nothing can be trained from a place on.
  private func problem(withBranchAt place: RunPlace) -> String? {
    guard let run = snapshot.run, place.step >= run.epochs * run.batchesPerEpoch else { return nil }
    return "nothing is left to train from here; [ goes back to where a branch can begin"
  }

  mutating func mark(named name: String) throws(PromptError) -> [Effect] {
    let name = name.trimmed
    if name.isEmpty { throw PromptError("a mark has a name: type one, or Esc") }
    try check(name, taken: markNames)
    return canCommand() ? send(.mark(name)) : []
  }

  mutating func switchBranch(to branch: RunBranch) -> [Effect] {
    guard branch.number != snapshot.line.branch.number else {
      return answer("\(branch.name) is the branch that is trained")
    }
    guard canCommand() else { return [] }
    let effects = send(.switchBranch(branch.number))
    awaitBranch("branch \(branch.name)", named: branch.name)
    return effects
  }

  private func check(_ name: String, taken: [String]) throws(PromptError) {
    if let problem = NameRule.problem(with: name, taken: taken) { throw PromptError(problem) }
  }

  var branchNames: [String] {
    snapshot.lines.map(\.branch.name) + (branchRequest.map { [$0.value.name] } ?? [])
  }

  /// The names of the branches to which one can change, as far as they can be typed.
  var otherBranchNames: [String] { typable(snapshot.otherLines) }

  func typable(_ lines: [BranchLine]) -> [String] {
    lines.map(\.branch.name).filter { $0.allSatisfy(NameRule.allowed.contains) }
  }

  private var markNames: [String] {
    ([snapshot.line] + snapshot.otherLines).flatMap(\.events).compactMap {
      if case .marked(let name) = $0.kind { name } else { nil }
    }
  }

  /// Where the samples that are looked at were made, by the branch that trained so far; of live ones
  /// the present end of the branch.
  func viewedPlace() -> RunPlace? {
    let number = comparison?.chosenSide.branch ?? snapshot.line.branch.number
    let cursor = comparison?.chosenSide.cursor ?? cursor
    guard let line = snapshot.line(ofBranch: number) else { return nil }
    let grids = grids(of: line)
    let (epoch, step): (Int, Int)
    if let index = cursor.index(among: grids.count), !(cursor.isLive && line == snapshot.line) {
      (epoch, step) = (grids[index].epoch, grids[index].step)
    } else {
      (epoch, step) = (line.metrics.last?.epoch ?? 0, line.step)
    }
    let trainer = tree.trainer(ofStep: step, onLine: number) ?? line.branch
    return RunPlace(branch: trainer, epoch: epoch, step: step)
  }
}

// MARK: - The list of branches

extension WatchScreen {
  mutating func openBranches() -> [Effect] {
    let lines = snapshot.lines
    mode = .branches(lines.firstIndex { $0.branch == snapshot.line.branch } ?? 0)
    return []
  }

  /// Takes a key while the list is open.
  mutating func chooseBranch(_ key: Key, from index: Int) -> [Effect] {
    let lines = snapshot.lines
    if let index = key.selection(from: index, among: lines.count) {
      mode = .branches(index)
      return []
    }
    switch key {
    case .escape, .character("q"), .character("B"): mode = .watching
    case .enter:
      mode = .watching
      return switchBranch(to: lines[min(index, lines.count - 1)].branch)
    default: break
    }
    return []
  }
}

extension String {
  /// The text without the blanks around it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

internal import Session
internal import Terminal

// MARK: - What is shown

extension WatchScreen {
  /// The batches at which alarms were raised on the present line.
  var alarmSteps: [Int] {
    snapshot.events.compactMap { event in
      if case .alarm = event.kind { event.step } else { nil }
    }
  }

  func healthPanel(_ appearance: Appearance) -> HealthPanel {
    let readings = HealthReadings(snapshot.quality)
    return HealthPanel(
      readings: readings, judge: snapshot.judge, isOver: snapshot.phase.isOver,
      signals: snapshot.metrics.last?.signals, alarmSteps: alarmSteps,
      alarms: AlarmList(
        board: alarms, verdict: snapshot.line.verdict, keys: alarmKeys, appearance: appearance),
      appearance: appearance)
  }

  /// The health in one line, where no panel has it.
  func healthLine(_ appearance: Appearance) -> HealthLine {
    HealthLine(
      readings: HealthReadings(snapshot.quality), judge: snapshot.judge, alarm: alarms.selected,
      appearance: appearance)
  }

  /// What the keys do about an alarm: `! halve D's rate to 1e-4  D dismiss`.
  private func alarmKeys(of raised: RaisedAlarm) -> String {
    func key(_ name: String, _ label: String) -> String? {
      WatchAction.named(name).flatMap { keyMap.keys(of: $0).first }.map { "\($0.label) \(label)" }
    }
    return [
      raised.alarm.remedy.flatMap { key("remedy", $0.title) }, key("dismiss", "dismiss"),
      alarms.open.count > 1 ? key("next-alarm", "next alarm") : nil,
    ].compactMap(\.self).joined(separator: "  ")
  }

  /// The alarm that was raised since the last key, in words that fit a width if any do.
  func newsText(_ raised: RaisedAlarm, within width: Int) -> String {
    let (alarm, keys) = (raised.alarm, alarmKeys(of: raised))
    let texts = [
      "! \(alarm.title) at batch \(raised.step): \(alarm.seen)  \(keys)",
      "! \(alarm.title): \(alarm.seen)  \(keys)", "! \(alarm.title)  \(keys)", "! \(alarm.title)",
    ]
    return texts.first { $0.count <= width } ?? "! \(alarm.title)"
  }
}

// MARK: - What is done

extension WatchScreen {
  /// The names of the open alarms, newest first.
  var alarmNames: [String] { alarms.open.map(\.alarm.kind.rawValue) }

  /// The alarm that words name, without any the selected one; nil where none is open.
  private func alarm(named words: [String]) throws(PromptError) -> RaisedAlarm? {
    guard let word = words.first else { return alarms.selected }
    let name = word.replacing("-", with: "_")
    guard words.count == 1,
      let raised = alarms.open.first(where: { $0.alarm.kind.rawValue == name })
    else {
      throw PromptError(
        alarms.open.isEmpty
          ? "no alarm is open"
          : "no open alarm '\(word.shortened(to: 40))'; open are "
            + alarmNames.joined(separator: ", "))
    }
    return raised
  }

  /// Does what an alarm offers; turns of knobs can be taken back in one step.
  mutating func doRemedy(_ words: [String]) throws(PromptError) -> [Effect] {
    guard let alarm = try alarm(named: words)?.alarm else { return answer("no alarm is open") }
    guard let remedy = alarm.remedy else { return answer("no key does that: \(alarm.advice)") }
    guard canCommand() else { return [] }
    if remedy.goesBack { return goBack(by: remedy) }
    var (effects, turned): ([Effect], Int) = ([], 0)
    for command in remedy.commands {
      let (done, isTurn) = follow(command)
      effects += done
      if isTurn, !done.isEmpty { turned += 1 }
    }
    if turned > 1 { turns.joinLast(turned) }
    return effects.isEmpty
      ? answer(notice ?? "asked for already: \(remedy.title)")
      : effects + answer("asked for: \(remedy.title)")
  }

  /// Leaves the branch for a new one.
  ///
  /// Knobs are not turned by what they are here: the branch begins with those of its first batch.
  private mutating func goBack(by remedy: Alarm.Remedy) -> [Effect] {
    guard branchRequest == nil else { return answer("asked for already: \(remedy.title)") }
    turns = TurnHistory()
    leftBranches.append(snapshot.line.branch)
    var effects: [Effect] = []
    for command in remedy.commands {
      effects += send(command)
      if case .branch(let request) = command {
        awaitBranch(remedy.title, named: request.name ?? "")
      }
    }
    return effects + answer("asked for: \(remedy.title)")
  }

  /// Goes on at the end of the branch that a remedy has left last; nil where none has left another one.
  mutating func undoReturn() -> [Effect]? {
    while let left = leftBranches.popLast() {
      let isLeft = branchRequest != nil || left != snapshot.line.branch
      guard isLeft else { continue }
      let effects = send(.switchBranch(left.number))
      awaitBranch("branch \(left.name)", named: left.name)
      return effects + answer("taken back: on at the end of \(left.name)")
    }
    return nil
  }

  /// Sends a command as the action of the screen would that does the same.
  private mutating func follow(
    _ command: TrainingCommand
  ) -> (effects: [Effect], isTurn: Bool) {
    switch command {
    case .setLearningRate(.generator, let rate): return (turn(.generatorRate, to: rate), true)
    case .setLearningRate(.discriminator, let rate):
      return (turn(.discriminatorRate, to: rate), true)
    case .setDropout(let rate): return (turn(.dropout, to: rate), true)
    case .setTrick(let name, let value): return (turn(.trick(name), to: value), true)
    case .pause, .resume:
      let effects = send(command)
      pauseRequest = Request(value: command == .pause, sequence: sentCommands)
      return (effects, false)
    case .showAverage(let shows):
      let effects = send(command)
      averageRequest = Request(value: shows, sequence: sentCommands)
      return (effects, false)
    default:
      return (send(command), false)
    }
  }

  private mutating func turn(_ setting: Knob.Setting, to value: Double) -> [Effect] {
    guard let knob = board.knobs.first(where: { $0.setting == setting }),
      board.value(of: knob) != value
    else { return [] }
    return set(knob, to: value)
  }

  mutating func dismissAlarm(_ words: [String]) throws(PromptError) -> [Effect] {
    guard let raised = try alarm(named: words) else { return answer("no alarm is open") }
    alarms.dismiss(raised)
    return answer("dismissed until it is found anew: \(raised.alarm.title)")
  }

  mutating func selectNextAlarm() -> [Effect] {
    alarms.selectNext()
    guard let selected = alarms.selected else { return answer("no alarm is open") }
    return answer("\(selected.alarm.title) at batch \(selected.step): \(selected.alarm.seen)")
  }
}

extension Alarm.Remedy {
  /// Whether it leads back to an earlier batch.
  fileprivate var goesBack: Bool {
    commands.contains { if case .branch = $0 { true } else { false } }
  }
}

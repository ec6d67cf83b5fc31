internal import Session
internal import Terminal

/// A live screen that nobody sees: its commands are typed as lines, and its answers are read out.
extension WatchScreen {
  /// Does what a line says.
  ///
  /// - Returns: what is to be done, and the answer in lines.
  package mutating func perform(spoken line: String) -> (effects: [Effect], answer: [String]) {
    guard line.utf8.count <= Self.longestLine else {
      return ([], ["no command is that long; help lists what can be done here"])
    }
    guard let name = CommandWords.split(line).first else { return ([], []) }
    if name == "help" { return ([], Self.spokenHelp) }
    if name == "health" { return ([], spokenHealth) }
    if let action = WatchAction.named(name), !action.isSpoken {
      return ([], [Self.onlyForTheScreen(name)])
    }
    if isPreparing, name != "quit" {
      add(line: line)
      return ([], ["\(name): as soon as the training begins"])
    }
    notice = nil
    do throws(PromptError) {
      let effects = try perform(line: line)
      remember(line)
      return (effects, takeNotice().map { [$0] } ?? [])
    } catch {
      return ([], [Speech.line(error.message)])
    }
  }

  private static let longestLine = 1000

  /// How the samples stand, and what the open alarms mean: what the health panel shows.
  private var spokenHealth: [String] {
    let quality = Speech.quality(of: snapshot)
    let newest = HealthReadings(snapshot.quality).newest
    let place = newest.map { "The last reading is of batch \($0.step), of \($0.count) images." }
    let judge = Speech.standing(of: snapshot.judge, isOver: snapshot.phase.isOver)
    return ([judge] + (place.map { [$0] } ?? []) + quality + spokenAlarms).map(Speech.line)
  }

  /// How the open alarms can be hidden.
  private var spokenDismissal: String {
    let others = alarmNames.dropFirst().map { "dismiss \($0)" }.joined(separator: " or ")
    return others.isEmpty
      ? "The command dismiss hides it."
      : "The command dismiss hides the newest one, \(others) another one."
  }

  /// The open alarms, newest first, or that there is none.
  private var spokenAlarms: [String] {
    guard alarms.open.isEmpty else {
      return alarms.open.map { raised in
        // A name tells one from the others.
        let isNewest = raised == alarms.open.first
        let command = isNewest ? "remedy" : "remedy \(raised.alarm.kind.rawValue)"
        return "An alarm is open since batch \(raised.step): "
          + Speech.explanation(of: raised.alarm, answeredBy: command)
      } + [spokenDismissal]
    }
    if let verdict = snapshot.line.verdict {
      return ["\(Speech.capitalized(verdict.title)). \(verdict.reason)"]
    }
    return ["No alarm is open but those that were dismissed: \(alarms.dismissedCount)."]
  }

  /// Why a command cannot be done where nobody sees anything.
  static func onlyForTheScreen(_ name: String) -> String {
    "\(name) is for the screen only; help lists what can be done here"
  }

  /// The answer to what was done last, once.
  package mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice.map(Speech.line)
  }

  /// What is wrong at the moment without ending the run.
  package var trouble: String? { (storageProblem ?? alarm).map(Speech.line) }

  /// What can be typed, a line each.
  static let spokenHelp =
    [
      "Commands, each typed as a line:", "status: how the run stands",
      "health: how good the samples are, what is wrong and what to do about it",
    ]
    + WatchAction.all.filter(\.isSpoken).map { "\($0.usage): \($0.help)" }
    + ["help: this list"]
}

extension WatchAction {
  /// Whether it does something where nothing is drawn.
  var isSpoken: Bool {
    if name == "goto" { return true }
    return Self.spokenGroups.contains(group) && !Self.unspoken.contains(name)
  }

  private static let spokenGroups: Set<Group> = [.training, .knobs, .health, .branches, .program]

  /// Those that select or open something on the screen.
  private static let unspoken: Set = [
    "play", "turn-up", "turn-down", "type", "previous-knob", "next-knob", "branches", "help",
    "command", "next-alarm", "recipes", "record", "quit-now", "suspend",
  ]
}

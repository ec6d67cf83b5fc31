internal import Configuration
package import Terminal

/// Something that a person can do on the live screen.
///
/// The list of all of them is the one place from which the keys, the help, the command line, the line of
/// hints, the manual page and the table of keys are made.
package struct WatchAction: Sendable {
  /// What is looked at.
  package enum Context: String, Sendable, CaseIterable {
    case watching
    /// Two grids of samples.
    case comparing
    /// A view of samples that has places to go to.
    case viewing
    /// A step in slow motion.
    case slow
    /// A page of the lesson, beside any of these: its keys come before theirs.
    case lesson
  }

  /// What an action is about, in the order in which help and manual tell of it.
  package enum Group: String, Sendable, CaseIterable {
    case training, knobs, health, samples, comparing, branches, slowMotion = "slow motion", lesson,
      screen,
      program
  }

  /// The word for it behind a colon, in `keys.toml` and in `--command`.
  package let name: String
  /// What can stand behind the name, for example `KNOB VALUE`.
  package let arguments: String
  /// What it does, in one line.
  package let help: String
  package let group: Group
  /// The keys that do it where nobody has bound them to something else.
  package let keys: [Key]
  /// Where its keys do it.
  package let contexts: [Context]
  /// Whether its keys work in the middle of a question too.
  package let isUrgent: Bool
  /// Its word in the line of hints, and of whose keys the first stand beside its own there.
  let hint: Hint?
  /// Everything that the next of its arguments can be, after those that are there.
  let completions: @Sendable (_ arguments: [String], WatchScreen) -> [String]
  /// Objects to arguments that say nothing in any run.
  let check: @Sendable (_ arguments: [String], WatchScreen) throws(PromptError) -> Void
  /// Does what the arguments say, which are checked first.
  let perform: @Sendable (inout WatchScreen, _ arguments: [String]) throws(PromptError) -> [Effect]
  /// What a key does that says no arguments, where that is not the same as a line without any: it asks.
  private let ask: (@Sendable (inout WatchScreen) -> [Effect])?

  struct Hint: Sendable {
    let label: String
    var pausedLabel: String?
    /// The name of the action that undoes it, whose key is named with its own: `+-`.
    var pairedWith: String?
  }

  /// An action that takes arguments.
  ///
  /// - Parameter ask: what its keys do; without it they begin the command line with its name where it
  ///   needs arguments, and else perform it without any.
  init(
    _ name: String, _ arguments: String, _ keys: [Key] = [], in group: Group,
    only contexts: Context..., help: String, hint: Hint? = nil,
    completions: @escaping @Sendable ([String], WatchScreen) -> [String] = { _, _ in [] },
    ask: (@Sendable (inout WatchScreen) -> [Effect])? = nil,
    check: @escaping @Sendable ([String], WatchScreen) throws(PromptError) -> Void = { _, _ in },
    perform: @escaping @Sendable (inout WatchScreen, [String]) throws(PromptError) -> [Effect]
  ) {
    self.name = name
    self.arguments = arguments
    self.keys = keys
    self.group = group
    self.contexts = contexts.isEmpty ? Context.allCases : contexts
    self.help = help
    self.hint = hint
    self.completions = completions
    self.ask = ask
    self.check = check
    self.perform = { screen, arguments throws(PromptError) in
      try check(arguments, screen)
      return try perform(&screen, arguments)
    }
    isUrgent = false
  }

  /// An action that takes no arguments.
  init(
    _ name: String, _ keys: [Key] = [], in group: Group, only contexts: Context...,
    help: String, hint: Hint? = nil, isUrgent: Bool = false,
    perform: @escaping @Sendable (inout WatchScreen) -> [Effect]
  ) {
    self.name = name
    arguments = ""
    self.keys = keys
    self.group = group
    self.contexts = contexts.isEmpty ? Context.allCases : contexts
    self.help = help
    self.hint = hint
    self.isUrgent = isUrgent
    completions = { _, _ in [] }
    ask = nil
    let check: @Sendable ([String], WatchScreen) throws(PromptError) -> Void = {
      arguments, _ throws(PromptError) in
      guard arguments.isEmpty else { throw PromptError("\(name) takes no more words") }
    }
    self.check = check
    self.perform = { screen, arguments throws(PromptError) in
      try check(arguments, screen)
      return perform(&screen)
    }
  }
}

extension WatchAction {
  /// How it is written behind a colon.
  package var usage: String { arguments.isEmpty ? name : "\(name) \(arguments)" }

  /// Whether a line without arguments says nothing: optional ones stand in brackets.
  package var needsArguments: Bool { !arguments.isEmpty && !arguments.hasPrefix("[") }

  /// Does what a key does that names it without arguments.
  func press(_ screen: inout WatchScreen) throws(PromptError) -> [Effect] {
    if let ask { return ask(&screen) }
    if needsArguments { return screen.openPrompt(with: "\(name) ") }
    return try perform(&screen, [])
  }

  /// All actions, those of a group together.
  package static let all: [WatchAction] =
    training + knobs + health + samples + comparing + branches + slowMotion + lesson + screen
    + program

  /// The action of a name, or nil where there is none.
  package static func named(_ name: String) -> WatchAction? { byName[name] }

  /// The action of a name.
  ///
  /// - Throws: that there is none, with the nearest name.
  static func known(_ name: String) throws(PromptError) -> WatchAction {
    if let action = named(name) { return action }
    let word = name.shortened(to: 40)
    let near = nearestMatch(to: word, among: all.map(\.name))
    let advice = near.map { "did you mean \($0)?" } ?? "help lists all of them"
    throw PromptError("no command '\(word)'; \(advice)")
  }

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

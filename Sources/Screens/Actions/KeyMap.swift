package import Configuration
package import Terminal

/// What each key does, wherever one is.
package struct KeyMap: Sendable {
  /// What a key does: a command line.
  struct Binding: Sendable {
    let action: WatchAction
    let arguments: [String]

    func perform(_ screen: inout WatchScreen) throws(PromptError) -> [Effect] {
      arguments.isEmpty ? try action.press(&screen) : try action.perform(&screen, arguments)
    }
  }

  private var bindings: [WatchAction.Context: [Key: Binding]]
  /// The keys of each action, by its name.
  private var keysByName: [String: [Key]] = [:]
  /// The keys that an open lesson takes before what is beside it: those that are bound for it alone.
  private(set) var lessonKeys: Set<Key>

  /// The keys as the actions have them; those of a context alone come before those of all.
  package static let standard = KeyMap()

  private init() {
    bindings = [:]
    lessonKeys = Set(WatchAction.all.filter { $0.contexts == [.lesson] }.flatMap(\.keys))
    for context in WatchAction.Context.allCases {
      let actions = WatchAction.all.filter { $0.contexts.contains(context) }
      let pairs = actions.sorted { $0.contexts.count < $1.contexts.count }.flatMap { action in
        action.keys.map { ($0, Binding(action: action, arguments: [])) }
      }
      bindings[context] = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
    listKeys()
  }

  func binding(of key: Key, in context: WatchAction.Context) -> Binding? {
    bindings[context]?[key]
  }

  /// The keys that do an action without arguments in some context, its own in their order, then those
  /// that somebody has bound to it.
  package func keys(of action: WatchAction) -> [Key] { keysByName[action.name] ?? [] }

  private mutating func listKeys() {
    var bound: [String: Set<Key>] = [:]
    for keys in bindings.values {
      for (key, binding) in keys where binding.arguments.isEmpty {
        bound[binding.action.name, default: []].insert(key)
      }
    }
    for action in WatchAction.all {
      let keys = bound[action.name] ?? []
      let others = keys.subtracting(action.keys).sorted { $0.label < $1.label }
      keysByName[action.name] = action.keys.filter(keys.contains) + others
    }
  }

  /// The keys of an action as help and hints write them.
  package func keyText(of action: WatchAction) -> String {
    keys(of: action).map(\.label).joined(separator: " ")
  }

  /// Binds a key to a command line; an empty one makes it do nothing.
  ///
  /// - Throws: that the line names no action.
  package mutating func bind(
    _ key: Key, to line: String, in contexts: [WatchAction.Context] = WatchAction.Context.allCases
  ) throws(PromptError) {
    guard key != .control("c") else { throw PromptError("Ctrl-C always stops, saves and quits") }
    defer { listKeys() }
    let words = CommandWords.split(line)
    guard let name = words.first else {
      set(nil, for: key, in: contexts)
      return
    }
    let action = try WatchAction.known(name)
    set(Binding(action: action, arguments: Array(words.dropFirst())), for: key, in: contexts)
  }

  private mutating func set(
    _ binding: Binding?, for key: Key, in contexts: [WatchAction.Context]
  ) {
    for context in contexts { bindings[context]?[key] = binding }
    if contexts == [.lesson] {
      lessonKeys.insert(key)
    } else if contexts.contains(.lesson) {
      lessonKeys.remove(key)
    }
  }
}

extension KeyMap {
  /// Reads the keys of a user, which come before ours, from TOML: a table `[keys]` for everywhere, and
  /// one for each context, for example `[comparing]`, with a command line for each key.
  ///
  /// - Throws: the first key that there is none of, or line that names no action, with its line.
  package init(toml text: String, file: String) throws(ConfigurationError) {
    self = .standard
    let reader = try SettingsReader(toml: text, file: file)
    if reader.has("keys") { try bind(reader.table("keys"), in: WatchAction.Context.allCases) }
    for context in WatchAction.Context.allCases where reader.has(context.rawValue) {
      try bind(reader.table(context.rawValue), in: [context])
    }
    try reader.finish()
  }

  private mutating func bind(
    _ table: SettingsReader, in contexts: [WatchAction.Context]
  ) throws(ConfigurationError) {
    for name in table.keys {
      let line = try table.text(name)
      guard let key = Key(label: name) else {
        throw table.error(
          "there is no key '\(name)'; for example x, space, Ctrl-P, F2, PageUp", at: name)
      }
      do throws(PromptError) {
        try bind(key, to: line, in: contexts)
      } catch {
        throw table.error(error.message, at: name)
      }
    }
    try table.finish()
  }
}

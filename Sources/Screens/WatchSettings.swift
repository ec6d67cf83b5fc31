/// What a live screen is given at its opening, and what does not change with the run.
package struct WatchSettings: Sendable {
  package var keys: KeyMap
  /// The names of the themes that can be chosen, and that of the one in use.
  package var themes: [String]
  package var theme: String
  /// The command lines of earlier sessions, oldest first.
  package var history: [String]
  /// Command lines to be done as soon as the training has begun, one after the other.
  package var commands: [String]
  /// Whether nothing is to move by itself.
  package var reducesMotion: Bool
  /// Whether the lesson is open at first.
  package var opensLesson: Bool
  /// Whether nobody sees the screen: what is only for it is then refused.
  package var isSpoken: Bool

  /// How many command lines are remembered.
  package static let historyLimit = 200

  package init(
    keys: KeyMap = .standard, themes: [String] = [], theme: String = "", history: [String] = [],
    commands: [String] = [], reducesMotion: Bool = false, opensLesson: Bool = false,
    isSpoken: Bool = false
  ) {
    self.keys = keys
    self.themes = themes
    self.theme = theme
    self.history = history
    self.commands = commands
    self.reducesMotion = reducesMotion
    self.opensLesson = opensLesson
    self.isSpoken = isSpoken
  }
}

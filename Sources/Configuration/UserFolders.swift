internal import Foundation

/// Where a user's own files are, by the XDG Base Directory Specification.
package struct UserFolders: Sendable, Hashable {
  /// `ganscope` in `$XDG_CONFIG_HOME`, or in `~/.config`: recipes, themes and keys.
  package let configuration: String
  /// `ganscope` in `$XDG_DATA_HOME`, or in `~/.local/share`: runs and data sets.
  package let data: String
  /// `ganscope` in `$XDG_STATE_HOME`, or in `~/.local/state`: what is remembered between sessions.
  package let state: String
  /// `ganscope` in `$XDG_CACHE_HOME`, or in `~/.cache`: what can be made again.
  package let cache: String

  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    func folder(_ variable: String, otherwise fallback: String) -> String {
      // The specification has relative paths ignored.
      let given = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (given ?? "\(home)/\(fallback)") + "/ganscope"
    }
    configuration = folder("XDG_CONFIG_HOME", otherwise: ".config")
    data = folder("XDG_DATA_HOME", otherwise: ".local/share")
    state = folder("XDG_STATE_HOME", otherwise: ".local/state")
    cache = folder("XDG_CACHE_HOME", otherwise: ".cache")
  }
}

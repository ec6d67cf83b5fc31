/// How everything is drawn: the theme, as far as the terminal can show it, and what it can show.
package struct Appearance: Sendable, Equatable {
  package let theme: Theme
  package let capabilities: TerminalCapabilities

  /// Reduces a theme to the colours of a terminal.
  package init(theme: Theme, capabilities: TerminalCapabilities) {
    self.theme = theme.reduced(to: capabilities.colors)
    self.capabilities = capabilities
  }

  package var unicode: Bool { capabilities.unicode }

  package subscript(role: Theme.Role) -> Style { theme[role] }
}

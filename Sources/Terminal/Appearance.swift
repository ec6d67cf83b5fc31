/// How everything is drawn: the theme, as far as the terminal can show it, and what it can show.
package struct Appearance: Sendable, Equatable {
  package let theme: Theme
  package let capabilities: TerminalCapabilities
  /// Whether the lines of branches are told apart by their colours, and need no characters for that.
  package let tellsBranchesByColor: Bool
  private let fadedStyles: [Style]

  /// Reduces a theme to the colours of a terminal.
  package init(theme: Theme, capabilities: TerminalCapabilities) {
    let reduced = theme.reduced(to: capabilities.colors)
    self.theme = reduced
    fadedStyles = Theme.Role.allCases.map { reduced[$0].faded }
    self.capabilities = capabilities
    let branches = Set((1...Theme.Role.branchCount).map { reduced[.branch($0)].foreground })
    tellsBranchesByColor =
      capabilities.colors == .palette && branches.count == Theme.Role.branchCount
  }

  package var unicode: Bool { capabilities.unicode }

  package subscript(role: Theme.Role) -> Style { theme[role] }

  /// The style of a role for areas behind its lines, nearer to the background.
  package func faded(_ role: Theme.Role) -> Style { fadedStyles[role.rawValue] }
}

internal import Themes

/// The colours of the program, by what they are for.
package struct Theme: Sendable, Equatable {
  /// What a style is used for.
  package enum Role: Int, Sendable, CaseIterable {
    case text, dim, title, border, key, selection
    case generator, discriminator, real, fake
    case good, warning, error
    /// The done and the open part of a progress bar.
    case progress, track
    /// The branches of a run; a seventh has the colour of the first.
    case branch1, branch2, branch3, branch4, branch5, branch6

    private static let branches: [Role] = [
      .branch1, .branch2, .branch3, .branch4, .branch5, .branch6,
    ]

    /// The role of a branch by its number, counted from 1.
    package static func branch(_ number: Int) -> Role {
      let count = branches.count
      return branches[((number - 1) % count + count) % count]
    }
  }

  package let name: String
  private var styles: [Style]

  /// A theme from one style a role.
  package init(name: String, style: (Role) -> Style) {
    self.name = name
    styles = Role.allCases.map(style)
  }

  package subscript(role: Role) -> Style { styles[role.rawValue] }

  /// The terminal's own colours, told apart by attributes alone.
  package static let plain = Theme(name: "plain") { role in
    switch role {
    case .title, .key, .warning, .error: Style(attributes: .bold)
    case .selection: Style(attributes: [.bold, .reverse])
    case .dim, .border, .track: Style(attributes: .dim)
    default: .plain
    }
  }

  /// The theme as a terminal with fewer colours shows it.
  package func reduced(to depth: ColorDepth) -> Theme {
    guard depth > .monochrome else { return .plain }
    let background = self[.text].reduced(to: depth).background
    return Theme(name: name) { role in
      var style = self[role].reduced(to: depth)
      if role == .selection, style.background == background {
        style.attributes.insert(.reverse)
      }
      return style
    }
  }
}

extension Theme {
  package static let defaultName = "phosphor"

  /// The names of the themes that are built in, sorted.
  package static var builtinNames: [String] { BuiltinThemes.all.keys.sorted() }

  /// A theme that is built in, or nil where there is none of that name.
  package static func builtin(_ name: String) throws(ThemeError) -> Theme? {
    guard let bytes = BuiltinThemes.all[name] else { return nil }
    return try Theme(
      name: name, source: String(decoding: bytes, as: UTF8.self), file: "\(name).theme")
  }
}

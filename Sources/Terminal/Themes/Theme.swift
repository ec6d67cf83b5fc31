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

    static let branchCount = branches.count

    /// The role of a branch by its number, counted from 1.
    package static func branch(_ number: Int) -> Role {
      branches[((number - 1) % branchCount + branchCount) % branchCount]
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

  /// Whether it has dark text on a light background; nil where both are the terminal's own.
  ///
  /// Of a background that is the terminal's own the text tells how light it is meant to be.
  package var isLight: Bool? {
    if case .palette(let background) = self[.text].background {
      return Palette.rgb(of: background).isLight
    }
    if case .palette(let foreground) = self[.text].foreground {
      return !Palette.rgb(of: foreground).isLight
    }
    return nil
  }

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
    guard let source = builtinSource(name) else { return nil }
    return try Theme(name: name, source: source, file: "\(name).theme")
  }

  /// The file of a theme that is built in, or nil where there is none of that name.
  package static func builtinSource(_ name: String) -> String? {
    BuiltinThemes.all[name].map { String(decoding: $0, as: UTF8.self) }
  }
}

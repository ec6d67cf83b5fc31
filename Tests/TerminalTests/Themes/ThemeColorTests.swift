import Terminal
import Testing

/// What can be read, and what can be told apart, in every theme that is shipped.
///
/// Distances are in CIELAB (ΔE 1976), for full colour vision and for protanopia, deuteranopia and
/// tritanopia; 2.3 is just noticeable.
struct ThemeColorTests {
  /// All but those that leave every colour to the terminal.
  private static let coloredThemes = Theme.builtinNames.filter { $0 != "monochrome" }

  @Test(arguments: coloredThemes)
  func `every colour is one that 256-colour terminals have`(name: String) throws {
    for line in try #require(Theme.builtinSource(name)).split(separator: "\n") {
      guard let digits = line.firstRange(of: "\"#").map({ line[$0.upperBound...].prefix(6) }),
        let value = UInt32(digits, radix: 16)
      else { continue }
      let color = RGB(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
      #expect(Palette.rgb(of: Palette.nearest(to: color)) == color, "\(name): \(line)")
    }
  }

  @Test(arguments: coloredThemes)
  func `all text has a contrast of at least 4.5 to 1`(name: String) throws {
    let theme = try #require(try Theme.builtin(name))
    for role in Theme.Role.allCases where role.isOfText {
      let contrast = try contrast(theme[role].foreground, theme[role].background)
      #expect(contrast >= 4.5, "\(name): \(role) has \(contrast)")
    }
  }

  @Test(arguments: coloredThemes)
  func `borders, tracks and what is selected are seen on the background`(name: String) throws {
    let theme = try #require(try Theme.builtin(name))
    let background = theme[.text].background
    let shapes = [
      theme[.border].foreground, theme[.track].foreground, theme[.selection].background,
    ]
    for color in shapes {
      let contrast = try contrast(color, background)
      #expect(contrast >= 1.5, "\(name): \(color) has \(contrast)")
    }
  }

  @Test(arguments: Theme.builtinNames, [ColorDepth.sixteen, .eight])
  func `with few colours no text has the colour of its background`(
    name: String, depth: ColorDepth
  ) throws {
    let theme = try #require(try Theme.builtin(name)).reduced(to: depth)
    for role in Theme.Role.allCases {
      let style = theme[role]
      let isLeftToTheTerminal = style.foreground == .standard && style.background == .standard
      #expect(style.foreground != style.background || isLeftToTheTerminal, "\(name): \(role)")
    }
  }

  @Test(arguments: coloredThemes)
  func `generator and discriminator are apart for every kind of colour vision`(name: String)
    throws
  {
    try expectApart(
      try #require(try Theme.builtin(name)), .generator, .discriminator, by: 40)
  }

  @Test(arguments: coloredThemes)
  func `real and fake are apart for every kind of colour vision`(name: String) throws {
    try expectApart(try #require(try Theme.builtin(name)), .real, .fake, by: 30)
  }

  @Test(arguments: coloredThemes)
  func `good, warning and error are apart for every kind of colour vision`(name: String) throws {
    let theme = try #require(try Theme.builtin(name))
    try expectApart(theme, .good, .warning, by: 20)
    try expectApart(theme, .warning, .error, by: 20)
    try expectApart(theme, .good, .error, by: 20)
  }

  @Test(arguments: coloredThemes)
  func `branches are apart for every kind of colour vision`(name: String) throws {
    try expectBranchesApart(try #require(try Theme.builtin(name)))
  }

  @Test(arguments: [("#000000", "#ffffff"), ("#ffffff", "#000000"), ("", "#eeeeee")])
  func `a theme without colours for branches has some that are seen on its background`(
    background: String, text: String
  ) throws {
    let theme = try Theme(
      name: "t", source: "theme[main_bg]=\"\(background)\"\ntheme[main_fg]=\"\(text)\"",
      file: "t.theme")
    try expectBranchesApart(theme)
    guard !background.isEmpty else { return }
    for number in 1...6 {
      let style = theme[.branch(number)]
      #expect(try contrast(style.foreground, style.background) >= 4.5)
    }
  }

  @Test func `the seventh branch has the colour of the first`() {
    #expect(Theme.Role.branch(7) == .branch1)
    #expect([-5, 0, 1, 6].map(Theme.Role.branch) == [.branch1, .branch6, .branch1, .branch6])
  }

  private func expectBranchesApart(_ theme: Theme) throws {
    for first in 1...6 {
      for second in 1..<first { try expectApart(theme, .branch(first), .branch(second), by: 19) }
    }
  }

  private func expectApart(
    _ theme: Theme, _ first: Theme.Role, _ second: Theme.Role, by least: Double
  ) throws {
    for vision in ColorVision.all {
      let distance = try vision.distance(theme[first].foreground, theme[second].foreground)
      #expect(
        distance >= least, "\(theme.name), \(vision.name): \(first), \(second): \(distance)")
    }
  }
}

extension Theme.Role {
  /// Whether letters are drawn in it, rather than lines and areas alone.
  fileprivate var isOfText: Bool { self != .border && self != .track }
}

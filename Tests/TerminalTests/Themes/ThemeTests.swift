import Terminal
import Testing

struct ThemeTests {
  @Test func `every built-in theme can be read`() throws {
    #expect(Theme.builtinNames.count >= 8)
    for name in Theme.builtinNames { #expect(try Theme.builtin(name)?.name == name) }
    #expect(try Theme.builtin("none of these") == nil)
    #expect(Theme.builtinSource("none of these") == nil)
  }

  @Test func `the keys of btop are given to our roles`() throws {
    let theme = try Theme(
      name: "t",
      source: """
        # a comment
        theme[main_bg]="#000000"
        theme[main_fg]="#ffffff" # text
        theme[some_box_we_lack]="#123456"

        theme[upload_start]="#ff0000"
        theme[upload_mid]=""
        theme[upload_end]=""
        theme[download_start]="#00"
        theme[download_end]="0 0 255"
        """, file: "t.theme")
    #expect(theme[.text] == Style(foreground: .palette(231), background: .palette(16)))
    #expect(theme[.generator].foreground == .palette(196))
    #expect(theme[.discriminator].foreground == .palette(21))
  }

  @Test func `an empty colour is the terminal's own`() throws {
    let theme = try Theme(name: "t", source: #"theme[main_bg]="""#, file: "t.theme")
    #expect(theme[.text] == .plain)
  }

  @Test func `a selection without a colour of its own is reversed`() throws {
    let theme = try Theme(name: "t", source: "", file: "t.theme")
    #expect(theme[.selection].attributes.contains(.reverse))
  }

  @Test(arguments: [
    "main_bg=#000000", ##"theme[main_bg]="#00000""##, ##"theme[main_bg]="#gg0000""##,
    ##"theme[main_bg]="1 2 300""##, ##"theme[main_bg]="#000000"##, ##"theme[]="#000000""##,
    ##"theme[main_bg] "#000000""##,
  ])
  func `a line that is no entry is named with its file and line`(line: String) {
    let error = #expect(throws: ThemeError.self) {
      try Theme(name: "t", source: "# first\n\(line)\n", file: "bad.theme")
    }
    #expect(error?.description.hasPrefix("bad.theme:2: ") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(
    arguments: [
      ("paper", true), ("contrast-light", true), ("porcelain", true), ("phosphor", false),
      ("blueprint", false), ("monochrome", nil),
    ] as [(String, Bool?)])
  func `a theme is light or dark by its background`(name: String, isLight: Bool?) throws {
    #expect(try #require(try Theme.builtin(name)).isLight == isLight)
  }

  @Test func `on the terminal's own background the text tells which it is made for`() throws {
    func theme(_ text: String) throws -> Theme {
      try Theme(
        name: "t", source: "theme[main_bg]=\"\"\ntheme[main_fg]=\"\(text)\"", file: "t.theme")
    }
    #expect(try theme("#eeeeee").isLight == false)
    #expect(try theme("#303030").isLight == true)
  }

  @Test func `a theme without any colour tells roles apart by attributes`() throws {
    let theme = try #require(try Theme.builtin("monochrome"))
    for role in Theme.Role.allCases { #expect(theme[role] == Theme.plain[role], "\(role)") }
    #expect(theme.name == "monochrome")
  }

  @Test(arguments: [
    ("phosphor", ColorDepth.palette, true), ("phosphor", .sixteen, false),
    ("monochrome", .palette, false),
  ])
  func `branches are told apart by colour only where all colours differ`(
    name: String, depth: ColorDepth, expected: Bool
  ) throws {
    let appearance = Appearance(
      theme: try #require(try Theme.builtin(name)),
      capabilities: TerminalCapabilities(colors: depth, glyphs: .blocks))
    #expect(appearance.tellsBranchesByColor == expected)
  }
}

import Terminal
import Testing

/// Theme files as they are made for btop, with all keys that it has.
struct BtopThemeTests {
  /// Every key of btop, in its order, with colours of our own.
  private static let lines = [
    "# A theme for btop",
    "",
    "# Main background, empty for terminal default, need to be empty if you want transparency",
    ##"theme[main_bg]="#101820""##,
    ##"theme[main_fg]="#d0d8e0""##,
    ##"theme[title]="#f0f4f8""##,
    ##"theme[hi_fg]="#ffb050""##,
    ##"theme[selected_bg]="#284060""##,
    ##"theme[selected_fg]="#f0f4f8""##,
    ##"theme[inactive_fg]="#80""##,
    ##"theme[graph_text]="160 168 176""##,
    ##"theme[meter_bg]="#40""##,
    ##"theme[proc_misc]="#60d0a0""##,
    ##"theme[cpu_box]="#506070""##,
    ##"theme[mem_box]="#506070""##,
    ##"theme[net_box]="#506070""##,
    ##"theme[proc_box]="#506070""##,
    ##"theme[div_line]="#405060""##,
    ##"theme[temp_start]="#50d0a0""##,
    ##"theme[temp_mid]="#f0d050""##,
    ##"theme[temp_end]="#f06060""##,
    ##"theme[cpu_start]="#50a0d0""##,
    ##"theme[cpu_mid]="""##,
    ##"theme[cpu_end]="#a0d0f0""##,
    ##"theme[free_start]="#204030""##,
    ##"theme[free_mid]="#408060""##,
    ##"theme[free_end]="#60f0a0""##,
    ##"theme[cached_start]="#203040""##,
    ##"theme[cached_mid]="""##,
    ##"theme[cached_end]="#60a0f0""##,
    ##"theme[available_start]="#404020""##,
    ##"theme[available_mid]="""##,
    ##"theme[available_end]="#f0f060""##,
    ##"theme[used_start]="#402020""##,
    ##"theme[used_mid]="""##,
    ##"theme[used_end]="#f08060""##,
    ##"theme[download_start]="#204060""##,
    ##"theme[download_mid]="#4080c0""##,
    ##"theme[download_end]="#60c0ff""##,
    ##"theme[upload_start]="#ffc060""##,
    ##"theme[upload_mid]="""##,
    ##"theme[upload_end]="""##,
    ##"theme[process_start]="#50a0d0""##,
    ##"theme[process_mid]="""##,
    ##"theme[process_end]="#a0d0f0""##,
  ]

  private func theme(_ source: String) throws -> Theme {
    try Theme(name: "t", source: source, file: "t.theme")
  }

  private func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
    .palette(Palette.nearest(to: RGB(red: red, green: green, blue: blue)))
  }

  @Test func `every key that concerns the screen is used`() throws {
    let theme = try theme(Self.lines.joined(separator: "\n") + "\n")
    let background = nearest(0x10, 0x18, 0x20)
    let expected: [(Theme.Role, Color)] = [
      (.text, nearest(0xD0, 0xD8, 0xE0)), (.title, nearest(0xF0, 0xF4, 0xF8)),
      (.key, nearest(0xFF, 0xB0, 0x50)), (.dim, nearest(160, 168, 176)),
      (.border, nearest(0x40, 0x50, 0x60)), (.track, nearest(0x40, 0x40, 0x40)),
      (.good, nearest(0x50, 0xD0, 0xA0)), (.warning, nearest(0xF0, 0xD0, 0x50)),
      (.error, nearest(0xF0, 0x60, 0x60)), (.progress, nearest(0xA0, 0xD0, 0xF0)),
      (.real, nearest(0x60, 0xF0, 0xA0)), (.fake, nearest(0xF0, 0x80, 0x60)),
      (.discriminator, nearest(0x60, 0xC0, 0xFF)),
    ]
    for (role, color) in expected {
      #expect(theme[role].foreground == color, "\(role)")
      #expect(theme[role].background == background, "\(role)")
    }
    #expect(theme[.selection].background == nearest(0x28, 0x40, 0x60))
    #expect(theme.isLight == false)
  }

  @Test func `a gradient without middle and end is its start`() throws {
    let theme = try theme(Self.lines.joined(separator: "\n"))
    #expect(theme[.generator].foreground == nearest(0xFF, 0xC0, 0x60))
  }

  @Test(arguments: [
    ("lines of another system", "\r\n", "", "\r\n"),
    ("lines of a very old system", "\r", "", "\r"),
    ("the mark of an encoding", "\n", "\u{FEFF}", "\n"),
    ("both", "\r\n", "\u{FEFF}", "\r\n"),
    ("no line end at the end", "\n", "", ""),
  ])
  func `however an editor writes a file, it is the same theme`(
    _: String, separator: String, start: String, end: String
  ) throws {
    let source = start + Self.lines.joined(separator: separator) + end
    #expect(try theme(source) == theme(Self.lines.joined(separator: "\n") + "\n"))
  }

  @Test func `a mark of the encoding may stand right before the first colour`() throws {
    let marked = try theme("\u{FEFF}theme[main_bg]=\"#000000\"")
    #expect(marked[.text].background == .palette(16))
  }

  @Test func `an error in a file of another system has the right line`() throws {
    let error = #expect(throws: ThemeError.self) {
      try theme("# first\r\ntheme[main_bg]=\"#000000\"\r\nnothing\r\n")
    }
    #expect(error?.line == 3)
  }

  @Test func `colours stand without quotes, in single ones, and before comments`() throws {
    let theme = try theme(
      """
        theme[main_bg] = '#000000'   # black
      theme[main_fg]=#ffffff
      theme[title]="255 255 0"\t
      theme[hi_fg]=""
      """)
    #expect(theme[.text] == Style(foreground: .palette(231), background: .palette(16)))
    #expect(theme[.title].foreground == .palette(226))
    #expect(theme[.key].foreground == .palette(231))
  }

  @Test func `an empty main background is the terminal's own, and the rest stays`() throws {
    let lines = Self.lines.map { $0.hasPrefix("theme[main_bg]") ? ##"theme[main_bg]="""## : $0 }
    let theme = try theme(lines.joined(separator: "\n"))
    for role in Theme.Role.allCases where role != .selection {
      #expect(theme[role].background == .standard, "\(role)")
    }
    #expect(theme[.text].foreground == nearest(0xD0, 0xD8, 0xE0))
    #expect(theme.isLight == false)
  }
}

import Foundation
import Testing

/// The themes as a shell lists and shows them.
@Suite struct `Themes` {
  private let ganscope: GanscopeCommand
  private let themes: URL

  init() throws {
    ganscope = try GanscopeCommand()
    themes = ganscope.folder.appendingPathComponent("config/ganscope/themes")
    try FileManager.default.createDirectory(at: themes, withIntermediateDirectories: true)
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: themes.appendingPathComponent(name))
  }

  /// The line of a theme in the list, its columns one blank apart.
  private func row(_ name: String, in list: String) -> String? {
    list.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
      .first { $0.hasPrefix(name + " ") }
  }

  @Test func `the list says for which background a theme is, and where it is from`() throws {
    let answer = try ganscope("themes")
    #expect(answer.code == 0)
    #expect(row("phosphor", in: answer.output) == "phosphor dark built in")
    #expect(row("paper", in: answer.output) == "paper light built in")
    #expect(row("monochrome", in: answer.output) == "monochrome both built in")
  }

  @Test func `a user's own themes come first, in place of those of the same name`() throws {
    try write("theme[main_bg]=\"#ffffff\"\n", to: "zebra.theme")
    try write("theme[main_bg]=\"#ffffff\"\n", to: "phosphor.theme")
    let output = try ganscope("themes").output
    let names = output.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
    #expect(names.prefix(2) == ["phosphor", "zebra"])
    #expect(names.filter { $0 == "phosphor" }.count == 1)
    #expect(row("phosphor", in: output)?.hasSuffix("themes/phosphor.theme") == true)
  }

  @Test func `a theme with a mistake is listed with the line of it, and hides no other`() throws {
    try write("# mine\nmain_bg = blue\n", to: "broken.theme")
    try Data([0xFF, 0xFE, 0x00]).write(to: themes.appendingPathComponent("bytes.theme"))
    try FileManager.default.createDirectory(
      at: themes.appendingPathComponent("folder.theme"), withIntermediateDirectories: true)
    try write("theme[main_bg]=\"#102030\"\r\n", to: "mine.theme")
    let answer = try ganscope("themes", "list")
    #expect(answer.code == 0)
    #expect(
      row("broken", in: answer.output)?.contains("broken.theme:2: expected theme[key]") == true)
    #expect(row("bytes", in: answer.output)?.contains("cannot be read as text") == true)
    #expect(row("folder", in: answer.output)?.contains("cannot be read as text") == true)
    #expect(row("mine", in: answer.output)?.hasPrefix("mine dark ") == true)
    #expect(row("slate", in: answer.output) == "slate dark built in")
  }

  @Test func `a theme that is shown can be copied, edited and used`() throws {
    let shown = try ganscope("themes", "show", "slate")
    #expect(shown.code == 0)
    try write(shown.output, to: "mine.theme")
    #expect(try ganscope("themes", "show", "mine").output == shown.output)
    let (first, second) = (
      try ganscope("themes", "preview", "slate"), try ganscope("themes", "preview", "mine")
    )
    #expect(first.output.contains("slate"))
    #expect(
      second.output.split(separator: "\n").dropFirst()
        == first.output.split(separator: "\n").dropFirst())
  }

  @Test func `a preview that is no terminal's is plain text`() throws {
    let answer = try ganscope("themes", "preview")
    #expect(answer.code == 0)
    #expect(answer.output.allSatisfy { $0.isASCII && $0 != "\u{1B}" })
    for name in ["amber", "slate"] { #expect(answer.output.contains(name)) }
  }

  @Test func `all themes are previewed though one has a mistake`() throws {
    try write("nonsense", to: "broken.theme")
    let answer = try ganscope("themes", "preview")
    #expect(answer.code == 0)
    #expect(answer.output.contains("broken is unusable: "))
    #expect(answer.output.contains("slate"))
  }

  @Test(arguments: [
    (["themes", "show", "slat"], 64, "no theme 'slat'; did you mean slate?"),
    (["themes", "preview", "none.theme"], 66, "none.theme: cannot be read as text"),
  ])
  func `a theme that is not there is said in one line`(
    arguments: [String], code: Int32, message: String
  ) throws {
    let answer = try ganscope.run(arguments)
    #expect(answer.code == code)
    #expect(answer.output.contains(message))
    #expect(answer.output.filter { $0 == "\n" }.count == 1)
  }
}

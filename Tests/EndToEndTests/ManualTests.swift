import Foundation
import Testing

/// The manual page and the table of keys, which are made of the lists that the program works by.
@Suite struct `Manual` {
  private let program: GanscopeCommand

  init() throws {
    program = try GanscopeCommand()
  }

  private static let documentation = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Documentation")

  @Test func `the documentation has the keys and commands that there are`() throws {
    let written = try String(
      contentsOf: Self.documentation.appending(path: "keys.md"), encoding: .utf8)
    #expect(
      try program.run(["manual", "--keys"]).output == written,
      "write it anew: ganscope manual --keys > Documentation/keys.md")
  }

  @Test func `the manual page has every command of the screen and of the shell`() throws {
    let page = try program.run(["manual"]).output.replacing("\\-", with: "-")
    let table = try program.run(["manual", "--keys"]).output
    let commands = table.split(separator: "\n").compactMap { row in
      row.hasPrefix("| ") ? row.split(separator: "`").map(String.init) : nil
    }.compactMap { cells in cells.dropLast().last?.split(separator: " ").first }
    #expect(commands.count > 60)
    for command in commands where command != "|" {
      #expect(page.contains(":\(command)"), "\(command)")
    }
    let help = try program.run(["--help"]).output
    for line in help.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") {
      guard let name = line.split(separator: " ").first, name.allSatisfy(\.isLowercase) else {
        continue
      }
      #expect(page.contains(".B \(name)\n"), "\(name)")
    }
  }
}

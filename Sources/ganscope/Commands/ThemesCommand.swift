import ArgumentParser
import CursesTerminal
import Terminal

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, show one, or preview them.",
    discussion: """
      Your own themes are the files NAME.theme in the folder themes of the program's configuration, \
      in the syntax of btop; they come before those that are built in.
      """,
    subcommands: [List.self, Show.self, Preview.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the themes.")

    func run() throws {
      let catalogue = ThemeCatalogue()
      var table = TextTable(["theme", "for", "from"])
      for name in catalogue.names { table.add(row(of: name, in: catalogue)) }
      try StandardOutput.writeLine(table.text)
    }

    private func row(of name: String, in catalogue: ThemeCatalogue) -> [String] {
      do {
        let theme = try catalogue.theme(name)
        return [name, theme.background, try catalogue.source(of: name).description]
      } catch {
        return [name, "", "unusable: \(ShellError(error).message)"]
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print a theme's file, to copy and edit it.")

    @Argument(help: "A theme's name, or a file that ends in .theme.")
    var theme: String

    func run() throws {
      try StandardOutput.write(try ThemeCatalogue().text(theme))
    }
  }

  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "preview", abstract: "Show what the screen looks like in a theme, or in all.")

    @Argument(help: "A theme's name, or a file that ends in .theme; all themes if not given.")
    var theme: String?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    func run() async throws {
      let catalogue = ThemeCatalogue()
      let capabilities = await PrintedOutput.capabilities(asciiOnly: ascii)
      if let theme {
        return try StandardOutput.writeLine(preview(try catalogue.theme(theme), capabilities))
      }
      for name in catalogue.names {
        try StandardOutput.writeLine(preview(of: name, in: catalogue, capabilities))
      }
    }

    /// A theme's preview, or why it has none.
    private func preview(
      of name: String, in catalogue: ThemeCatalogue, _ capabilities: TerminalCapabilities
    ) -> String {
      do {
        return preview(try catalogue.theme(name), capabilities)
      } catch {
        return "\(name) is unusable: \(ShellError(error).message)"
      }
    }

    private func preview(_ theme: Theme, _ capabilities: TerminalCapabilities) -> String {
      let (width, height) = ThemePreview.size
      var canvas = Canvas(width: width, height: height)
      ThemePreview(theme, note: theme.background, capabilities: capabilities)
        .draw(in: canvas.bounds, onto: &canvas)
      return StandardOutput.isTerminal ? canvas.styledText : canvas.text
    }
  }
}

extension Theme {
  /// Which backgrounds of terminals it is made for, in a word.
  fileprivate var background: String {
    switch isLight {
    case true?: "light"
    case false?: "dark"
    case nil: "both"
    }
  }
}

extension ThemeCatalogue.Source: CustomStringConvertible {
  var description: String {
    switch self {
    case .builtIn: "built in"
    case .file(let path): path
    }
  }
}

import ArgumentParser

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, or a table of all keys.",
    discussion: """
      ganscope manual > ganscope.1 && man ./ganscope.1
      """)

  @Flag(help: "Print the keys and commands of the live screen as a Markdown document.")
  var keys = false

  func run() throws {
    try StandardOutput.writeLine(keys ? KeyTable().text : ManualPage().text)
  }
}

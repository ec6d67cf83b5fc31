import ArgumentParser

struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "List the data sets; fetch one, take in files of it, or look at it.",
    subcommands: [List.self, Fetch.self, Import.self, Preview.self], defaultSubcommand: List.self)
}

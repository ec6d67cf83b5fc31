import ArgumentParser
import Datasets
import Foundation

struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List the data sets and where they are.")

  @Option(name: .customLong("data-dir"), help: "Where data sets are looked for first.")
  var dataDirectory: String?

  func run() throws {
    let searchPath = DatasetSearchPath(
      dataDirectory: dataDirectory, environment: ProcessInfo.processInfo.environment)
    let catalogue = try DatasetCatalogue(searchPath: searchPath)
    var table = TextTable(["data set", "where", "what"])
    for (name, description) in catalogue.descriptions.sorted(by: { $0.key < $1.key }) {
      table.add([name, catalogue.place(of: description) ?? "not here", description.title])
    }
    try StandardOutput.writeLine(table.text)
    try StandardOutput.writeLine("\nlooked in \(searchPath.folders.joined(separator: ", "))")
  }
}

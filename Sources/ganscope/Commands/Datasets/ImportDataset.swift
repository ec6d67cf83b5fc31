import ArgumentParser
import Datasets

extension DatasetsCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Take in files of a data set that you have.",
      discussion: """
        Files are recognised by their names, packed (.gz) or not, or by their sums, and copied once \
        they can be loaded. Yours stay as they are.
        """)

    @Argument(help: "A data set's name.")
    var name: String

    @Argument(help: "A file, or a folder with the files in it.")
    var path: String

    @OptionGroup var folders: DataFolders

    func run() throws {
      let catalogue = try DatasetCatalogue(searchPath: folders.searchPath)
      let dataset = try catalogue.description(of: name)
      let result = try DatasetImporter(into: folders.destination).take(dataset, from: path)
      for file in result.copied { try StandardOutput.writeLine("copied \(result.folder)/\(file)") }
      for file in result.wereHere {
        try StandardOutput.writeLine("\(result.folder)/\(file) was there already")
      }
      let missing = DatasetSplit.allCases.filter { !result.splits.contains($0) }
      for split in missing {
        try StandardOutput.writeLine("the \(split.rawValue) images are still missing")
      }
    }
  }
}

import ArgumentParser
import CursesTerminal
import Datasets
import Terminal

extension DatasetsCommand {
  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "preview", abstract: "Show some images of a data set with their classes.")

    @Argument(help: "A data set's name, or the path of a file or folder of images.")
    var name: String

    @OptionGroup var folders: DataFolders

    @Option(help: "How many images to show.")
    var count = 15

    @Option(help: "The number from which it follows which images are shown.")
    var seed: UInt64 = 1

    @Option(help: "Of which part of the set: train or test.")
    var split = DatasetSplit.train

    @Flag(help: "Show the images pixel for pixel instead of half as large.")
    var full = false

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    func validate() throws {
      try require(count, in: 1...10_000, "--count")
    }

    func run() async throws {
      let catalogue = try DatasetCatalogue(searchPath: folders.searchPath)
      let dataset = try catalogue.load(name, split: split)
      let sheet = await ContactSheet(
        dataset, count: count, seed: seed, tileSize: full ? .full : .half,
        capabilities: PrintedOutput.capabilities(asciiOnly: ascii))
      try await StandardOutput.writeLine(sheet.text(columns: PrintedOutput.columns))
    }
  }
}

extension DatasetSplit: ExpressibleByArgument {}

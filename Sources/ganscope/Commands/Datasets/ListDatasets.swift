import ArgumentParser
import Datasets
import Foundation
import RunStore

extension DatasetsCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the data sets, and where they are or how to get them.")

    @OptionGroup var folders: DataFolders

    @Flag(help: "Print one JSON object a data set.")
    var json = false

    func run() throws {
      let searchPath = folders.searchPath
      let catalogue = try DatasetCatalogue(searchPath: searchPath)
      let entries = catalogue.sorted.map { DatasetEntry($0, place: catalogue.place(of: $0)) }
      guard !json else {
        for entry in entries { try StandardOutput.write(JSONLine.text(of: entry)) }
        return
      }
      var table = TextTable(["data set", "title", "images", "where", "licence"])
      for entry in entries {
        table.add([entry.name, entry.title, entry.imagesText, entry.placeText, entry.licence])
      }
      try StandardOutput.writeLine(table.text)
      try StandardOutput.writeLine("\nlooked in \(searchPath.folders.joined(separator: ", "))")
      try StandardOutput.writeLine(
        "fetch: `ganscope datasets fetch NAME`; import: `ganscope datasets import NAME PATH`")
    }
  }
}

/// What the list says about a data set.
private struct DatasetEntry: Encodable {
  let name, title, description: String
  let publisher, page: String?
  let licence: String
  let trainImages, testImages: Int?
  /// The folder, or `built in`; nil where it is not here.
  let place: String?
  /// How to get the set: `fetch` or `import`.
  let obtain: String
  /// The size of the download.
  let downloadBytes: Int?

  init(_ dataset: DatasetDescription, place: String?) {
    let publication = dataset.publication
    name = dataset.name
    title = dataset.title
    description = dataset.description
    publisher = publication.publisher
    page = dataset.page
    licence = dataset.licence
    trainImages = publication.counts[.train]
    testImages = publication.counts[.test]
    self.place = place
    obtain = publication.isOffered ? "fetch" : "import"
    downloadBytes = publication.isOffered ? publication.downloadBytes : nil
  }

  /// For example `60000 + 10000`.
  var imagesText: String {
    [trainImages, testImages].compactMap { $0.map(String.init) }.joined(separator: " + ")
  }

  var placeText: String { place ?? obtain }
}

import Datasets
import Foundation
import Testing

/// Where this machine has published files, in the folders of `GANSCOPE_DATA`.
private let roots = DatasetSearchPath(
  dataDirectory: nil, environment: ProcessInfo.processInfo.environment
).folders

private func isHere(_ name: String) -> Bool {
  roots.contains { FileManager.default.fileExists(atPath: "\($0)/\(name)") }
}

/// The descriptions against the files that they describe.
struct PublishedDataTests {
  private let catalogue: DatasetCatalogue

  init() throws {
    catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: roots))
  }

  @Test(
    .enabled(if: isHere("mnist") && isHere("fashion-mnist")), arguments: ["mnist", "fashion-mnist"])
  func `the sums and counts are those of the files`(name: String) throws {
    let dataset = try catalogue.description(of: name)
    #expect(DatasetFetcher.place(of: dataset, among: roots) != nil)
    for split in DatasetSplit.allCases {
      #expect(try catalogue.load(name, split: split).count == dataset.publication.counts[split])
    }
  }

  @Test(.enabled(if: isHere("mnist") && isHere("fashion-mnist")))
  func `files are recognised by their sums, whatever their names`() throws {
    let folder = try TemporaryFolder()
    let dataset = try catalogue.description(of: "mnist")
    let source = try #require(DatasetFetcher.place(of: dataset, among: roots))
    for (index, file) in dataset.publication.files.enumerated() {
      try FileManager.default.copyItem(
        atPath: "\(source)/\(file.name)", toPath: "\(folder.path)/\(index)")
    }
    let result = try DatasetImporter(into: "\(folder.path)/data").take(dataset, from: folder.path)
    #expect(result.copied == dataset.publication.files.map(\.name).sorted())
  }

  @Test(.enabled(if: isHere("mnist") && isHere("fashion-mnist")))
  func `files of another set with the same names are refused`() throws {
    let folder = try TemporaryFolder()
    let dataset = try catalogue.description(of: "mnist")
    let clothes = try catalogue.description(of: "fashion-mnist")
    let source = try #require(DatasetFetcher.place(of: clothes, among: roots))
    let error = #expect(throws: DatasetError.self) {
      try DatasetImporter(into: folder.path).take(dataset, from: source)
    }
    #expect(error?.description.contains("of fashion-mnist, not of mnist") == true)
  }
}

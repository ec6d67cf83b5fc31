import Datasets
import Foundation
import Testing

/// Taking in files that a user has.
struct DatasetImporterTests {
  private let folder: TemporaryFolder
  private let images = IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: Array(1...12))

  init() throws {
    folder = try TemporaryFolder()
  }

  private var data: String { "\(folder.path)/data" }

  /// Writes pairs of images and labels as MNIST names them, and returns the folder's path.
  private func writeMNIST(
    in name: String, splits: [String] = ["train", "t10k"], separator: String = "-",
    suffix: String = ""
  ) throws -> String {
    let path = "\(folder.path)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for split in splits {
      try IDXFile.write(images, to: "\(path)/\(split)-images\(separator)idx3-ubyte\(suffix)")
      try IDXFile.write(
        labels: [7, 1], to: "\(path)/\(split)-labels\(separator)idx1-ubyte\(suffix)")
    }
    return path
  }

  private func take(_ name: String, from path: String) throws -> DatasetImporter.Result {
    let dataset = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: []))
      .description(of: name)
    return try DatasetImporter(into: data).take(dataset, from: path)
  }

  private func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  @Test(arguments: ["", ".gz"])
  func `a folder's files are copied, packed or not, and stay`(suffix: String) throws {
    let source = try writeMNIST(in: "mine/deep/raw", suffix: suffix)
    let before = names(in: source)
    let result = try take("mnist", from: "\(folder.path)/mine")
    #expect(result.copied == before && result.wereHere.isEmpty)
    #expect(result.splits == [.train, .test])
    #expect(names(in: "\(data)/mnist") == before && names(in: source) == before)
    #expect(names(in: data) == ["mnist"])
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [data]))
    #expect(try catalogue.load("mnist", split: .test).pixels == images.pixels)
  }

  @Test func `files that a program has unpacked under other names get the right ones`() throws {
    let source = try writeMNIST(in: "mine", splits: ["train"], separator: ".")
    let result = try take("mnist", from: source)
    #expect(result.copied == ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"])
    #expect(result.splits == [.train])
  }

  @Test func `a second import changes nothing`() throws {
    let source = try writeMNIST(in: "mine")
    let first = try take("mnist", from: source)
    let second = try take("mnist", from: source)
    #expect(second.copied.isEmpty && second.wereHere == first.copied)
  }

  @Test func `a file that is there already is not written over`() throws {
    _ = try take("mnist", from: writeMNIST(in: "mine"))
    let other = try writeMNIST(in: "other")
    try IDXFile.write(labels: [0, 0], to: "\(other)/train-labels-idx1-ubyte")
    let error = #expect(throws: DatasetError.self) { try take("mnist", from: other) }
    #expect(error?.kind == .unwritable)
    #expect(
      error?.description.contains("mnist/train-labels-idx1-ubyte: is there already") == true)
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [data]))
    #expect(try catalogue.load("mnist").labels == [7, 1])
  }

  @Test func `a file that cannot be loaded is refused, and nothing is written`() throws {
    let source = try writeMNIST(in: "mine")
    _ = try folder.write([0, 0, 8, 3, 0, 0, 0, 9], to: "mine/t10k-images-idx3-ubyte")
    let error = #expect(throws: DatasetError.self) { try take("mnist", from: source) }
    #expect(error?.kind == .malformed)
    #expect(
      error?.description.hasPrefix("\(source): t10k-images-idx3-ubyte: byte 8: ") == true,
      "\(error?.description ?? "")")
    #expect(names(in: data).isEmpty)
  }

  @Test func `images without their labels are refused`() throws {
    let source = try writeMNIST(in: "mine", splits: ["train"])
    try FileManager.default.removeItem(atPath: "\(source)/train-labels-idx1-ubyte")
    let error = #expect(throws: DatasetError.self) { try take("mnist", from: source) }
    #expect(
      error?.description.hasPrefix("\(source): train-labels-idx1-ubyte[.gz]: no such file") == true)
    #expect(names(in: data).isEmpty)
  }

  @Test func `a folder without such files says what was expected`() throws {
    _ = try folder.write([1], to: "notes.txt")
    let error = #expect(throws: DatasetError.self) { try take("cifar10-frog", from: folder.path) }
    #expect(error?.kind == .missing)
    #expect(error?.description.contains("expected frog_train.bin, frog_test.bin") == true)
    #expect(throws: DatasetError.self) { try take("mnist", from: "\(folder.path)/absent") }
    #expect(throws: DatasetError.self) { try take("strokes", from: folder.path) }
    #expect(names(in: data).isEmpty)
  }
}

import Datafiles
import Datasets
import Foundation
import Tensors
import Testing

struct DatasetSearchPathTests {
  @Test func `the option comes before the environment and the XDG data folder`() {
    let environment = ["GANSCOPE_DATA": "/a:/b", "XDG_DATA_HOME": "/xdg", "HOME": "/home/me"]
    let path = DatasetSearchPath(dataDirectory: "data", environment: environment)
    #expect(path.folders == ["data", "/a", "/b", "/xdg/ganscope/datasets"])
  }
}

struct DatasetCatalogueTests {
  private let folder: TemporaryFolder
  private let images = IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: Array(1...12))

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes a pair of files named as MNIST's, and returns the folder's path.
  @discardableResult
  private func writePair(
    in name: String, _ images: IDXFile.Images? = nil, labels: [UInt8] = [7, 1], suffix: String = ""
  ) throws -> String {
    let path = "\(folder.path)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try IDXFile.write(images ?? self.images, to: "\(path)/train-images-idx3-ubyte\(suffix)")
    try IDXFile.write(labels: labels, to: "\(path)/train-labels-idx1-ubyte\(suffix)")
    return path
  }

  private func catalogue(_ folders: String...) throws -> DatasetCatalogue {
    try DatasetCatalogue(
      searchPath: DatasetSearchPath(folders: folders.map { "\(folder.path)/\($0)" }))
  }

  private func error(_ body: () throws(DatasetError) -> ImageDataset) -> DatasetError? {
    do throws(DatasetError) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  // MARK: - The catalogue

  @Test func `every description in the folder of data sets is built in`() throws {
    let datasets = URL(fileURLWithPath: #filePath).appending(path: "../../../datasets").standardized
    let names = try FileManager.default.contentsOfDirectory(atPath: datasets.path)
      .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
    #expect(names.sorted() == BuiltinDatafiles.all.keys.sorted())
  }

  @Test func `every built-in description is read`() throws {
    let descriptions = try catalogue().descriptions
    #expect(descriptions.keys.sorted() == BuiltinDatafiles.all.keys.sorted())
    let counts = ["emnist-letters": 26, "sign-mnist": 25]
    for (name, description) in descriptions {
      #expect(description.classNames.count == counts[name] ?? 10)
    }
    #expect(descriptions["mnist"]?.files[.test]?.images == ["t10k-images-idx3-ubyte"])
    #expect(descriptions["cifar10"]?.files[.train]?.images.count == 5)
    #expect(descriptions["strokes"]?.files.isEmpty == true)
  }

  @Test func `a description with an unknown key is refused with its line`() {
    #expect(
      throws: DatasetError(
        .malformed,
        "x.toml:6: colour: unknown key; known: archive, by_hand, classes, counts, description, "
          + "files, first_label, folder, format, licence, mirrors, page, publisher, title, transposed"
      )
    ) {
      try DatasetDescription(
        toml: """
          title = "X"
          description = "x"
          licence = "MIT"
          format = "built-in"
          classes = []
          colour = "red"
          """, name: "x")
    }
  }

  @Test func `a description says how files differ from images with labels from 0`() throws {
    let letters = try #require(try catalogue().descriptions["emnist-letters"])
    #expect(letters.firstLabel == 1 && letters.isTransposed)
    let digits = try #require(try catalogue().descriptions["mnist"])
    #expect(digits.firstLabel == 0 && !digits.isTransposed)
  }

  // MARK: - By name

  @Test(arguments: ["", ".gz"])
  func `a set is found by its name`(suffix: String) throws {
    try writePair(in: "data/mnist", suffix: suffix)
    let dataset = try catalogue("nowhere", "data").load("mnist")
    #expect(dataset.name == "mnist")
    #expect((dataset.width, dataset.height, dataset.channels) == (3, 2, 1))
    #expect(dataset.pixels == images.pixels)
    #expect(dataset.labels == [7, 1])
    #expect(dataset.classNames == (0...9).map(String.init))
  }

  @Test func `the first folder of the search path that holds a set wins`() throws {
    try writePair(in: "first/mnist", labels: [1, 1])
    try writePair(in: "second/mnist", labels: [2, 2])
    #expect(try catalogue("first", "second").load("mnist").labels == [1, 1])
    #expect(try catalogue("second", "first").load("mnist").labels == [2, 2])
  }

  @Test func `a limit takes the first images`() throws {
    try writePair(in: "data/mnist")
    #expect(try catalogue("data").load("mnist", limit: 1).labels == [7])
  }

  @Test func `an unknown name lists the known ones with the nearest match and the folders`() throws
  {
    let catalogue = try catalogue("data")
    let error = error { () throws(DatasetError) in try catalogue.load("mnst") }
    #expect(error?.kind == .unknown)
    #expect(
      error?.description == "no data set or file is called 'mnst'; did you mean mnist? "
        + "known: cifar10, cifar10-frog, emnist-letters, fashion-mnist, kmnist, mnist, sign-mnist, "
        + "strokes; looked in \(folder.path)/data")
  }

  @Test func `a known set without files says where it was looked for`() throws {
    let catalogue = try catalogue("a", "b")
    let error = error { () throws(DatasetError) in try catalogue.load("mnist") }
    #expect(error?.kind == .missing)
    #expect(
      error?.description == "no data for 'mnist': looked for mnist/train-images-idx3-ubyte[.gz] in "
        + "\(folder.path)/a, \(folder.path)/b; get it by `ganscope datasets fetch mnist`")
  }

  @Test func `a known set must have its labels`() throws {
    let path = try writePair(in: "data/mnist")
    try FileManager.default.removeItem(atPath: "\(path)/train-labels-idx1-ubyte")
    let catalogue = try catalogue("data")
    let error = error { () throws(DatasetError) in try catalogue.load("mnist") }
    #expect(
      error?.description
        == "\(path)/train-labels-idx1-ubyte[.gz]: no such file, expected the labels")
  }

  @Test func `a label beyond the classes of a known set is refused`() throws {
    try writePair(in: "data/mnist", labels: [1, 10])
    let catalogue = try catalogue("data")
    let error = error { () throws(DatasetError) in try catalogue.load("mnist") }
    #expect(error?.description.contains("byte 9: found label 10, expected 0 to 9") == true)
  }

  // MARK: - In colour

  /// Writes one frog into the folder of CIFAR-10, and returns the folder's path.
  private func writeFrog(in name: String) throws -> String {
    let path = "\(folder.path)/\(name)/cifar10"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let record = [6] + [UInt8](repeating: 9, count: 1024) + [UInt8](repeating: 8, count: 2048)
    _ = try folder.write(record, to: "\(name)/cifar10/frog_train.bin")
    return path
  }

  @Test func `frogs are found in the folder of their whole set`() throws {
    _ = try writeFrog(in: "data")
    let catalogue = try catalogue("data")
    let frogs = try catalogue.load("cifar10-frog")
    #expect(frogs.name == "cifar10-frog" && frogs.imageShape == [32, 32, 3] && frogs.count == 1)
    #expect(frogs.labels.map { $0.map { frogs.classNames[Int($0)] } } == ["frog"])
    let description = try #require(catalogue.descriptions["cifar10-frog"])
    #expect(catalogue.place(of: description) == "\(folder.path)/data/cifar10")
  }

  @Test func `a folder or a file of CIFAR's format is a set`() throws {
    let path = try writeFrog(in: "elsewhere")
    // The names of the classes are known by the names of files that only one set has.
    for (reference, classCount) in [(path, 10), ("\(path)/frog_train.bin", 7)] {
      let frogs = try catalogue().load(reference)
      #expect(frogs.channels == 3 && frogs.labels == [6] && frogs.classNames.count == classCount)
    }
  }

  // MARK: - By path

  @Test func `a folder with files named as MNIST's is a set`() throws {
    let path = try writePair(in: "letters", labels: [2, 0], suffix: ".gz")
    let dataset = try catalogue().load(path)
    #expect(dataset.name == "letters")
    #expect(dataset.labels == [2, 0])
    #expect(dataset.classNames == ["0", "1", "2"])
  }

  @Test func `a file of images takes the labels beside it`() throws {
    let path = try writePair(in: "letters")
    let dataset = try catalogue().load("\(path)/train-images-idx3-ubyte")
    #expect(dataset.labels == [7, 1])
  }

  @Test func `a file of images alone has no labels`() throws {
    let path = "\(folder.path)/faces.idx"
    try IDXFile.write(images, to: path)
    let dataset = try catalogue().load(path)
    #expect(dataset.count == 2)
    #expect(dataset.labels == nil)
    #expect(dataset.classNames.isEmpty)
  }

  @Test func `a folder without such files says what was expected`() throws {
    let path = folder.path
    let catalogue = try catalogue()
    let error = error { () throws(DatasetError) in try catalogue.load(path) }
    #expect(error?.kind == .missing)
    #expect(
      error?.description
        == "\(path): this folder holds no PNG or JPEG image, and none of data_batch_1.bin[.gz], "
        + "emnist-letters-train-images-idx3-ubyte[.gz], frog_train.bin[.gz], "
        + "sign_mnist_train.csv[.gz], train-images-idx3-ubyte[.gz]")
  }
}

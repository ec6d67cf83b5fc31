import Datasets
import Foundation
import Tensors
import Testing

/// How the catalogue finds and arranges sets of each format, and classes of them.
struct CatalogueFormatsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func catalogue() throws -> DatasetCatalogue {
    try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [folder.path]))
  }

  @discardableResult
  private func write(_ bytes: [UInt8], to name: String) throws -> String {
    let parent = URL(fileURLWithPath: "\(folder.path)/\(name)").deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    return try folder.write(bytes, to: name)
  }

  private func problem(_ reference: String) throws -> String {
    let catalogue = try catalogue()
    return message { () throws(DatasetError) in _ = try catalogue.load(reference) }
      .replacing(folder.path, with: "FOLDER")
  }

  /// Records of CIFAR's format whose pixels are all their label.
  private func records(_ labels: [UInt8]) -> [UInt8] {
    labels.flatMap { [UInt8](repeating: $0, count: 3073) }
  }

  private func writeBatches() throws {
    for batch in 1...5 {
      try write(records([6, UInt8(batch)]), to: "cifar10/data_batch_\(batch).bin")
    }
  }

  private func writeDigits(_ labels: [UInt8] = [3, 7, 1, 7]) throws {
    let pixels = labels.flatMap { [UInt8](repeating: $0, count: 4) }
    try write([], to: "mnist/empty")
    try IDXFile.write(
      IDXFile.Images(count: labels.count, rows: 2, columns: 2, pixels: pixels),
      to: "\(folder.path)/mnist/train-images-idx3-ubyte.gz")
    try IDXFile.write(labels: labels, to: "\(folder.path)/mnist/train-labels-idx1-ubyte.gz")
  }

  // MARK: - CIFAR-10

  @Test func `the batches of CIFAR-10 follow each other`() throws {
    try writeBatches()
    try write(records([9]), to: "cifar10/test_batch.bin")
    let dataset = try catalogue().load("cifar10")
    #expect(dataset.labels == [6, 1, 6, 2, 6, 3, 6, 4, 6, 5])
    #expect(dataset.imageShape == [32, 32, 3])
    #expect(dataset.pixels[3072] == 1 && dataset.pixels.last == 5)
    #expect(try catalogue().load("cifar10", split: .test).labels == [9])
  }

  @Test func `a batch that is missing is named`() throws {
    try writeBatches()
    try FileManager.default.removeItem(atPath: "\(folder.path)/cifar10/data_batch_3.bin")
    #expect(
      try problem("cifar10")
        == "FOLDER/cifar10/data_batch_3.bin[.gz]: no such file, expected it beside data_batch_1.bin"
    )
  }

  @Test func `one class is taken of the whole set, or of an extract where that is all there is`()
    throws
  {
    try write(records([6, 6]), to: "cifar10/frog_train.bin")
    let extract = try catalogue().load("cifar10:frog")
    #expect(extract.name == "cifar10:frog" && extract.count == 2)
    #expect(try catalogue().load("cifar10:6").labels == [6, 6])
    #expect(try problem("cifar10:cat").hasPrefix("no data for 'cifar10'"))
    try writeBatches()
    let whole = try catalogue().load("cifar10:Frog")
    #expect(whole.name == "cifar10:Frog" && whole.labels == [6, 6, 6, 6, 6])
  }

  // MARK: - Letters and signs

  @Test func `letters stand upright, and A is the first class`() throws {
    try write([], to: "emnist-letters/empty")
    let place = "\(folder.path)/emnist-letters/emnist-letters-train"
    // As published: columns from the left, one after the other.
    try IDXFile.write(
      IDXFile.Images(
        count: 2, rows: 3, columns: 2, pixels: [1, 4, 2, 5, 3, 6] + [1, 0, 0, 0, 0, 0]),
      to: "\(place)-images-idx3-ubyte")
    try IDXFile.write(labels: [1, 26], to: "\(place)-labels-idx1-ubyte")
    let letters = try catalogue().load("emnist-letters")
    #expect(letters.pixels == [1, 2, 3, 4, 5, 6] + [1, 0, 0, 0, 0, 0])
    #expect((letters.width, letters.height) == (3, 2))
    #expect(letters.labels.map { $0.map { letters.classNames[Int($0)] } } == ["A", "Z"])
  }

  @Test func `hand signs have the names of letters`() throws {
    try write(
      gzipped(Array("label,p1,p2,p3,p4\r\n0,1,2,3,4\r\n24,5,6,7,8\r\n".utf8)),
      to: "sign-mnist/sign_mnist_train.csv.gz")
    let signs = try catalogue().load("sign-mnist")
    #expect(signs.labels.map { $0.map { signs.classNames[Int($0)] } } == ["A", "Y"])
    #expect(try catalogue().load("sign-mnist:y").pixels == [5, 6, 7, 8])
    #expect(
      try problem("sign-mnist:J") == "sign-mnist: there is no image of the class 'J'")
  }

  // MARK: - By path

  @Test func `a file's format is known by the end of its name`() throws {
    let csv = try write(Array("label,p\n2,9\n".utf8), to: "a.csv")
    let npy = try write(NPYHeader(type: .bytes, shape: [1, 1, 1]).bytes + [9], to: "a.npy")
    let npz = try write(
      ZipBuilder.archive([
        ZipBuilder.Member(
          name: "images.npy", body: NPYHeader(type: .bytes, shape: [1, 1, 1]).bytes + [9])
      ]), to: "a.npz")
    for path in [csv, npy, npz] { #expect(try catalogue().load(path).pixels == [9]) }
    #expect(try catalogue().load(csv).classNames == ["0", "1", "2"])
  }

  @Test func `a folder of pictures is a set, maybe in two parts`() throws {
    let one = try pngFile([5], width: 1, height: 1, channels: 1)
    let two = try pngFile([6], width: 1, height: 1, channels: 1)
    try write(one, to: "pets/cat/1.png")
    try write(two, to: "pets/dog/2.png")
    let pets = try catalogue().load("\(folder.path)/pets")
    #expect(pets.name == "pets" && pets.classNames == ["cat", "dog"] && pets.width == 28)
    #expect(try catalogue().load("\(folder.path)/pets:dog").pixels[0] == 6)
    try write(one, to: "parts/train/cat/1.png")
    try write(two, to: "parts/test/cat/2.png")
    #expect(try catalogue().load("\(folder.path)/parts").pixels[0] == 5)
    #expect(try catalogue().load("\(folder.path)/parts", split: .test).pixels[0] == 6)
    try FileManager.default.removeItem(atPath: "\(folder.path)/parts/train")
    #expect(
      try problem("\(folder.path)/parts")
        == "FOLDER/parts: no folder train in it, though it has test")
  }

  @Test func `train may be a class among others`() throws {
    let picture = try pngFile([5], width: 1, height: 1, channels: 1)
    try write(picture, to: "vehicles/train/1.png")
    try write(picture, to: "vehicles/ship/1.png")
    #expect(try catalogue().load("\(folder.path)/vehicles").classNames == ["ship", "train"])
  }

  @Test func `a mistake in a folder of pictures is told as such`() throws {
    let picture = try pngFile([5], width: 1, height: 1, channels: 1)
    try write(picture, to: "pets/cat/1.png")
    try write(picture, to: "pets/stray.png")
    #expect(
      try problem("\(folder.path)/pets").hasPrefix("FOLDER/pets/stray.png: is beside folders"))
  }

  // MARK: - Classes

  @Test func `classes are chosen by name or number, in the order of the set`() throws {
    try writeDigits()
    let dataset = try catalogue().load("mnist: 7, 3")
    #expect(dataset.labels == [3, 7, 7])
    #expect(dataset.pixels == [3, 3, 3, 3, 7, 7, 7, 7, 7, 7, 7, 7])
    #expect(dataset.name == "mnist:7,3")
    #expect(try catalogue().load("mnist:7", limit: 1).labels == [7])
    // What an option adds to a reference.
    #expect(try catalogue().load("mnist:1:3").labels == [3, 1])
  }

  @Test func `a path may have a colon itself`() throws {
    let path = try write(Array("label,p\n2,9\n1,8\n".utf8), to: "odd:name.csv")
    #expect(try catalogue().load(path).count == 2)
    #expect(try catalogue().load("\(path):2").pixels == [9])
  }

  @Test func `an unknown class has its nearest match and the known ones`() throws {
    try writeBatches()
    #expect(
      try problem("cifar10:forg")
        == "cifar10: 'forg' is no class of it, nor a number from 0 to 9; did you mean frog? known: "
        + "airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck")
    #expect(try problem("cifar10:10").hasPrefix("cifar10: '10' is no class of it, nor a number"))
    #expect(try problem("cifar10:-1").hasPrefix("cifar10: '-1' is no class of it"))
  }

  @Test func `a set without labels has no classes to choose`() throws {
    let path = try write(NPYHeader(type: .bytes, shape: [1, 1, 1]).bytes + [9], to: "faces.npy")
    #expect(
      try problem("\(path):3")
        == "faces.npy: no class of it can be chosen ('3'), as it has no labels")
  }

  @Test(arguments: ["mnist:", "mnist:3,", "mnist:,"])
  func `classes must be named behind a colon`(reference: String) throws {
    try writeDigits()
    #expect(
      try problem(reference)
        == "'\(reference)': expected names or numbers of classes after the colon, separated by commas"
    )
  }

  @Test func `an unknown set with classes is named without them`() throws {
    #expect(try problem("mnst:3").hasPrefix("no data set or file is called 'mnst'; did you mean"))
  }
}

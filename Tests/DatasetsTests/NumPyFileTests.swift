import Datasets
import Foundation
import Tensors
import Testing

/// Arrays in NumPy's format, alone and in a zip file.
struct NumPyFileTests {
  private let folder: TemporaryFolder
  private let pixels = (0..<12).map { UInt8($0 * 20) }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The bytes of an array as NumPy writes it.
  private func array(_ shape: [Int], _ body: [UInt8]) -> [UInt8] {
    NPYHeader(type: .bytes, shape: shape).bytes + body
  }

  private func readNPY(_ bytes: [UInt8]) throws -> NPYFile.Images {
    try NPYFile.readImages(at: folder.write(bytes, to: "images.npy"))
  }

  private func npyProblem(_ bytes: [UInt8]) throws -> String {
    let path = try folder.write(bytes, to: "images.npy")
    return message { () throws(DatasetError) in _ = try NPYFile.readImages(at: path) }
      .replacing("\(path): ", with: "")
  }

  private func readNPZ(
    _ members: [ZipBuilder.Member], split: DatasetSplit = .train
  ) throws -> NPZFile.Images {
    try NPZFile.read(
      at: folder.write(ZipBuilder.archive(members), to: "images.npz"), split: split)
  }

  private func npzProblem(_ members: [ZipBuilder.Member]) throws -> String {
    try npzProblem(of: ZipBuilder.archive(members))
  }

  private func npzProblem(of bytes: [UInt8]) throws -> String {
    let path = try folder.write(bytes, to: "images.npz")
    return message { () throws(DatasetError) in _ = try NPZFile.read(at: path) }
      .replacing("\(path): ", with: "")
  }

  private func images(
    _ name: String = "x_train", count: Int = 2
  ) -> ZipBuilder.Member {
    ZipBuilder.Member(name: "\(name).npy", body: array([count, 2, 3], pixels))
  }

  private func labels(_ name: String = "y_train", _ labels: [UInt8] = [7, 1]) -> ZipBuilder.Member {
    ZipBuilder.Member(name: "\(name).npy", body: array([labels.count], labels))
  }

  // MARK: - Arrays

  @Test(arguments: [([2, 2, 3], 1), ([2, 2, 3, 1], 1), ([1, 2, 2, 3], 3)])
  func `an array of images is read`(shape: [Int], channels: Int) throws {
    let images = try readNPY(array(shape, pixels))
    #expect([images.count, images.rows, images.columns] == Array(shape.prefix(3)))
    #expect(images.channels == channels)
    #expect(images.pixels == pixels)
  }

  @Test(arguments: [[12], [2, 6], [1, 2, 3, 2], [1, 1, 2, 2, 3]])
  func `an array of another shape is refused`(shape: [Int]) throws {
    #expect(
      try npyProblem(array(shape, pixels))
        == "byte 10: the array has the shape \(shape), expected [images, rows, columns], without "
        + "channels or with 1 or 3")
  }

  @Test func `an array without images is refused`() throws {
    #expect(
      try npyProblem(array([0, 28, 28], []))
        == "byte 10: the array has the shape [0, 28, 28], expected at least one image of one pixel")
  }

  @Test func `an array of anything but bytes is refused`() throws {
    let floats = NPYHeader(type: .float32, shape: [1, 2, 2]).bytes
    #expect(
      try npyProblem(floats + [UInt8](repeating: 0, count: 16))
        == "byte 10: the array has type '<f4': save it with .astype('uint8')")
  }

  @Test func `a file that is none or is cut off is refused`() throws {
    let whole = array([2, 2, 3], pixels)
    #expect(
      try npyProblem(Array("PNG picture".utf8))
        == "byte 0: this is not an NPY file: save the array with numpy.save")
    #expect(try npyProblem([]).contains("this is not an NPY file"))
    #expect(try npyProblem(Array(whole.prefix(60))) == "byte 60: the file ends within its header")
    #expect(
      try npyProblem(whole.dropLast())
        == "byte 10: the header announces 2×2×3 bytes of images, more than a file of 139 bytes can "
        + "hold: it is cut off or damaged")
    #expect(
      try npyProblem(whole + [0])
        == "byte 140: more bytes follow, expected the end after 12 bytes of images (2×2×3)")
  }

  @Test func `a header cannot announce what the file does not hold`() throws {
    #expect(
      try npyProblem(array([1 << 31, 28, 28], pixels))
        == "byte 10: the header announces 2147483648×28×28 bytes, more than the 4294967296 that fit"
    )
    #expect(
      try npyProblem(array([1 << 31, 1, 1], pixels))
        == "byte 10: the header announces 2147483648×1×1 bytes of images, more than a file of 140 "
        + "bytes can hold: it is cut off or damaged")
  }

  // MARK: - Zip files

  @Test(arguments: [0, 8])
  func `images and labels of Keras's names are read`(method: Int) throws {
    var members = [images("x_test", count: 2), labels("y_test", [0, 2]), labels(), images()]
    for i in members.indices { members[i].method = method }
    let train = try readNPZ(members)
    #expect(train.images.pixels == pixels && train.labels == [7, 1])
    #expect(try readNPZ(members, split: .test).labels == [0, 2])
  }

  @Test(arguments: [("images", "labels"), ("arr_0", "arr_1")])
  func `other pairs of names are read`(imagesName: String, labelsName: String) throws {
    #expect(try readNPZ([images(imagesName), labels(labelsName)]).labels == [7, 1])
    #expect(try readNPZ([images(imagesName)]).labels == nil)
  }

  @Test func `a zip file without such arrays is refused`() throws {
    #expect(
      try npzProblem([labels("weights")])
        == "no array x_train or images or arr_0; found \"weights.npy\"")
    #expect(
      try npzProblem([labels("a\u{1B}[2J\n")])
        == "no array x_train or images or arr_0; found \"a\\u{1B}[2J\\n.npy\"")
    #expect(try npzProblem([]) == "no array x_train or images or arr_0; found none")
  }

  @Test func `labels of other images are refused`() throws {
    #expect(
      try npzProblem([images(), labels("y_train", [1, 2, 3])])
        == "y_train.npy: byte 10 of the unpacked data: the array has the shape [3], expected [2], a "
        + "label for each image")
  }

  @Test func `a file that is no zip file or is cut off is refused`() throws {
    let whole = try ZipBuilder.archive([images()])
    let none = "no zip file, or cut off: it has no directory at its end"
    #expect(try npzProblem(of: []) == none)
    #expect(try npzProblem(of: Array("not a zip file".utf8)) == none)
    for count in 0..<whole.count { #expect(try npzProblem(of: Array(whole.prefix(count))) == none) }
    // The beginning is lost.
    #expect(try npzProblem(of: Array(whole.dropFirst(50))).contains("does not lie in the file"))
  }

  @Test func `a member in a way of packing that is not read is refused`() throws {
    var member = images()
    member.flags = 1
    #expect(try npzProblem([member]).hasPrefix("x_train.npy: is encrypted or packed in an unknown"))
    member = images()
    member.method = 14
    #expect(try npzProblem([member]).hasPrefix("x_train.npy: is encrypted or packed in an unknown"))
    member = images()
    member.size = 0xFFFF_FFFF
    #expect(try npzProblem([member]) == "x_train.npy: is larger than 4 GiB")
  }

  @Test func `a member that is not what was written is refused`() throws {
    var member = images()
    member.checkSum = 1
    let expected =
      "x_train.npy: size or check sum are not those of the zip file's directory; copy the file again"
    #expect(try npzProblem([member]) == expected)
    member = images()
    member.size = 999
    #expect(try npzProblem([member]) == expected)
    member = images()
    member.packedSize = 1 << 20
    #expect(try npzProblem([member]).contains("bytes do not fit the file"))
    member = images()
    member.packedSize = 40
    #expect(try npzProblem([member]).contains("the deflate stream is cut off here"))
  }

  @Test func `a zip bomb is not unpacked further than its array's header announces`() throws {
    let bomb = array([2, 2, 3], pixels) + [UInt8](repeating: 0, count: 20_000_000)
    #expect(
      try npzProblem([ZipBuilder.Member(name: "images.npy", body: bomb)])
        == "images.npy: byte 140 of the unpacked data: more bytes follow, expected the end after 12 "
        + "bytes of images (2×2×3)")
    let liar = array([1 << 20, 28, 28], pixels)
    #expect(
      try npzProblem([ZipBuilder.Member(name: "images.npy", body: liar)])
        .contains("the header announces 1048576×28×28 bytes of images, more than a file of"))
  }

  @Test func `no damage to a zip file does more than raise an error`() throws {
    let whole = try ZipBuilder.archive([images(), labels()])
    let path = "\(folder.path)/images.npz"
    var random = RandomStream(key: 2)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      _ = try folder.write(bytes, to: "images.npz")
      do {
        let read = try NPZFile.read(at: path)
        #expect(read.images.pixels == pixels)
      } catch {
        #expect(error.description.hasPrefix(path))
      }
    }
  }
}

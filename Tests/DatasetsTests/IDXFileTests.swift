import Datasets
import Foundation
import Tensors
import Testing

/// Two images of 2 rows and 3 columns, with the labels 7 and 1.
private let pixels: [UInt8] = [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255]
private let imagesHeader: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]
private let labelsHeader: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2]

struct IDXFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// What is wrong with a file of images that holds these bytes, without its path.
  private func problem(images bytes: [UInt8], name: String = "images") throws -> String {
    let path = try folder.write(bytes, to: name)
    defer { unsafe unlink(path) }
    return message { () throws(DatasetError) in _ = try IDXFile.readImages(at: path) }
      .replacing("\(path): ", with: "")
  }

  private func problem(
    labels bytes: [UInt8], imageCount: Int = 2, classCount: Int? = nil
  ) throws -> String {
    let path = try folder.write(bytes, to: "labels")
    return message { () throws(DatasetError) in
      _ = try IDXFile.readLabels(at: path, imageCount: imageCount, classCount: classCount)
    }.replacing("\(path): ", with: "")
  }

  /// The bytes packed by gzip.
  private func packed(_ images: IDXFile.Images) throws -> [UInt8] {
    let path = "\(folder.path)/packed.gz"
    try IDXFile.write(images, to: path)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  // MARK: - What is read

  @Test func `images are read with their extents`() throws {
    let images = try IDXFile.readImages(at: folder.write(imagesHeader + pixels, to: "images"))
    #expect(images == IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels))
  }

  @Test func `labels are read`() throws {
    let path = try folder.write(labelsHeader + [7, 1], to: "labels")
    #expect(try IDXFile.readLabels(at: path, imageCount: 2) == [7, 1])
  }

  @Test(arguments: ["images", "images.gz"])
  func `what is written is read again`(name: String) throws {
    let images = IDXFile.Images(
      count: 300, rows: 20, columns: 30, pixels: (0..<180_000).map { UInt8($0 * $0 % 251) })
    try IDXFile.write(images, to: "\(folder.path)/\(name)")
    #expect(try IDXFile.readImages(at: "\(folder.path)/\(name)") == images)
    try IDXFile.write(labels: [3, 1, 4], to: "\(folder.path)/labels-\(name)")
    #expect(
      try IDXFile.readLabels(at: "\(folder.path)/labels-\(name)", imageCount: 3) == [3, 1, 4])
  }

  @Test func `an unpacked file is written as the bytes of the format`() throws {
    let path = "\(folder.path)/images"
    try IDXFile.write(IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels), to: path)
    #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == imagesHeader + pixels)
  }

  @Test func `gzip is recognised by content rather than by name`() throws {
    let images = IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels)
    #expect(try IDXFile.readImages(at: folder.write(packed(images), to: "images")) == images)
  }

  // MARK: - What is refused

  @Test func `labels where images are expected are named`() throws {
    #expect(
      try problem(images: labelsHeader + [7, 1])
        == "byte 0: found labels (0x00000801), expected images (0x00000803)")
    #expect(
      try problem(labels: imagesHeader + pixels)
        == "byte 0: found images (0x00000803), expected labels (0x00000801)")
  }

  @Test func `another magic number is refused`() throws {
    #expect(
      try problem(images: Array("PNG picture".utf8))
        == "byte 0: found 0x504e4720, expected 0x00000803: this is no IDX file of images")
  }

  @Test(
    arguments: [
      ([], "is empty, expected an IDX file"),
      ([0, 0], "byte 2: the file ends in its header, expected 4 bytes of the magic number"),
      (
        Array(imagesHeader.prefix(9)),
        "byte 9: the file ends in its header, expected 4 bytes of the number of rows"
      ),
      (
        imagesHeader + pixels.dropLast(),
        "byte 4: the header announces 2×2×3 bytes of images, more than a file of 27 bytes can hold: "
          + "it is cut off or damaged"
      ),
    ] as [([UInt8], String)])
  func `a file that is cut off is refused`(bytes: [UInt8], expected: String) throws {
    #expect(try problem(images: bytes) == expected)
  }

  @Test func `bytes after the last image are refused`() throws {
    #expect(
      try problem(images: imagesHeader + pixels + [9])
        == "byte 28: more bytes follow, expected the end after 12 bytes of images (2×2×3)")
  }

  @Test func `extents that no memory holds are refused`() throws {
    let header: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(
      try problem(images: header + pixels)
        == "byte 4: the header announces 4294967295×4294967295×4294967295 bytes, more than the "
        + "4294967296 that fit")
  }

  @Test func `an extent of zero is refused`() throws {
    var header = imagesHeader
    header[11] = 0
    #expect(try problem(images: header) == "byte 8: found 0 rows, expected at least 1")
  }

  @Test func `a file of no images is refused`() throws {
    var header = imagesHeader
    header[7] = 0
    #expect(try problem(images: header) == "byte 4: found 0 images, expected at least 1")
  }

  @Test func `a header of two thousand million images is refused before memory is taken`() throws {
    let small: [UInt8] = [0, 0, 8, 3, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    #expect(
      try problem(images: small + pixels)
        == "byte 4: the header announces 2147483648×1×1 bytes of images, more than a file of 28 "
        + "bytes can hold: it is cut off or damaged")
    let large: [UInt8] = [0, 0, 8, 3, 0x80, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28]
    #expect(
      try problem(images: large + pixels)
        == "byte 4: the header announces 2147483648×28×28 bytes, more than the 4294967296 that fit")
  }

  @Test func `labels that begin with another number than 0 are counted from 0`() throws {
    let path = try folder.write(labelsHeader + [1, 26], to: "labels")
    #expect(
      try IDXFile.readLabels(at: path, imageCount: 2, firstLabel: 1, classCount: 26) == [0, 25])
    for (label, byte) in [(UInt8(0), 8), (27, 8)] {
      let path = try folder.write(labelsHeader + [label, 1], to: "labels")
      #expect(
        message { () throws(DatasetError) in
          _ = try IDXFile.readLabels(at: path, imageCount: 2, firstLabel: 1, classCount: 26)
        } == "\(path): byte \(byte): found label \(label), expected 1 to 26")
    }
  }

  @Test func `labels of other images are refused`() throws {
    #expect(
      try problem(labels: labelsHeader + [7, 1], imageCount: 3)
        == "byte 4: 2 labels for 3 images; the two files are no pair")
  }

  @Test func `a label without a class is refused`() throws {
    #expect(
      try problem(labels: labelsHeader + [7, 10], classCount: 10)
        == "byte 9: found label 10, expected 0 to 9")
  }

  @Test func `an unpacked file whose name ends in gz is refused`() throws {
    #expect(
      try problem(images: imagesHeader + pixels, name: "images.gz")
        == "byte 0: expected gzip (1f 8b) by the file's name; unpacked files have no .gz")
  }

  @Test func `a folder is refused`() throws {
    let path = folder.path
    #expect(
      message { () throws(DatasetError) in _ = try IDXFile.readImages(at: path) }
        == "\(path): is a folder, expected a file of images or labels")
  }

  @Test func `a file that is not there is refused`() throws {
    #expect(
      message { () throws(DatasetError) in _ = try IDXFile.readImages(at: "/nowhere/images") }
        == "/nowhere/images: cannot be read: no such file or directory")
  }

  @Test func `a link to itself is refused`() throws {
    let path = "\(folder.path)/loop"
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "loop")
    #expect(
      message { () throws(DatasetError) in _ = try IDXFile.readImages(at: path) }
        == "\(path): cannot be read: too many levels of symbolic links")
  }

  @Test func `a device is refused before anything is read from it`() throws {
    #expect(
      message { () throws(DatasetError) in _ = try IDXFile.readImages(at: "/dev/zero") }
        == "/dev/zero: is a device or pipe, expected a regular file")
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func `a file that may not be read is refused`() throws {
    let path = try folder.write(imagesHeader + pixels, to: "images")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(
      message { () throws(DatasetError) in _ = try IDXFile.readImages(at: path) }
        == "\(path): cannot be read: permission denied")
  }

  // MARK: - Damaged gzip

  @Test func `a gzip stream that is cut off is refused with the byte`() throws {
    let bytes = try packed(IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels))
    for count in 2..<bytes.count {
      let problem = try problem(images: Array(bytes.prefix(count)))
      #expect(problem.hasPrefix("byte \(count): the gzip stream is cut off here"))
    }
  }

  @Test func `a gzip stream with a wrong check sum is refused`() throws {
    var bytes = try packed(IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels))
    bytes[bytes.count - 6] ^= 1
    #expect(try problem(images: bytes).contains("(incorrect data check)"))
  }

  @Test func `bytes after a gzip stream are refused`() throws {
    let bytes = try packed(IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels))
    #expect(try problem(images: bytes + [1, 2, 3]).contains("the gzip stream is damaged"))
  }

  @Test func `a gzip bomb is not unpacked further than its header announces`() throws {
    let bomb = IDXFile.Images(
      count: 1, rows: 1000, columns: 1000, pixels: [UInt8](repeating: 0, count: 5_000_000))
    #expect(
      try problem(images: packed(bomb))
        == "byte 1000016 of the unpacked data: more bytes follow, expected the end after 1000000 "
        + "bytes of images (1×1000×1000)")
  }

  @Test func `a gzip file cannot announce more than it could unpack to`() throws {
    let liar = IDXFile.Images(count: 1 << 16, rows: 28, columns: 28, pixels: pixels)
    #expect(
      try problem(images: packed(liar)).hasPrefix(
        "byte 4 of the unpacked data: the header announces 65536×28×28 bytes of images, more than"))
  }

  @Test func `no damage to a file does more than raise an error`() throws {
    let images = IDXFile.Images(count: 2, rows: 2, columns: 3, pixels: pixels)
    var random = RandomStream(key: 1)
    for original in [imagesHeader + pixels, try packed(images)] {
      for _ in 0..<100 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        bytes.removeLast(Int.random(in: 0...3, using: &random))
        let path = try folder.write(bytes, to: "images")
        defer { unsafe unlink(path) }
        do {
          let read = try IDXFile.readImages(at: path)
          #expect(read.pixels.count == read.count * read.rows * read.columns)
        } catch {
          #expect(error.description.hasPrefix(path))
        }
      }
    }
  }
}

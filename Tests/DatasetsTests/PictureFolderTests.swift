import Datasets
import Foundation
import Tensors
import Testing

struct PictureFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
  }

  /// Writes a picture of one intensity, or of one colour, as the end of its name says.
  private func write(
    _ colour: [UInt8], to name: String, width: Int = 40, height: Int = 40
  ) throws {
    let pixels = (0..<width * height).flatMap { _ in colour }
    let isPNG = name.lowercased().hasSuffix(".png")
    _ = try folder.write(
      isPNG
        ? pngFile(pixels, width: width, height: height, channels: colour.count)
        : jpegFile(pixels, width: width, height: height, channels: colour.count), to: name)
  }

  private func read() throws -> PictureFolder.Images { try PictureFolder.read(at: folder.path) }

  private func problem() -> String {
    message { () throws(DatasetError) in _ = try PictureFolder.read(at: folder.path) }
      .replacing(folder.path, with: "FOLDER")
  }

  /// The first pixel of each image.
  private func firstPixels(_ images: PictureFolder.Images) -> [[UInt8]] {
    let size = images.side * images.side * images.channels
    return stride(from: 0, to: images.pixels.count, by: size).map {
      Array(images.pixels[$0..<$0 + images.channels])
    }
  }

  // MARK: - What is read

  @Test func `pictures come in the order of their names, in grey where none has colours`() throws {
    try write([30], to: "c.png")
    try write([10], to: "a.jpg")
    try write([20], to: "b.JPEG")
    try write([25, 255], to: "bb.PNG")
    let images = try read()
    #expect((images.side, images.channels) == (28, 1))
    #expect(firstPixels(images) == [[10], [20], [25], [30]])
    #expect(images.labels == nil && images.classNames.isEmpty)
  }

  @Test func `one picture with colours makes all of them coloured`() throws {
    try write([30], to: "a.png")
    try write([200, 100, 50], to: "b.png")
    let images = try read()
    #expect((images.side, images.channels) == (32, 3))
    #expect(firstPixels(images) == [[30, 30, 30], [200, 100, 50]])
  }

  @Test func `a JPEG's colours are those that were put in`() throws {
    try write([200, 100, 50], to: "a.jpg")
    let pixel = try firstPixels(read())[0]
    // Its way of storing colours rounds.
    #expect(zip(pixel, [200, 100, 50]).allSatisfy { abs(Int($0) - $1) <= 2 })
  }

  @Test func `what is transparent is black`() throws {
    try write([200, 100, 50, 0], to: "a.png")
    #expect(try firstPixels(read()) == [[0, 0, 0]])
  }

  @Test func `a picture is known by its content, not by its name`() throws {
    try write([7], to: "picture.png")
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/picture.png", toPath: "\(folder.path)/picture.jpg")
    #expect(try firstPixels(read()) == [[7]])
  }

  @Test func `sub-folders are classes, hidden and other files are left out`() throws {
    for name in ["dog", "cat", "cat/deeper", ".hidden", "empty"] { try makeFolder(name) }
    try write([40], to: "dog/1.png")
    try write([10], to: "cat/2.png")
    try write([20], to: "cat/3.png")
    try write([99], to: "cat/deeper/4.png")
    try write([99], to: "cat/.5.png")
    try write([99], to: ".hidden/6.png")
    _ = try folder.write(Array("hello".utf8), to: "cat/notes.txt")
    let images = try read()
    #expect(images.classNames == ["cat", "dog"])
    #expect(images.labels == [0, 0, 1])
    #expect(firstPixels(images) == [[10], [20], [40]])
  }

  @Test func `a settings file says size and channels`() throws {
    try write([255, 0, 0], to: "a.png")
    _ = try folder.write(Array("size = 12\nchannels = \"grey\"\n".utf8), to: "dataset.toml")
    let images = try read()
    #expect((images.side, images.channels) == (12, 1))
    #expect(firstPixels(images) == [[76]])
  }

  @Test func `the middle of a picture that is no square is used`() throws {
    let row: [UInt8] = [0, 0, 9, 9, 9, 9, 0, 0]
    _ = try folder.write(
      pngFile(Array([row, row, row, row].joined()), width: 8, height: 4, channels: 1), to: "a.png")
    #expect(try read().pixels.allSatisfy { $0 == 9 })
  }

  // MARK: - What is refused

  @Test func `a folder without pictures is refused`() throws {
    try makeFolder("empty")
    _ = try folder.write([1], to: "notes.txt")
    #expect(problem() == "FOLDER: this folder holds no PNG or JPEG image")
  }

  @Test func `pictures beside folders of pictures are refused`() throws {
    try makeFolder("cat")
    try write([1], to: "cat/1.png")
    try write([1], to: "stray.png")
    #expect(
      problem() == "FOLDER/stray.png: is beside folders of images such as cat; put images either "
        + "all in this folder or all in folders of their class")
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func `a folder that may not be read is refused`() throws {
    try makeFolder("cat")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: "\(folder.path)/cat")
    #expect(problem() == "FOLDER/cat: cannot be read: may this folder be opened?")
  }

  @Test func `settings are read strictly`() throws {
    try write([1], to: "a.png")
    _ = try folder.write(Array("size = 28\ncolour = true\n".utf8), to: "dataset.toml")
    #expect(problem() == "FOLDER/dataset.toml:2: colour: unknown key; known: channels, size")
    _ = try folder.write(Array("size = 100000\n".utf8), to: "dataset.toml")
    #expect(problem().contains("expected an integer from 1 to 1024, found 100000"))
    _ = try folder.write(Array("channels = \"gray\"\n".utf8), to: "dataset.toml")
    #expect(problem().contains("'gray' is not known; did you mean grey?"))
  }

  @Test func `a PNG of 16 bits is refused`() throws {
    _ = try folder.write(
      pngFile([1, 2, 3, 4], width: 2, height: 2, channels: 1, is16Bit: true), to: "a.png")
    #expect(
      problem()
        == "FOLDER/a.png: has 16 bits a channel, expected 8; save it with 8 bits a channel")
  }

  @Test func `a JPEG in the colours of print is refused`() throws {
    try write([10, 20, 30, 40], to: "a.jpg")
    #expect(
      problem() == "FOLDER/a.jpg: is in the colours of print (CMYK), expected RGB or grey")
  }

  @Test(arguments: ["a.png", "a.jpg"])
  func `a picture that is cut off is refused with its name`(name: String) throws {
    let noise = (0..<1600).map { UInt8($0 * $0 % 251) }
    let whole =
      try name == "a.png"
      ? pngFile(noise, width: 40, height: 40, channels: 1)
      : jpegFile(noise, width: 40, height: 40, channels: 1)
    for count in [8, 20, 40, whole.count / 2, whole.count - 20] {
      _ = try folder.write(Array(whole.prefix(count)), to: name)
      #expect(problem().hasPrefix("FOLDER/\(name): is no whole "))
    }
  }

  @Test(arguments: ["a.png", "a.jpg"])
  func `no damage to a picture does more than raise an error`(name: String) throws {
    let noise = (0..<1200).map { UInt8($0 * $0 % 251) }
    let whole =
      try name == "a.png"
      ? pngFile(noise, width: 20, height: 20, channels: 3)
      : jpegFile(noise, width: 20, height: 20, channels: 3)
    var random = RandomStream(key: 3)
    for _ in 0..<100 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = try folder.write(bytes, to: name)
      let problem = problem()
      #expect(problem == "no error" || problem.hasPrefix("FOLDER/\(name): "))
    }
  }

  @Test func `what is no picture is refused with its name`() throws {
    try write([1], to: "a.png")
    _ = try folder.write(Array("hello".utf8), to: "b.png")
    #expect(problem() == "FOLDER/b.png: is neither PNG nor JPEG, though its name says so")
    _ = try folder.write([], to: "b.png")
    #expect(problem() == "FOLDER/b.png: is empty, expected a PNG or JPEG")
  }

  @Test func `a header of extents that no memory holds is refused before any is taken`() throws {
    var bytes = try pngFile([1, 2, 3, 4], width: 2, height: 2, channels: 1)
    // The width and height, and the check sum of their chunk.
    bytes.replaceSubrange(16..<24, with: [0, 0, 0x80, 0, 0, 0, 0x80, 0])
    let sum = checkSum(Array(bytes[12..<29]))
    bytes.replaceSubrange(
      29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) })
    _ = try folder.write(bytes, to: "a.png")
    #expect(problem() == "FOLDER/a.png: has 32768×32768 pixels, expected 1 to 67108864")
  }

  @Test func `a link to itself is refused with its name`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/a.png", withDestinationPath: "a.png")
    #expect(problem() == "FOLDER/a.png: cannot be read: too many levels of symbolic links")
  }

  @Test func `a folder that is linked into itself is read once`() throws {
    try makeFolder("cat")
    try write([1], to: "cat/1.png")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/loop", withDestinationPath: ".")
    #expect(try read().classNames == ["cat"])
  }

  @Test func `more classes than labels have are refused`() throws {
    for i in 0..<257 {
      try makeFolder("\(i)")
      try write([1], to: "\(i)/1.png", width: 1, height: 1)
    }
    #expect(problem() == "FOLDER: 257 folders of images, expected at most 256 classes")
  }

  @Test func `the error is that of the first picture, however many threads decode`() throws {
    for i in 10..<60 { try write([UInt8(i)], to: "\(i).png") }
    for name in ["33.png", "34.png", "59.png"] {
      // The header stays good.
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
      _ = try folder.write([UInt8](bytes.prefix(45)), to: name)
    }
    #expect(problem().hasPrefix("FOLDER/33.png: is no whole PNG"))
  }
}

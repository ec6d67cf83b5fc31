import Datasets
import Testing

struct CIFARFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// An image whose pixel `i` is `i` modulo 7, 11 and 13 in red, green and blue.
  private func record(label: UInt8) -> [UInt8] {
    [label] + [7, 11, 13].flatMap { bound in (0..<1024).map { UInt8($0 % bound) } }
  }

  private func problem(_ bytes: [UInt8]) throws -> String {
    let path = try folder.write(bytes, to: "images.bin")
    do throws(DatasetError) {
      _ = try CIFARFile.read(at: path)
      return "no error"
    } catch {
      #expect(error.kind == .malformed)
      return error.description.replacing("\(path): ", with: "")
    }
  }

  @Test func `planes become interleaved channels`() throws {
    let path = try folder.write(record(label: 6) + record(label: 2), to: "images.bin")
    let images = try CIFARFile.read(at: path)
    #expect(images.labels == [6, 2])
    let image = (0..<1024).flatMap { pixel in [7, 11, 13].map { UInt8(pixel % $0) } }
    #expect(images.pixels == image + image)
  }

  @Test func `a packed file is read as well`() throws {
    let bytes = record(label: 6) + record(label: 2)
    let path = try folder.write(bytes, to: "images.bin")
    let packed = try folder.write(gzipped(bytes), to: "images.bin.gz")
    #expect(try CIFARFile.read(at: packed) == CIFARFile.read(at: path))
  }

  @Test func `a packed file that is cut off is refused`() throws {
    let bytes = try gzipped(record(label: 6) + record(label: 2))
    for count in [2, 20, bytes.count / 2, bytes.count - 1] {
      #expect(
        try problem(Array(bytes.prefix(count)))
          .hasPrefix("byte \(count): the gzip stream is cut off here"))
    }
  }

  @Test func `a gzip bomb is stopped by the memory that images may take`() throws {
    // Records of label 0 without end, as far as anybody can tell.
    let path = try folder.write(gzipped([UInt8](repeating: 0, count: 3_073_000)), to: "bomb.gz")
    #expect(
      message { () throws(DatasetError) in _ = try CIFARFile.read(at: path, largestBody: 30_720) }
        == "\(path): byte 30730 of the unpacked data: more than 10 images follow")
  }

  @Test func `a file that is no such file is refused`() throws {
    #expect(try problem([]) == "is empty, expected records of 3073 bytes")
    #expect(
      try problem(record(label: 1) + record(label: 2).dropLast(73))
        == "byte 3073: the file ends after 3000 bytes of a record, expected 3073; it is cut off or "
        + "in another format")
    #expect(
      try problem(record(label: 1) + record(label: 10))
        == "byte 3073: found label 10, expected 0 to 9: is this CIFAR-10's binary format?")
    #expect(
      try problem(Array("PNG".utf8) + record(label: 1))
        == "byte 0: found label 80, expected 0 to 9: is this CIFAR-10's binary format?")
  }
}

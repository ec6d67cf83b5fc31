import Session
import Tensors
import Testing

@testable import RunStore

struct SampleExportTests {
  private let folder: TemporaryFolder
  private let grey = ImageFormat(width: 3, height: 2, channels: 1)
  private let pixels = [UInt8](1...12)

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a name with .png makes a picture`() throws {
    let path = folder.file("samples.PNG")
    try SampleExport(path: path).write(pixels, format: grey)
    #expect(try bytes(of: path).starts(with: [0x89] + Array("PNG".utf8)))
  }

  @Test func `a name with .npy makes an array of images`() throws {
    let path = folder.file("samples.npy")
    try SampleExport(path: path).write(pixels, format: grey)
    #expect(try NPYFile.read(path) == .bytes(pixels, [2, 2, 3, 1]))
  }

  @Test func `a name with .idx makes a file like MNIST's`() throws {
    let path = folder.file("samples.idx")
    try SampleExport(path: path).write(pixels, format: grey)
    #expect(try bytes(of: path) == [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + pixels)
  }

  @Test func `IDX holds no colours`() throws {
    let path = folder.file("samples.idx")
    let export = try SampleExport(path: path)
    let colour = ImageFormat(width: 2, height: 2, channels: 3)
    #expect(
      message { try export.write(pixels, format: colour) }
        == "\(path): IDX holds grey images only: choose .png or .npy for colours")
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: ["samples.jpg", "samples", "png", ".png"])
  func `another name is refused with the known ones`(name: String) {
    #expect(
      message { _ = try SampleExport(path: name) }
        == "\(name): the name must end in one of .png, .npy, .idx")
  }
}

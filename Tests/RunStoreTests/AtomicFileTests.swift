import Foundation
import Testing

@testable import RunStore

struct AtomicFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("file")
  }

  @Test func `a file is there with its bytes, and nothing else`() throws {
    let content = [UInt8]((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
    try AtomicFile.write(content, to: path, permissions: 0o600)
    #expect(try bytes(of: path) == content)
    #expect(folder.names == ["file"])
    #expect(try permissions(of: path) == 0o600)
  }

  @Test func `the old file stands until the new one is complete`() throws {
    try AtomicFile.write([1], to: path, permissions: 0o600)
    try AtomicFile.write(to: path, permissions: 0o600) { file throws(RunStoreError) in
      try file.append([2, 3])
      #expect((try? bytes(of: path)) == [1])
    }
    #expect(try bytes(of: path) == [2, 3])
  }

  @Test func `a failed write leaves the old file and no other`() throws {
    try AtomicFile.write([1], to: path, permissions: 0o600)
    #expect(throws: RunStoreError(.inputOutput, "stop")) {
      try AtomicFile.write(to: path, permissions: 0o600) { file throws(RunStoreError) in
        try file.append([2, 3])
        throw RunStoreError(.inputOutput, "stop")
      }
    }
    #expect(try bytes(of: path) == [1])
    #expect(folder.names == ["file"])
  }

  @Test func `a missing folder is named with the file`() {
    let lost = folder.file("missing/file")
    #expect(
      message { try AtomicFile.write([1], to: lost, permissions: 0o600) }
        == "\(lost): cannot create: No such file or directory")
  }

  @Test(arguments: ["", "/dev/null"])
  func `a folder or a device is not replaced by a file`(device: String) throws {
    let place = device.isEmpty ? folder.path : device
    #expect(
      message { try AtomicFile.write([1], to: place, permissions: 0o600) }
        == "\(place): is not a regular file: choose the name of a new file")
  }

  @Test func `a symbolic link stays, and its file is written`() throws {
    try write([1], to: path)
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try AtomicFile.write([2], to: link, permissions: 0o600)
    #expect(try bytes(of: path) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
  }
}

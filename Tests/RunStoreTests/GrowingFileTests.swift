import Foundation
import Testing

@testable import RunStore

struct GrowingFileTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("film.cast")
  }

  @Test func `pieces are there as soon as they are added`() throws {
    var file = try GrowingFile(creating: path)
    try file.append([1, 2])
    #expect(try bytes(of: path) == [1, 2])
    try file.append([3])
    #expect(try bytes(of: path) == [1, 2, 3])
    try file.sync()
  }

  @Test func `a file that is there already stays as it is`() throws {
    try write([7], to: path)
    let error = #expect(throws: RunStoreError.self) { _ = try GrowingFile(creating: path) }
    #expect(error?.kind == .cannotCreate)
    #expect(try bytes(of: path) == [7])
  }

  @Test func `under a name that is taken already a number is added`() throws {
    try write([7], to: path)
    var file = try GrowingFile(creating: "film", suffix: "cast", in: folder.path)
    try file.append([1])
    #expect(file.path == folder.file("film-2.cast"))
    #expect(try bytes(of: path) == [7])
    #expect(try bytes(of: folder.file("film-2.cast")) == [1])
  }

  @Test func `a full disk is an error of one line`() throws {
    let full = try systemCall("cannot open", "/dev/full") {
      unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
    }
    var file = GrowingFile(path: "film.cast", descriptor: full)
    var error: RunStoreError?
    do { try file.append([1, 2, 3]) } catch let problem { error = problem }
    #expect(error?.description == "film.cast: cannot write: No space left on device")
    #expect(error?.kind == .inputOutput)
  }
}

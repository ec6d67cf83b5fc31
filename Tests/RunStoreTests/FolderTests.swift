import Testing

@testable import RunStore

@Suite struct `A folder` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `is made with those above it, for its owner alone`() throws {
    try Folder.make(folder.file("a/b/c"))
    for name in ["a", "a/b", "a/b/c"] { #expect(try permissions(of: folder.file(name)) == 0o700) }
    try Folder.make(folder.file("a/b/c"))
  }

  @Test func `cannot be where a file is, nor below one`() throws {
    try write([1], to: folder.file("file"))
    #expect(
      message { try Folder.make(folder.file("file")) }
        == "\(folder.file("file")): cannot create the folder: there is a file of that name")
    #expect(
      message { try Folder.make(folder.file("file/a/b")) }
        == "\(folder.file("file/a/b")): cannot create the folder: Not a directory")
  }
}

import Session
import Testing

@testable import RunStore

struct SampleSheetTests {
  private let folder: TemporaryFolder
  private let format = ImageFormat(width: 1, height: 1, channels: 1)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func grid(channels: Int = 1, count: Int = 3) -> SampleGrid {
    let format = ImageFormat(width: 1, height: 1, channels: channels)
    return SampleGrid(
      epoch: 12, step: 3400, endsEpoch: false, format: format,
      pixels: [UInt8](repeating: 9, count: count * format.byteCount))
  }

  @Test func `the name says the run and the moment`() throws {
    let path = try SampleSheet(grid(), of: "digits").write(inFolder: folder.path)
    #expect(path == folder.file("ganscope-digits-epoch12-batch3400.png"))
    #expect(folder.names == ["ganscope-digits-epoch12-batch3400.png"])
  }

  @Test func `the file is the sheet that an export of the grid writes`() throws {
    let path = try SampleSheet(grid(), of: "digits").write(inFolder: folder.path)
    try PNGImage.write(grid(), to: folder.file("export.png"))
    #expect(try bytes(of: path) == bytes(of: folder.file("export.png")))
  }

  @Test func `a file of that name is never overwritten`() throws {
    let first = folder.file("ganscope-digits-epoch12-batch3400.png")
    try write([1], to: first)
    _ = try SampleSheet(grid(), of: "digits").write(inFolder: folder.path)
    let third = try SampleSheet(grid(), of: "digits").write(inFolder: folder.path)
    #expect(try bytes(of: first) == [1])
    #expect(third == folder.file("ganscope-digits-epoch12-batch3400-3.png"))
  }

  @Test func `a view has its kind in the name`() throws {
    func name(_ request: SampleViewRequest) throws -> String {
      let view = SampleView(request: request, epoch: 1, step: 2, format: format, pixels: [1, 2])
      return try SampleSheet(view, of: "digits").write(inFolder: folder.path)
    }
    #expect(
      try name(.realImages(page: 0)) == folder.file("ganscope-digits-epoch1-batch2-real.png"))
    #expect(try name(.wish) == folder.file("ganscope-digits-epoch1-batch2-wish.png"))
    #expect(try name(.fixedLatents) == folder.file("ganscope-digits-epoch1-batch2.png"))
  }

  @Test(arguments: [("/home/me/a run\n", "a-run-"), ("..", ".."), ("", "run")])
  func `a run's name makes no path`(name: String, shown: String) throws {
    let path = try SampleSheet(grid(), of: name).write(inFolder: folder.path)
    #expect(path == folder.file("ganscope-\(shown)-epoch12-batch3400.png"))
  }

  @Test(arguments: [(1, 0), (2, 3)])
  func `images that make no picture leave no file`(channels: Int, count: Int) throws {
    let error = #expect(throws: RunStoreError.self) {
      try SampleSheet(grid(channels: channels, count: count), of: "digits")
        .write(inFolder: folder.path)
    }
    #expect(error?.kind == .badData)
    #expect(folder.names.isEmpty)
  }

  @Test func `a folder that is not there is an error of one line`() throws {
    let error = #expect(throws: RunStoreError.self) {
      try SampleSheet(grid(), of: "digits").write(inFolder: folder.file("none"))
    }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.contains("No such file or directory") == true)
  }
}

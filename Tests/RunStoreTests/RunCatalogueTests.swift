import Configuration
import Foundation
import Testing

@testable import RunStore

struct RunCatalogueTests {
  private let folder: TemporaryFolder
  private let catalogue: RunCatalogue

  init() throws {
    folder = try TemporaryFolder()
    catalogue = RunCatalogue(folder: folder.path)
  }

  private func makeRun(_ name: String) throws {
    _ = try RunDirectory(path: folder.file(name)).create()
    // An empty one would be that of a run that was never made.
    try write(Array(repeating: 0x61, count: 600), to: folder.file(name + "/run.sqlite"))
  }

  @Test func `runs are kept in the user's data folder`() {
    let folders = UserFolders(environment: ["XDG_DATA_HOME": "/data"])
    #expect(RunCatalogue(folders: folders).folder == "/data/ganscope/runs")
  }

  @Test func `a name is a folder of the catalogue, and a word with a slash is a path`() throws {
    #expect(try catalogue.new("deep", recipe: "r", dataset: "d").path == folder.file("deep"))
    let path = folder.file("elsewhere/run")
    #expect(try catalogue.new(path, recipe: "r", dataset: "d").path == path)
  }

  @Test func `only folders with a database are listed, numbers in their order`() throws {
    for name in ["run-10", "run-9", "alpha"] { try makeRun(name) }
    _ = try RunDirectory(path: folder.file("empty")).create()
    #expect(catalogue.runs().map(\.name) == ["alpha", "run-9", "run-10"])
  }

  @Test func `a catalogue whose folder is missing is empty`() {
    #expect(RunCatalogue(folder: folder.file("missing")).runs().isEmpty)
  }

  @Test func `automatic names count up past the highest number in use`() throws {
    func next() throws -> String {
      try catalogue.new(nil, recipe: "pocket", dataset: "strokes").name
    }
    #expect(try next() == "pocket-strokes-1")
    try makeRun("pocket-strokes-1")
    try makeRun("pocket-strokes-7")
    try makeRun("pocket-strokes-more")
    #expect(try next() == "pocket-strokes-8")
  }

  @Test func `an automatic name has no path of a recipe or data set in it`() throws {
    let run = try catalogue.new(nil, recipe: "../mine/odd one.toml", dataset: "/data/mnist/")
    #expect(run.path == folder.file("odd-one-mnist-1"))
  }

  @Test func `a taken name is refused with what to do`() throws {
    try makeRun("mine")
    let error = message { _ = try catalogue.new("mine", recipe: "r", dataset: "d") }
    #expect(
      error
        == "\(folder.file("mine")): there is a run mine already: choose another name with --run "
        + "or remove it with 'ganscope runs rm'")
  }

  @Test func `a folder that is no run is not taken for a new one`() throws {
    try write([1], to: folder.file("file"))
    let error = message { _ = try catalogue.new("file", recipe: "r", dataset: "d") }
    #expect(error == "\(folder.file("file")): exists already: choose another name with --run")
  }

  @Test(arguments: ["", ".", "..", "two\nlines", String(repeating: "x", count: 256)])
  func `a word that cannot be a folder's name is refused`(word: String) {
    #expect(throws: RunStoreError.self) { try catalogue.new(word, recipe: "r", dataset: "d") }
    #expect(throws: RunStoreError.self) { try catalogue.existing(word) }
  }

  @Test func `an existing run is found by its name and by its path`() throws {
    try makeRun("mine")
    let expected = RunDirectory(path: folder.file("mine"))
    #expect(try catalogue.existing("mine") == expected)
    #expect(try catalogue.existing(folder.file("mine/")) == expected)
  }

  @Test func `an unknown run is answered with the nearest and all known ones`() throws {
    for name in ["dense-mnist-1", "pocket-strokes-1"] { try makeRun(name) }
    #expect(
      message { _ = try catalogue.existing("pocket-stroke-1") }
        == "unknown run pocket-stroke-1: did you mean pocket-strokes-1? "
        + "known: dense-mnist-1, pocket-strokes-1")
  }

  @Test func `a path that holds no run says so`() throws {
    let error = message { _ = try catalogue.existing(folder.path + "/") }
    #expect(
      error == "\(folder.path)/: is not the folder of a run: it holds no run.sqlite")
    #expect(message { _ = try catalogue.existing("./missing") }?.contains("no such folder") == true)
  }
}

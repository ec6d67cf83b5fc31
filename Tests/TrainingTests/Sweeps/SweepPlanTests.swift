import Foundation
import GANs
import RunStore
import Testing
import Training

/// What a sweep trains, by its settings alone.
@Suite struct `The plan of a sweep` {
  private func axes(_ words: String...) throws -> [SweepAxis] {
    try words.map { try SweepAxis(argument: $0) }
  }

  private func plan(
    _ words: [String], seeds: [UInt64] = [1], name: String = "s", text: String = ""
  ) throws -> SweepPlan {
    SweepPlan(
      name: name,
      settings: SweepPlan.Settings(recipe: "pocket", recipeText: text, checkpointBudget: 1),
      axes: try words.map { try SweepAxis(argument: $0) }, seeds: seeds)
  }

  @Test func `reads a key and its values`() throws {
    #expect(
      try axes("generator.rate=1e-4, 2e-4") == [
        SweepAxis(key: "generator.rate", values: ["1e-4", "2e-4"])
      ])
    #expect(
      try axes("a.kernel=[3, 3],[5, 5]", "b='x,y',z") == [
        SweepAxis(key: "a.kernel", values: ["[3, 3]", "[5, 5]"]),
        SweepAxis(key: "b", values: ["'x,y'", "z"]),
      ])
  }

  @Test(arguments: [
    ("", "it has no '='"), ("rate", "it has no '='"), ("=1", "it has no key before the '='"),
    ("rate=", "it has no value"), ("rate=1,,2", "its value 2 is empty"),
  ])
  func `says what is wrong with a key and its values`(word: String, problem: String) {
    let error = #expect(throws: SweepError.self) { try SweepAxis(argument: word) }
    #expect(error?.kind == .usage)
    #expect(
      error?.description == "\(problem): write KEY=VALUE,VALUE such as rate=1e-4,2e-4")
  }

  @Test func `has every combination with every seed, the whole grid before a second seed`() throws {
    let plan = try plan(["generator.rate=1e-4,2e-4", "dropout=0,0.5"], seeds: [1, 2])
    let names = plan.cells.map(\.run)
    #expect(
      names[..<5] == [
        "s.rate=1e-4.dropout=0.seed=1", "s.rate=1e-4.dropout=0.5.seed=1",
        "s.rate=2e-4.dropout=0.seed=1", "s.rate=2e-4.dropout=0.5.seed=1",
        "s.rate=1e-4.dropout=0.seed=2",
      ])
    #expect(plan.cells.count == 8 && Set(names).count == 8)
    #expect(
      plan.cells[2].changes == [
        RecipeChange(key: "generator.rate", value: "2e-4"),
        RecipeChange(key: "dropout", value: "0"),
      ])
  }

  @Test func `names runs by whole keys where the last words are alike`() throws {
    let plan = try plan(["generator.rate=1", "discriminator.rate=2"])
    #expect(plan.cells.map(\.run) == ["s.generator.rate=1.discriminator.rate=2.seed=1"])
  }

  @Test func `names tables by their types, and cuts long values`() throws {
    let tables = try plan(["d.optimizer={ type = \"sgd\", rate = 1 },{ type = 'adam', rate = 2 }"])
    #expect(tables.cells.map(\.run) == ["s.optimizer=sgd.seed=1", "s.optimizer=adam.seed=1"])
    let lists = try plan(["kernel=[3, 3],[5, 5]"])
    #expect(lists.cells.map(\.run) == ["s.kernel=3-3.seed=1", "s.kernel=5-5.seed=1"])
    let long = try plan(["title=" + String(repeating: "x", count: 200)])
    #expect(long.cells.map(\.run) == ["s.title=\(String(repeating: "x", count: 24)).seed=1"])
  }

  @Test func `numbers values that would be alike, and combinations whose names are too long`()
    throws
  {
    let alike = try plan(["dataset=a/b,a:b,a-b-1"])
    #expect(
      alike.cells.map(\.run) == [
        "s.dataset=a-b-1.seed=1", "s.dataset=a-b-2.seed=1", "s.dataset=a-b-1-3.seed=1",
      ])
    let tables = try plan(["optimizer={type=\"sgd\",rate=1},{type=\"sgd\",rate=2}"])
    #expect(tables.cells.map(\.run) == ["s.optimizer=sgd-1.seed=1", "s.optimizer=sgd-2.seed=1"])
    let long = try plan(["abcde"].map { "\($0)=1,2" } + (1...20).map { "key\($0)=value" })
    #expect(long.cells.map(\.run) == ["s.1.seed=1", "s.2.seed=1"])
  }

  @Test func `has one run a seed where nothing is set`() throws {
    #expect(try plan([], seeds: [1, 2]).cells.map(\.run) == ["s.seed=1", "s.seed=2"])
  }

  @Test func `is known again on disk, by its name and by what it trains`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ganscope-sweeps-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let catalogue = SweepCatalogue(folder: folder)
    #expect(catalogue.nextName == "sweep-1")
    let first = try plan(["rate=1,2"], name: "sweep-9")
    let second = try plan(["rate=1,2"], name: "sweep-10", text: "another recipe")
    for plan in [first, second] { try catalogue.keep(plan) }
    #expect(catalogue.names == ["sweep-9", "sweep-10"])
    #expect(catalogue.nextName == "sweep-11")
    #expect(try catalogue.plan(named: "sweep-9") == first)
    #expect(catalogue.twin(of: try plan(["rate=1,2"], name: "sweep-11")) == first)
    #expect(catalogue.twin(of: try plan(["rate=2,1"], name: "sweep-11")) == nil)
  }

  @Test func `says what is wrong with its file`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ganscope-sweeps-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let catalogue = SweepCatalogue(folder: folder)
    let missing = #expect(throws: SweepError.self) { try catalogue.plan(named: "a") }
    #expect(missing?.kind == .unknown)
    try catalogue.keep(plan(["rate=1"], name: "a"))
    try Data("{\"name\":".utf8).write(to: URL(filePath: "\(folder)/a/plan.json"))
    let damaged = #expect(throws: SweepError.self) { try catalogue.plan(named: "a") }
    #expect(damaged?.kind == .malformed)
  }

  @Test func `is trained by one process at a time`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ganscope-sweeps-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let catalogue = SweepCatalogue(folder: folder)
    let lock = try catalogue.lock("a")
    let busy = #expect(throws: SweepError.self) { try catalogue.lock("a") }
    #expect(busy?.kind == .busy)
    withExtendedLifetime(lock) {}
  }
}

import Foundation
import Testing

/// What a judge finds in the generators of a run on disk.
@Suite struct `Scores` {
  private let ganscope: GanscopeCommand
  private let images: String

  /// A run `mine` of two epochs on small images, with an average of its generator.
  init() throws {
    ganscope = try GanscopeCommand()
    images = try SmallImages.write(count: 160, into: ganscope.folder)
    let recipe = try ganscope("recipes", "show", "dense-selu", "--toml").output
    let own = ganscope.folder.appendingPathComponent("own.toml")
    try (recipe + "\n[tricks]\ngenerator_average = { decay = 0.5, start = 0 }\n")
      .write(to: own, atomically: true, encoding: .utf8)
    let trained = try ganscope(
      "train", "--recipe", own.path, "--dataset", images, "--batch", "32", "--epochs", "1", "--run",
      "mine")
    #expect(trained.code == 0, "\(trained.output)")
    // Both in one go, the first epoch's checkpoint might give way to the second's.
    let resumed = try ganscope("resume", "mine", "--epochs", "2")
    #expect(resumed.code == 0, "\(resumed.output)")
  }

  @Test func `are a table of all kept epochs beside what real images get`() throws {
    let answer = try ganscope("score", "mine", "--count", "64", "--kid", "--chart")
    #expect(answer.code == 0, "\(answer.output)")
    let lines = answer.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("judge of "))
    #expect(lines[0].contains("; 64 images each, of which real ones get "))
    #expect(lines[1].split { $0 == " " }.prefix(2) == ["epoch", "distance"])
    #expect(lines[1].contains("KID"))
    let rows = lines[2...].prefix { !$0.contains("real") }
    #expect(
      rows.map { $0.split(separator: " ").last.map(String.init) }
        == ["generator", "average", "generator", "average"])
    #expect(lines.contains { $0.contains("epoch 2 average  #") })
    let average = try ganscope("score", "mine", "--count", "64", "--epoch", "2", "--average")
    #expect(average.output.split(separator: "\n").count == 4, "\(average.output)")
  }

  @Test func `are the same however often and with how many threads they are taken`() throws {
    let once = try ganscope("score", "mine", "--count", "64", "--json", "--threads", "1")
    let again = try ganscope("score", "mine", "--count", "64", "--json", "--threads", "2")
    #expect(once.code == 0 && once.output == again.output, "\(once.output)")
    let lines = once.output.split(separator: "\n")
    #expect(lines.count == 4)
    for word in ["\"event\":\"score\"", "\"judge\":\"", "\"branch\":\"main\"", "\"run\":\"mine\""] {
      #expect(lines.allSatisfy { $0.contains(word) }, "\(word)")
    }
  }

  @Test func `are those of all other epochs where a checkpoint is damaged`() throws {
    let file = ganscope.run(named: "mine")
      .appendingPathComponent("checkpoints/00000010-1.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 9] ^= 0x10
    try bytes.write(to: file)
    let answer = try ganscope("score", "mine", "--count", "64")
    #expect(answer.code == 65)
    let lines = answer.output.split(separator: "\n").map(String.init)
    #expect(lines.count { $0.hasPrefix("ganscope: ") && $0.contains("checksum") } == 1)
    #expect(lines.count { $0.hasSuffix("generator") || $0.hasSuffix("average") } == 2)
    let only = try ganscope("score", "mine", "--count", "64", "--epoch", "2", "--json")
    #expect(only.code == 65)
    #expect(only.output.split(separator: "\n").count == 1, "\(only.output)")
  }

  @Test func `say what the floor stands on where there are fewer real images`() throws {
    let answer = try ganscope("score", "mine", "--count", "200", "--epoch", "2")
    #expect(
      answer.output.contains(
        "; 200 images each, of which as many drawn from the only 160 real ones, some repeatedly, get "
      ), "\(answer.output)")
    let json = try ganscope("judges", images, "--json").output
    #expect(json.contains(#""floor_count":160"#), "\(json)")
  }

  @Test func `only read the run`() throws {
    let folder = ganscope.run(named: "mine")
    func files() throws -> [String: Data] {
      // Whoever reads a database takes part in the files by which processes agree.
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { !$0.hasSuffix("-shm") && !$0.hasSuffix("-wal") }
      return Dictionary(
        uniqueKeysWithValues: names.map { name in
          (name, (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data())
        })
    }
    let before = try files()
    #expect(try ganscope("score", "mine", "--count", "64").code == 0)
    #expect(try files() == before)
  }

  @Test func `say in one line why there are none`() throws {
    let epoch = try ganscope("score", "mine", "--epoch", "9")
    #expect(epoch.code == 66)
    #expect(epoch.output.contains("no checkpoint of the end of epoch 9"))
    let checkpoints = ganscope.run(named: "mine").appendingPathComponent("checkpoints")
    let away = ganscope.folder.appendingPathComponent("away")
    try FileManager.default.moveItem(at: checkpoints, to: away)
    let bare = try ganscope("score", "mine")
    #expect(bare.code == 66)
    #expect(
      bare.output
        == "ganscope: mine: no checkpoint is kept on branch main, so there is nothing to judge\n")
    try FileManager.default.moveItem(at: away, to: checkpoints)
    let missing = try ganscope("score", "other")
    #expect(missing.code == 66)
    _ = try SmallImages.write(count: 150, into: ganscope.folder)
    let changed = try ganscope("score", "mine")
    #expect(changed.code == 65)
    #expect(changed.output.contains("they have changed since"))
    try FileManager.default.removeItem(atPath: images)
    let gone = try ganscope("score", "mine")
    #expect(gone.code == 66 || gone.code == 65)
    for answer in [epoch, missing, changed, gone] {
      #expect(answer.output.split(separator: "\n").count == 1, "\(answer.output)")
    }
  }
}

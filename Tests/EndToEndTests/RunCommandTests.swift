import Foundation
import Testing

/// What a user does with runs on disk.
@Suite struct `Runs on disk` {
  private let ganscope: GanscopeCommand

  init() throws {
    ganscope = try GanscopeCommand()
  }

  private func train(_ name: String, epochs: Int, _ options: String...) throws -> String {
    try answer(
      ["train", "--limit", "256", "--epochs", "\(epochs)", "--run", name, "--json"] + options)
  }

  /// What a command that succeeds prints.
  private func answer(_ arguments: [String]) throws -> String {
    let answer = try ganscope.run(arguments)
    #expect(answer.code == 0, "\(arguments): \(answer.output)")
    return answer.output
  }

  private func hash(_ output: String) throws -> Substring {
    let match = output.firstMatch(of: /"weights_sha256":"([0-9a-f]{64})"/)
    return try #require(match, "\(output)").1
  }

  private func series(_ run: String) throws -> String {
    _ = try answer(["export", run, "--output", "\(run).csv"])
    return try String(
      contentsOf: ganscope.folder.appendingPathComponent("\(run).csv"), encoding: .utf8)
  }

  @Test func `a run that is resumed comes out as one that was never stopped`() throws {
    let whole = try hash(train("whole", epochs: 3, "--threads", "2"))
    _ = try train("parts", epochs: 1, "--threads", "1")
    _ = try answer(["resume", "parts", "--epochs", "2", "--threads", "2"])
    let end = try answer(["resume", "parts", "--epochs", "3", "--json", "--threads", "1"])
    #expect(try hash(end) == whole)
    #expect(try series("parts") == series("whole"))

    let again = try ganscope("resume", "parts")
    #expect(again.code == 64)
    #expect(
      again.output.hasPrefix("ganscope: parts: has all of its 3 epochs: give it more with --epochs")
    )
  }

  @Test func `a run without its checkpoints is trained again from its seed`() throws {
    let whole = try hash(train("whole", epochs: 2))
    _ = try train("bare", epochs: 1)
    try FileManager.default.removeItem(
      at: ganscope.run(named: "bare").appendingPathComponent("checkpoints"))
    #expect(try hash(answer(["resume", "bare", "--epochs", "2", "--json"])) == whole)
  }

  @Test func `replay finds the same weights at every checkpoint`() throws {
    _ = try train("mine", epochs: 2, "--checkpoint-every", "3")
    let text = try answer(["replay", "mine", "--threads", "1"])
    let places = text.split(separator: "\n").filter { $0.hasSuffix("  the same") }
    #expect(places.first?.hasPrefix("main  epoch 0  batch 0  ") == true)
    #expect(places.last?.hasPrefix("main  epoch 2  batch 16  ") == true)
    // One that waits for a slow disk gives way to the next one, so there may be fewer than 8.
    #expect((2...8).contains(places.count))
    #expect(
      text.hasSuffix(
        "16 batches and the weights at \(places.count) checkpoints came out the same\n"))
    #expect(!text.contains("DIFFERENT"))
    let end = try answer(["replay", "mine", "--json"])
    #expect(end.contains(#""different_batches":0,"different_checkpoints":0"#))
  }

  @Test func `replay with other kernels says that it came out differently, and why`() throws {
    _ = try ganscope.run(
      ["train", "--limit", "256", "--epochs", "1", "--run", "mine"],
      environment: ["GANSCOPE_KERNELS=portable"])
    let answer = try ganscope.run(
      ["replay", "mine"], environment: ["GANSCOPE_KERNELS=portable"])
    #expect(answer.code == 0, "\(answer.output)")
    let best = try ganscope("replay", "mine")
    if best.code != 0 {
      #expect(best.code == 65)
      #expect(
        best.output.contains("came out differently: it was trained with the kernels portable"))
    }
  }

  @Test func `the weights of a kept epoch make new images, its grid is what was seen`() throws {
    // Both in one go, the first epoch's checkpoint might give way to the second's.
    _ = try train("mine", epochs: 1)
    _ = try answer(["resume", "mine", "--epochs", "2"])
    let made = try answer(
      ["sample", "mine", "--epoch", "1", "--seed", "7", "--count", "4", "--output", "a.npy"])
    #expect(made == "wrote 4 images to a.npy\n")
    let kept = try answer(["sample", "mine", "--epoch", "1", "--output", "b.png"])
    #expect(kept == "wrote 32 images to b.png\n")
    let missing = try ganscope("sample", "mine", "--epoch", "9", "--seed", "7", "--output", "c.npy")
    #expect(missing.code == 66)
    #expect(missing.output.contains("no checkpoint of the end of epoch 9"))
  }

  @Test func `a damaged checkpoint is one line, and the run stays as it was`() throws {
    _ = try train("mine", epochs: 1)
    let folder = ganscope.run(named: "mine").appendingPathComponent("checkpoints")
    let file = folder.appendingPathComponent("00000008-1.safetensors")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 9] ^= 0x10
    try bytes.write(to: file)
    let answer = try ganscope("resume", "mine", "--epochs", "2")
    #expect(answer.code == 65)
    #expect(
      answer.output
        == "ganscope: \(file.path): damaged: it does not have its own checksum: "
        + "without it the run goes on from the one before\n")
    #expect(try Data(contentsOf: file) == bytes)
    try FileManager.default.removeItem(at: file)
    #expect(try ganscope("resume", "mine", "--epochs", "2").code == 0)
  }

  @Test func `show tells branches and checkpoints, and with the journal what was done`() throws {
    _ = try train("mine", epochs: 1)
    _ = try answer(["resume", "mine", "--epochs", "2"])
    let text = try answer(["runs", "show", "mine"])
    #expect(text.contains("checkpoints  3 kept of 3, "))
    #expect(text.contains(/\* main +2 +16 +/))
    #expect(text.contains("judge        none has read the samples yet\n"))
    #expect(text.contains("alarm        none open\n"))
    let journal = try answer(["runs", "show", "mine", "--journal"])
    #expect(journal.contains("epochs 1 -> 2"))
  }

  @Test func `show tells an alarm that is open`() throws {
    let trained = try ganscope(
      "train", "--limit", "256", "--epochs", "40", "--run", "wild", "--generator-rate", "10",
      "--discriminator-rate", "10", "--no-judge")
    #expect(trained.code == 65, "\(trained.output)")
    let text = try answer(["runs", "show", "wild"])
    #expect(text.contains("alarm        divergence: "), "\(text)")
    #expect(text.contains("judge        none, as the run was to have none\n"), "\(text)")
  }
}

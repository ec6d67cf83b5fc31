import Foundation
import Testing

/// Two and more processes at one run, each in a terminal of its own.
@Suite(.serialized) struct `Attached screens` {
  /// The files of one user, and the processes that use them.
  private final class Home {
    let folder: URL

    init() throws {
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
      try? FileManager.default.removeItem(at: folder)
    }

    private var variables: [String: String] {
      [
        "HOME": folder.path, "XDG_DATA_HOME": "\(folder.path)/data",
        "XDG_CONFIG_HOME": "\(folder.path)/config", "TERM": "xterm-256color",
      ]
    }

    func file(_ name: String, ofRun run: String) -> URL {
      folder.appendingPathComponent("data/ganscope/runs/\(run)/\(name)")
    }

    /// The process that has a lock of a run.
    func process(holding lock: String, ofRun run: String) throws -> Int32 {
      let text = try String(contentsOf: file(lock, ofRun: run), encoding: .utf8)
      return try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// A terminal in which a command has been started; its exit code comes into the file `code`.
    func terminal(_ arguments: String) async throws -> TmuxTerminal {
      let terminal = try await TmuxTerminal(width: 120, environment: variables)
      try start(arguments, in: terminal)
      return terminal
    }

    func start(_ arguments: String, in terminal: TmuxTerminal) throws {
      try terminal.run("clear; '\(builtProgram("ganscope"))' \(arguments); echo $? >code")
    }

    func ganscope(_ arguments: String...) throws -> (output: String, code: Int32) {
      try ganscope(arguments)
    }

    func ganscope(_ arguments: [String]) throws -> (output: String, code: Int32) {
      let result = try ShortCommand.run(
        ["env", "-C", folder.path] + variables.map { "\($0.key)=\($0.value)" }
          + [builtProgram("ganscope")] + arguments)
      return (result.output, (result.status >> 8) & 0xFF)
    }

    /// What to train: epochs so short that a resumed run has little to make again, and more of them
    /// than any machine trains meanwhile.
    static let training = "--recipe pocket --limit 640 --epochs 10000"

    /// Starts a training without a screen.
    func startTraining(_ run: String) async throws -> TmuxTerminal {
      let terminal = try await terminal("train \(Self.training) --run \(run)")
      try await terminal.wait(for: "a batch on disk") { _ in
        let runs = try self.ganscope("runs").output
        return runs.contains(/\ running \(process [0-9]+\) +[0-9]+\/10000 +[1-9]/)
      }
      return terminal
    }
  }

  private let home: Home

  init() throws {
    home = try Home()
  }

  /// Attaches a screen and waits until it shows batches and samples.
  private func attach(to run: String) async throws -> TmuxTerminal {
    let terminal = try await home.terminal("watch --attach \(run)")
    try await terminal.wait(for: "sparklines and samples") { text in
      text.count(where: Set("▁▂▃▄▅▆▇█").contains) > 4 && text.count { "▀▄".contains($0) } > 40
    }
    return terminal
  }

  /// What the run's journal says, as another process reads it at this moment.
  private func journal(of run: String) throws -> String {
    let path = home.folder.appendingPathComponent("journal.jsonl").path
    let answer = try home.ganscope("export", run, "--format", "jsonl", "--output", path)
    #expect(answer.code == 0, "\(answer.output)")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `a headless run is shown, paused, turned, left and ended from another terminal`()
    async throws
  {
    let trainer = try await home.startTraining("shared")
    let watcher = try await attach(to: "shared")
    let process = try home.process(holding: "trainer.lock", ofRun: "shared")

    try watcher.press("Space")
    try await watcher.wait(forText: "paused at batch")
    try watcher.press("+")
    try await watcher.wait(forText: "generator rate 0.001 -> 0.00126")
    let journal = try journal(of: "shared")
    #expect(journal.contains(#""event":"paused""#))
    #expect(journal.contains(#""event":"learning_rate","from":0.001,"network":"generator""#))

    let numbers = try #require(try watcher.text.split(separator: "\n").first)
    try watcher.press("n")
    try await watcher.wait(for: "one more batch than in '\(numbers)'") { !$0.contains(numbers) }

    try watcher.press("q")
    try await watcher.wait(forText: "quit? the training goes on")
    try watcher.press("y")
    #expect(try await watcher.wait(forFile: "code") == "0\n")
    try await watcher.wait(forText: "which process \(process) goes on training")
    #expect(try home.ganscope("runs").output.contains("running (process \(process))"))

    let another = try await attach(to: "shared")
    try another.type(":stop")
    try another.press("Enter")
    #expect(try await trainer.wait(forFile: "code") == "0\n")
    try await another.wait(forText: "finished")
    #expect(try home.ganscope("runs", "show", "shared").output.contains(/status +stopped/))
  }

  @Test func `one screen drives, a second trainer is refused, and a killed one leaves no lock`()
    async throws
  {
    let trainer = try await home.startTraining("shared")
    let (driver, watcher) = (try await attach(to: "shared"), try await attach(to: "shared"))
    try driver.press("Space")
    try await driver.wait(forText: "paused at batch")
    let driving = try home.process(holding: "driver.lock", ofRun: "shared")
    try watcher.press("Space")
    try await watcher.wait(
      forText: "process \(driving) drives this run: this screen only watches")

    let process = try home.process(holding: "trainer.lock", ofRun: "shared")
    for arguments in [["resume", "shared"], ["runs", "rm", "shared"]] {
      let refused = try home.ganscope(arguments)
      #expect(refused.code == 75)
      #expect(refused.output.contains("is being trained by process \(process)"))
    }

    #expect(kill(process, SIGKILL) == 0)
    try await driver.wait(forText: "its trainer was killed: ganscope resume shared")
    try driver.press("Space")
    try await driver.wait(forText: "nobody trains this run: ganscope resume shared")
    #expect(try home.ganscope("runs").output.contains("interrupted"))
    try driver.press("q")
    #expect(try await driver.wait(forFile: "code") == "0\n")

    try home.start("resume shared", in: trainer)
    try await watcher.wait(for: "the training to go on") {
      $0.contains("* training")
    }
    try watcher.press("Space")
    try await watcher.wait(forText: "= paused")
    // Or it would still be saving when this test's files are removed.
    #expect(kill(try home.process(holding: "trainer.lock", ofRun: "shared"), SIGKILL) == 0)
  }

  @Test func `a screen that trains drives its run itself`() async throws {
    let trainer = try await home.terminal("watch \(Home.training) --run mine")
    try await trainer.wait(for: "a batch") { text in
      text.contains(/batch +[1-9][0-9]*\/20/)
    }
    let watcher = try await attach(to: "mine")
    let process = try home.process(holding: "trainer.lock", ofRun: "mine")
    try watcher.press("Space")
    try await watcher.wait(
      forText: "process \(process) drives this run: this screen only watches")
    try trainer.press("Space")
    try await watcher.wait(forText: "= paused")
    try trainer.press("C-c")
    #expect(try await trainer.wait(forFile: "code") == "0\n")
    try watcher.press("G")
    try await watcher.wait(forText: "finished: ")
  }

  @Test func `a run that nobody trains can be looked at, also after its folder has gone`()
    async throws
  {
    let trained = try home.ganscope("train", "--limit", "256", "--epochs", "2", "--run", "over")
    #expect(trained.code == 0)
    let watcher = try await attach(to: "over")
    try await watcher.wait(forText: "finished")
    try watcher.press("Space")
    try await watcher.wait(forText: "nobody trains this run: ganscope resume over")

    let run = home.file("", ofRun: "over").standardizedFileURL
    let elsewhere = home.folder.appendingPathComponent("elsewhere")
    try FileManager.default.moveItem(at: run, to: elsewhere)
    try await watcher.wait(forText: "! failed")
    try watcher.press("[")
    try await watcher.wait(for: "earlier samples, and what is wrong") {
      $0.contains("epoch 1") && $0.contains("the run is gone")
    }
    try FileManager.default.moveItem(at: elsewhere, to: run)
    try await watcher.wait(forText: "finished")
    try watcher.press("q")
    #expect(try await watcher.wait(forFile: "code") == "0\n")
    #expect(try home.ganscope("watch", "--attach", "over", "--recipe", "dense").code == 64)
  }
}

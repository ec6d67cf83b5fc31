import Foundation
import Testing

/// The real program in a real terminal, as its user has it.
@Suite(.serialized) struct `The live screen` {
  private static let sparks = Set("▁▂▃▄▅▆▇█")
  private static let halfBlocks = Set("▀▄")

  /// A shell whose user has no files of this program yet, with the live screen up.
  ///
  /// There are more epochs than a busy machine trains while the test looks on.
  ///
  /// - Parameter recipe: nil for none, so that the list of recipes is open.
  private func startWatching(
    recipe: String? = "pocket", images: Int = 6400, preparedBy preparation: String = ":"
  ) async throws -> TmuxTerminal {
    let terminal = try await TmuxTerminal(environment: ["TERM": "xterm-256color"])
    try """
    TERM=xterm-256color; export TERM
    for kind in CONFIG DATA STATE CACHE; do
      mkdir -p "$PWD/$kind"
      export "XDG_${kind}_HOME=$PWD/$kind"
    done
    ganscope="\(builtProgram("ganscope"))"
    \(preparation)
    stty -a >before
    "$ganscope" watch \(recipe.map { "--recipe \($0)" } ?? "") --limit \(images) --epochs 1000 --seed 1
    echo $? >code
    stty -a >after
    """.write(
      to: terminal.folder.appendingPathComponent("session"), atomically: true, encoding: .utf8)
    try terminal.run("clear; . ./session")
    return terminal
  }

  private func waitForPictures(_ terminal: TmuxTerminal) async throws {
    try await terminal.wait(for: "sparklines and samples") { text in
      text.count(where: Self.sparks.contains) > 4
        && text.count(where: Self.halfBlocks.contains) > 40
    }
  }

  @Test func `from the first frame over every kind of control to the shell again`() async throws {
    let terminal = try await startWatching()
    try await waitForPictures(terminal)
    #expect(try terminal.styledText.contains("38;5;"))

    try terminal.press("Space")
    let paused = try await terminal.wait(for: "the pause") {
      $0.localizedStandardContains("paused")
    }

    // Turn the selected rate: the number beside the mark changes.
    let knob = try #require(paused.split(separator: "\n").first { $0.contains("│> ") })
    try terminal.press("+")
    try await terminal.wait(for: "another rate than in '\(knob)'") { !$0.contains(knob) }

    let numbers = try terminal.text
    try terminal.press("n")
    try await terminal.wait(for: "the numbers of one more batch") { $0 != numbers }

    let live = try terminal.text
    try terminal.press("[")
    let earlier = try await terminal.wait(for: "earlier samples") { $0 != live }
    try terminal.press("G")
    try await terminal.wait(for: "the live samples") { $0 != earlier }

    try await terminal.resize(width: 40, height: 10)
    try await terminal.wait(for: "a screen that fits 40 columns") { text in
      text.split(separator: "\n").allSatisfy { $0.count <= 40 }
        && text.contains(where: Self.halfBlocks.contains)
    }
    try await terminal.resize(width: 80, height: 24)
    try await terminal.wait(for: "all panels again") { text in
      text.contains("knobs") && text.contains("accuracy")
    }

    try terminal.press("q")
    try await terminal.wait(for: "the question") { $0.contains("quit?") }
    try terminal.press("y")
    #expect(try await terminal.wait(forFile: "code") == "0\n")
    let after = try await terminal.wait(forFile: "after")
    let before = try await terminal.wait(forFile: "before")
    #expect(after == before)
    #expect(try !terminal.showsAlternateScreen)
    #expect(try terminal.showsCursor)
  }

  @Test func `back to the start, on from there on a branch, and both compared`() async throws {
    let terminal = try await startWatching()
    try await waitForPictures(terminal)
    try terminal.press("g", "b")
    try await terminal.wait(for: "the question for a name") {
      $0.contains("leaves main at the start")
    }
    try terminal.press("a", "n", "e", "w", "Enter")
    try await terminal.wait(for: "the branch's name in the first line") {
      $0.prefix { $0 != "\n" }.contains("anew")
    }

    // Both by turns: the screen moves by itself, though nothing is trained.
    try terminal.press("Space")
    try await terminal.wait(for: "the pause") { $0.localizedStandardContains("paused") }
    try terminal.press("c", "j", "d", "d")
    for letter in ["B", "A", "B"] {
      try await terminal.wait(for: "side \(letter)") { $0.contains("A and B by turns: \(letter)") }
    }
    try terminal.press("Escape", "C-c")
    try await terminal.wait(for: "the shell") { $0.contains("saved in ") }
  }

  @Test func `from the list of recipes and by a command to other runs, all of which are saved`()
    async throws
  {
    let terminal = try await startWatching(
      recipe: nil, images: 640,
      preparedBy: """
        mkdir -p "$XDG_CONFIG_HOME/ganscope/recipes"
        "$ganscope" recipes show pocket --toml | sed 's/^epochs = .*/epochs = 1000/' \\
          >"$XDG_CONFIG_HOME/ganscope/recipes/own.toml"
        """)
    try await terminal.wait(for: "the list of recipes") { text in
      ["Enter starts", "> pocket", "Dense GAN"].allSatisfy { text.contains($0) }
    }
    try await waitForBatch(terminal)

    try terminal.press("Up")
    try await terminal.wait(forText: "> own")
    try terminal.press("Enter")
    try await terminal.wait(forText: "own on strokes")
    try await waitForBatch(terminal)

    try terminal.type(":new recipe=pockt")
    try terminal.press("Enter")
    try await terminal.wait(forText: "no recipe 'pockt'; did you mean pocket?")
    try terminal.press("BSpace")
    try terminal.type("et seed=3")
    try terminal.press("Enter")
    try await terminal.wait(forText: "pocket on strokes")
    try await waitForBatch(terminal)

    try terminal.type(":quit")
    try terminal.press("Enter")
    #expect(try await terminal.wait(forFile: "code") == "0\n")
    try terminal.run("clear; \"$ganscope\" runs | cut -c1-70")
    // Not for a name, which the program has just written as the place where that run was saved.
    let runs = try await terminal.wait(for: "three runs that were stopped") {
      $0.components(separatedBy: "stopped").count == 4
    }
    for run in ["own-strokes-1", "pocket-strokes-1", "pocket-strokes-2"] {
      #expect(runs.contains(run), "\(runs)")
    }
  }

  /// Waits until the run on the screen has trained a batch.
  private func waitForBatch(_ terminal: TmuxTerminal) async throws {
    try await terminal.wait(for: "a first batch") { text in
      text.contains(/epoch +[1-9][0-9]*\/1000/)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends it and leaves the terminal as it was`(signal: Int32) async throws {
    let terminal = try await startWatching()
    try await waitForPictures(terminal)
    let name = [SIGINT: "INT", SIGTERM: "TERM", SIGHUP: "HUP"][signal] ?? ""
    let pane = try terminal.shellProcess
    _ = try ShortCommand.run(["pkill", "-\(name)", "-P", pane, "ganscope"])
    _ = try await terminal.wait(forFile: "code")
    let after = try await terminal.wait(forFile: "after")
    let before = try await terminal.wait(forFile: "before")
    #expect(after == before)
    #expect(try !terminal.showsAlternateScreen)
  }
}

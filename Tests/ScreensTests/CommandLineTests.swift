import Screens
import Session
import Terminal
import Testing

/// The command line at the bottom of the screen, opened by a colon.
struct CommandLineTests {
  private var screen = WatchScreen(snapshot: SampleRuns.tricky, library: SampleRuns.library)

  /// The effects of a command but for the look at the library, which opening the line causes.
  private mutating func run(_ line: String) -> [Effect] {
    #expect(screen.type(":") == [.listRecipes])
    return screen.type(line) + screen.press(.enter)
  }

  private func row(_ fromBottom: Int, _ width: Int = 80, _ height: Int = 24) throws -> String {
    let rows = try screen.canvas(width, height).text.split(separator: "\n")
    let row = rows[rows.count - fromBottom]
    return String(row.drop { $0 == " " }.prefix { $0 != "·" })
  }

  private func line() throws -> String { try row(1).withoutBlanks }
  private func remark() throws -> String { try row(2).withoutBlanks }

  // MARK: Commands

  @Test(arguments: [
    ("new recipe=pocket", RunRequest(recipe: "pocket")),
    ("new pocket", RunRequest(recipe: "pocket")),
    ("new seed=7 recipe=pocket", RunRequest(recipe: "pocket", seed: 7)),
    (
      "new recipe=dense dataset=fashion-mnist seed=0",
      RunRequest(recipe: "dense", dataset: "fashion-mnist", seed: 0)
    ),
    ("  new   recipe=my/own.toml", RunRequest(recipe: "my/own.toml")),
    (
      "new pocket dataset=fashion-mnist:3,7",
      RunRequest(recipe: "pocket", dataset: "fashion-mnist:3,7")
    ), ("new recipe=dense dataset=a/b.gz", RunRequest(recipe: "dense", dataset: "a/b.gz")),
  ])
  func `new asks for another run`(line: String, request: RunRequest) {
    var test = self
    #expect(test.run(line) == [.startRun(request)])
    #expect(test.screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test(arguments: [
    ("set generator_rate 2e-3", TrainingCommand.setLearningRate(.generator, 0.002)),
    ("set discriminator-rate 1", .setLearningRate(.discriminator, 1)),
    ("set dropout 0", .setDropout(0)), ("set r1 0.5", .setTrick("r1", 0.5)),
    ("set label-noise -0.5", .setTrick("label_noise", -0.5)), ("pause", .pause),
  ])
  func `a command does what its keys do`(line: String, command: TrainingCommand) {
    var test = self
    #expect(test.run(line) == [.send(command)])
  }

  @Test mutating func `a knob that was set is pending like one that was turned`() throws {
    _ = run("set dropout 0.45")
    let text = try screen.canvas(80, 24).text
    #expect(text.contains(" 0.45*"))
  }

  @Test mutating func `quit stops, saves and quits`() {
    #expect(run("quit") == [.send(.stop), .quit])
  }

  @Test mutating func `resume goes on where the run is paused`() throws {
    #expect(run("resume") == [])
    #expect(try remark() == "it is not paused")
    _ = screen.update(.snapshot(SampleRuns.run(steps: 100, phase: .paused)))
    #expect(run("resume") == [.send(.resume)])
    #expect(run("pause") == [.send(.pause)])
  }

  @Test mutating func `a command that needs a training says that there is none`() throws {
    _ = screen.update(.snapshot(SampleRuns.run(steps: 9, phase: .finished("runs/1"))))
    #expect(run("set dropout 0.1") == [])
    #expect(try remark() == "the run is over")
    #expect(run("new pocket") == [.startRun(RunRequest(recipe: "pocket"))])
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("nwe", "no command 'nwe'; did you mean new?"),
    ("new", "which recipe? new recipe=NAME [dataset=NAME] [seed=N]"),
    (
      "new recipe=pockt", "no recipe 'pockt'; did you mean pocket? known: dcgan-selu, dense, pocket"
    ),
    ("new recipe=dense", "mnist is not here: ganscope datasets fetch mnist"),
    ("new pocket dataset=mnist", "mnist is not here: ganscope datasets fetch mnist"),
    ("new pocket dataset=mnist:1", "mnist:1 is not here: ganscope datasets fetch mnist"),
    ("new pocket dataset=stroke", "no data set 'stroke'; did you mean strokes? known: "),
    (
      "new pocket sed=1", "nothing is called 'sed'; did you mean seed? known: dataset, recipe, seed"
    ),
    ("new pocket seed=-1", "a seed is a whole number from 0 on, not '-1'"),
    ("new pocket recipe=dense", "recipe is there twice"),
    ("set r1", "a knob and a value: set KNOB VALUE"),
    ("set r11 1", "no knob 'r11'; did you mean r1? known: "),
    ("set r1 -1", "'-1' is not a number from 0 to 1000"),
    ("set r1 much", "'much' is not a number from 0 to 1000"),
    ("pause now", "pause takes no more words"),
  ])
  func `a mistake is told in one line, and the line stays to be mended`(
    line: String, problem: String
  ) throws {
    var test = self
    #expect(test.run(line) == [])
    let answer = try test.remark()
    #expect(answer.hasPrefix(problem), "\(answer)")
    #expect(try test.line() == ":\(line)_")
    _ = test.screen.press(.backspace)
    #expect(try !test.remark().hasPrefix(problem))
  }

  @Test mutating func `where there is one line the answer takes it until the next key`() throws {
    _ = run("nwe")
    #expect(try row(1, 40, 10).hasPrefix("no command 'nwe'; did you mean new?"))
    _ = screen.type("!")
    #expect(try row(1, 40, 10).hasPrefix(":nwe!_"))
  }

  @Test mutating func `an empty line does nothing, and Escape leaves`() throws {
    #expect(run("  ") == [])
    _ = screen.type(":quit")
    #expect(screen.press(.escape) == [])
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    _ = screen.press(.character(":"), .backspace)
    #expect(screen.press(.character(" ")) == [.send(.resume)])
  }

  // MARK: Typing

  @Test(arguments: [
    (":new\t", ":new _"), (":new \t", ":new _"), (":new r\t", ":new recipe=_"),
    (":new recipe=d\t", ":new recipe=d_"), (":new recipe=de\t", ":new recipe=dense _"),
    (":new recipe=dense s\t", ":new recipe=dense seed=_"), (":set \t", ":set _"),
    (":set g\t", ":set g_"), (":set gr\t", ":set gradient_penalty _"), (":x\t", ":x_"),
    (":\t", ":_"), (":set r1 \t", ":set r1 _"), (":pau\t\t", ":pause _"), (":ne\t", ":ne_"),
  ])
  func `Tab completes as far as it is certain`(typed: String, line: String) throws {
    var test = self
    for character in typed {
      _ = test.screen.press(character == "\t" ? .tab : .character(character))
    }
    #expect(try test.line() == line)
  }

  @Test mutating func `what Tab leaves open is listed`() throws {
    _ = screen.type(":new recipe=d")
    _ = screen.press(.tab)
    #expect(try remark() == "dcgan-selu  dense")
    _ = screen.type("e")
    #expect(try remark().hasPrefix("new recipe=NAME [dataset=NAME] [seed=N]    train another"))
  }

  @Test mutating func `earlier lines come back, and the one begun after them`() throws {
    _ = run("pause")
    _ = run("nwe")
    _ = screen.press(.escape)
    _ = screen.type(":set")
    _ = screen.press(.up)
    #expect(try line() == ":nwe_")
    _ = screen.press(.up, .up)
    #expect(try line() == ":pause_")
    _ = screen.press(.down, .down, .down)
    #expect(try line() == ":set_")
  }

  @Test mutating func `earlier lines outlive the run, but nothing of the run does`() throws {
    _ = screen.press(.character("+"), .character("["), .character("c"))
    _ = run("new pocket")
    #expect(screen.update(.newRun) == [])
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("no samples yet") && text.contains("starting"))
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(try !screen.canvas(80, 24).text.contains("pending"))
    _ = screen.press(.character(":"), .up)
    #expect(try line() == ":new pocket_")
    _ = screen.press(.escape, .character("+"))
    // The new run counts its commands from 1, so this takes effect with its first.
    var snapshot = SampleRuns.running
    snapshot.acknowledgedCommand = 1
    _ = screen.update(.snapshot(snapshot))
    #expect(try !screen.canvas(80, 24).text.contains("0.000252*"))
  }

  @Test mutating func `why a run could not be started is told`() throws {
    _ = run("new own.toml")
    _ = screen.update(.notice("own.toml:3: wrong"))
    #expect(try remark() == "own.toml:3: wrong")
  }

  @Test mutating func `of a long line the end is to be seen`() throws {
    _ = screen.type(":new recipe=dense dataset=fashion-mnist seed=123456")
    let text = try row(1, 40, 10)
    #expect(text.hasPrefix(":") && text.contains("dataset=fashion-mnist seed=123456_"))
  }
}

import Screens
import Session
import Terminal
import Testing

/// Command lines that were given to the program at its start.
struct ScriptTests {
  private func screen(_ lines: String...) -> WatchScreen {
    WatchScreen(settings: WatchSettings(commands: lines))
  }

  private func snapshot(_ phase: TrainingPhase, acknowledged: UInt64 = 0) -> Message {
    var snapshot = SampleRuns.run(steps: 100, phase: phase)
    snapshot.acknowledgedCommand = acknowledged
    return .snapshot(snapshot)
  }

  @Test func `lines wait for the training and then for each other`() {
    var screen = screen("lr g 1e-4", "until 5", "dropout 0.5", "preset charts")
    #expect(screen.update(.snapshot(SampleRuns.preparing)) == [])
    #expect(screen.update(snapshot(.running)) == [.send(.setLearningRate(.generator, 1e-4))])
    #expect(screen.update(snapshot(.running)) == [])
    #expect(screen.update(snapshot(.running, acknowledged: 1)) == [.send(.trainUntil(.epoch(5)))])
    #expect(screen.update(snapshot(.running, acknowledged: 2)) == [])
    #expect(screen.update(snapshot(.paused, acknowledged: 2)) == [.send(.setDropout(0.5))])
    #expect(screen.update(snapshot(.paused, acknowledged: 3)) == [])
  }

  @Test func `a line that cannot be done is told and ends them`() throws {
    var screen = screen("dropout 7", "pause")
    #expect(screen.update(snapshot(.running)) == [])
    #expect(screen.update(snapshot(.running)) == [])
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("dropout 7: '7' is not a number from 0 to 0.95"))
  }

  @Test(arguments: [
    ("until 20", TrainingGoal.epoch(20)), ("until epoch 3", .epoch(3)),
    ("until d_loss<0.5", .below(.discriminatorLoss, 0.5)),
    ("until distance < 60", .distanceBelow(60)),
    ("until fake_accuracy > 0.9", .above(.fakeAccuracy, 0.9)),
    ("until g_loss >1", .above(.generatorLoss, 1)),
  ])
  func `a goal is an epoch or a bound`(line: String, goal: TrainingGoal) {
    var screen = screen(line)
    #expect(screen.update(snapshot(.running)) == [.send(.trainUntil(goal))])
  }

  @Test func `the goal stands in the header where there is room for it`() throws {
    var snapshot = SampleRuns.running
    snapshot.goal = .below(.discriminatorLoss, 0.3)
    let screen = WatchScreen(snapshot: snapshot)
    #expect(try screen.canvas(80, 24).text.contains("* until d_loss < 0.3"))
    #expect(try screen.canvas(60, 24).text.contains("* training"))
  }

  @Test(arguments: [
    ("until", "until when? until EPOCH"), ("until 0", "'0' is no epoch"),
    ("until 21", "the run has 20 epochs"), ("until 2", "epoch 2 is over"),
    ("until loss<1", "nothing is measured as 'loss'; "), ("until d_loss<x", "'x' is no number"),
    ("until distance>3", "a distance is good where it is small"),
    ("lr", "which rate? lr [g|d] RATE"), ("lr q 1", "g or d, not 'q'"),
    ("lr g x-1", "'x-1' is not a number above 0"), ("preset x", "which? preset watch|wall|"),
    ("glyphs x", "which? glyphs ascii|"), ("colors 9", "which? colors 256|16|8|mono"),
    ("theme x", "no theme 'x'"),
  ])
  func `what is wrong with a line is said`(line: String, problem: String) {
    var screen = WatchScreen(snapshot: SampleRuns.running, settings: SampleRuns.settings)
    #expect {
      try screen.perform(line: line)
    } throws: { error in
      (error as? PromptError)?.message.hasPrefix(problem) == true
    }
  }

  @Test(arguments: [
    ("until x", "'x' is no epoch"), ("pause now", "pause takes no more words"),
    ("lr q 1", "g or d, not 'q'"), ("lr", "which rate?"),
    ("dropout 7", "'7' is not a number from 0"),
    ("set noise much", "'much' is no number"), ("goto x", "an epoch is a whole number or live"),
    ("view x", "which? view "), ("layer g", "which? layer g|d NUMBER"), ("slow x", "g or d"),
    ("lesson 99", "which page?"), ("preset x", "which? preset "), ("glyphs x", "which? glyphs "),
    ("colors 9", "which? colors "), ("theme x", "no theme 'x'"), ("compare 1", "two of them"),
    ("branch -a", "a name begins with"), ("mark", "a mark has a name"), ("switch", "which branch?"),
    ("new seed=1", "which recipe?"), ("new pocket seed=x", "a seed is a whole number"),
    ("record a b", "one file"), ("quit now", "quit takes no more words"),
  ])
  func `what no run could do is said before there is one`(line: String, problem: String) {
    let objection = WatchScreen.objection(toLine: line, settings: SampleRuns.settings)
    #expect(objection?.hasPrefix(problem) == true, "\(objection ?? "none")")
  }

  @Test(arguments: [
    "until 900", "until distance < 60", "lr x0.5", "lr d 3e-4", "set some_trick x2", "goto live",
    "switch other", "branch a b", "compare other@3 main", "new recipe=mine.toml", "view", "slow g",
    "remedy collapse", "record",
  ])
  func `what a run could do is left to it`(line: String) {
    #expect(WatchScreen.objection(toLine: line, settings: SampleRuns.settings) == nil)
  }

  @Test func `a line that is refused ends them, and says so`() throws {
    var screen = screen("pause", "dropout 0.5")
    #expect(screen.update(snapshot(.running)) == [.send(.pause)])
    #expect(screen.update(.refused("process 7 drives this run")) == [])
    #expect(screen.update(snapshot(.running)) == [])
    #expect(try screen.canvas(80, 24).text.contains("process 7 drives this run"))
  }

  @Test func `lines behind a new run are done in it`() throws {
    var screen = WatchScreen(
      library: SampleRuns.library,
      settings: WatchSettings(commands: ["new recipe=pocket", "dropout 0.5"]))
    #expect(screen.update(snapshot(.running)) == [.startRun(RunRequest(recipe: "pocket"))])
    #expect(screen.update(.newRun) == [])
    #expect(screen.update(.snapshot(SampleRuns.preparing)) == [])
    #expect(screen.update(snapshot(.running)) == [.send(.setDropout(0.5))])
  }

  @Test func `in a new run nobody sees more than in the one before`() throws {
    var screen = WatchScreen(
      library: SampleRuns.library,
      settings: WatchSettings(commands: ["new recipe=pocket", "record"], isSpoken: true))
    #expect(screen.update(snapshot(.running)) == [.startRun(RunRequest(recipe: "pocket"))])
    _ = screen.update(.newRun)
    #expect(screen.update(snapshot(.running)) == [])
    #expect(screen.trouble?.contains("is for the screen only") == true)
  }
}

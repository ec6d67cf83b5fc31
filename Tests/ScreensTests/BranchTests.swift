import Screens
import Session
import Terminal
import Testing

/// Making, naming and changing branches.
struct BranchTests {
  private var screen = WatchScreen(snapshot: SampleRuns.branched)

  private func text(_ width: Int = 80, _ height: Int = 24) throws -> String {
    try screen.canvas(width, height).text
  }

  private mutating func run(_ line: String) -> [Effect] {
    _ = screen.type(":")
    return screen.type(line) + screen.press(.enter)
  }

  // MARK: b

  @Test(arguments: [
    ("", 3, 1200), ("[", 1, 468), ("[[", 1, 100), ("g", 1, 0),
  ])
  func `b leaves the branch that trained what is looked at; live, its last batch`(
    keys: String, branch: Int, step: Int
  ) {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type(keys)
    #expect(screen.press(.character("b")) == [])
    #expect(
      screen.press(.enter) == [.send(.branch(BranchRequest(branch: branch, step: step)))])
  }

  @Test mutating func `b of a run of one branch leaves main`() {
    screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(
      screen.type("b") + screen.type("hot 2") + screen.press(.enter)
        == [.send(.branch(BranchRequest(name: "hot 2", branch: 1, step: 1053)))])
  }

  @Test mutating func `the footer says where the branch begins`() throws {
    _ = screen.type("[b")
    #expect(try text().contains(" branch _  leaves main at batch 468; Enter: automatic name, Esc "))
    _ = screen.type("cold")
    #expect(try text().contains(" branch cold_  leaves main at batch 468; Enter begins it, Esc "))
    #expect(screen.press(.escape) == [])
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test(arguments: [
    ("main", "'main' is taken; choose another name"), ("warm", "'warm' is taken"),
    ("-x", "a name begins with a letter or a digit"),
  ])
  func `a name that cannot be is answered at once and stays to be mended`(
    name: String, answer: String
  ) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type("b" + name)
    #expect(screen.press(.enter) == [])
    #expect(try screen.canvas(80, 24).text.contains(" branch \(name)_  \(answer)"))
    #expect(
      screen.press(.control("u")) + screen.type("3rd") + screen.press(.enter)
        == [.send(.branch(BranchRequest(name: "3rd", branch: 3, step: 1200)))])
  }

  @Test mutating func `a name has at most forty characters`() {
    _ = screen.type("b" + String(repeating: "x", count: 60))
    let name = String(repeating: "x", count: 40)
    #expect(
      screen.press(.enter) == [.send(.branch(BranchRequest(name: name, branch: 3, step: 1200)))])
    #expect(run("branch " + String(repeating: "y", count: 41)) == [])
  }

  @Test mutating func `a name is taken as soon as it was asked for, until its command is done`()
    throws
  {
    _ = screen.type("bhot")
    _ = screen.press(.enter)
    #expect(try text().contains("branch hot: asked for"))
    _ = screen.type("bhot")
    #expect(screen.press(.enter) == [])
    _ = screen.press(.escape)
    var snapshot = SampleRuns.branched
    snapshot.acknowledgedCommand = 1
    _ = screen.update(.snapshot(snapshot))
    #expect(try !text().contains("asked for"))
  }

  @Test mutating func `nothing is branched from a run that has failed`() throws {
    var over = SampleRuns.branched
    over.phase = .failed("no memory")
    screen = WatchScreen(snapshot: over)
    #expect(screen.type("b") + screen.type("m") == [])
    #expect(try text().contains("the run is over"))
    #expect(run("branch x") == [])
  }

  @Test mutating func `a run whose epochs are done goes on from an earlier one`() throws {
    var done = SampleRuns.branched
    done.phase = .finished("runs/1")
    done.run?.epochs = 2
    done.line.metrics = SampleRuns.history(steps: 936)
    done.line.events.append(TrainingEvent(step: 936, kind: .finished))
    screen = WatchScreen(snapshot: done)
    #expect(screen.type("b") == [])
    #expect(try text().contains("nothing is left to train from here; [ goes back"))
    #expect(run("branch") == [])
    #expect(
      screen.press(.escape) + screen.type("[b") + screen.press(.enter)
        == [.send(.branch(BranchRequest(branch: 1, step: 468)))])
    #expect(run("switch low rate") == [.send(.switchBranch(2))])
  }

  @Test mutating func `the way to a branch that was asked for names it`() throws {
    _ = screen.type("[bhot")
    _ = screen.press(.enter)
    var snapshot = SampleRuns.branched
    snapshot.phase = .returning(done: 1, of: 2)
    _ = screen.update(.snapshot(snapshot))
    #expect(try text().contains(" branch hot: going back: 1 of 2 batches "))
  }

  // MARK: B

  @Test mutating func `B lists all branches, and Enter goes on at the end of one`() throws {
    #expect(screen.press(.character("B")) == [])
    #expect(try text().contains("> 3  warm      left main at 936  epoch 3, batch 1200"))
    #expect(screen.press(.up, .enter) == [.send(.switchBranch(2))])
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test mutating func `the branch that is trained already stays`() throws {
    #expect(screen.press(.character("B"), .enter) == [])
    #expect(try text().contains("warm is the branch that is trained"))
  }

  @Test mutating func `the list follows a run whose branches are others`() {
    _ = screen.press(.character("B"), .end)
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(screen.press(.enter, .down, .up) == [])
  }

  @Test mutating func `the samples of another branch are followed live`() throws {
    _ = screen.type("[[")
    var switched = SampleRuns.branched
    switched.line = SampleRuns.branched.otherLines[1]
    switched.otherLines = [SampleRuns.branched.otherLines[0], SampleRuns.branched.line]
    _ = screen.update(.snapshot(switched))
    #expect(try text().contains("epoch 2, live "))
    #expect(try text().contains("low rate"))
  }

  // MARK: m

  @Test mutating func `m names the present batch`() throws {
    #expect(
      screen.type("mgood hands") + screen.press(.enter) == [.send(.mark("good hands"))])
    #expect(screen.type("m") + screen.press(.enter) == [])
    #expect(try text().contains("a mark has a name"))
    #expect(screen.type("before the collapse") + screen.press(.enter) == [])
    #expect(try text().contains("'before the collapse' is taken"))
  }

  // MARK: Commands

  @Test(arguments: [
    ("branch", TrainingCommand.branch(BranchRequest(branch: 3, step: 1200))),
    ("branch a b", .branch(BranchRequest(name: "a b", branch: 3, step: 1200))),
    ("switch main", .switchBranch(1)), ("switch low rate", .switchBranch(2)),
    ("mark good", .mark("good")),
  ])
  func `commands do what the keys do`(line: String, command: TrainingCommand) {
    var test = self
    #expect(test.run(line) == [.send(command)])
  }

  @Test(arguments: [
    ("branch main", "'main' is taken"), ("switch", "which branch? switch NAME"),
    ("switch hot", "no branch 'hot'; known: low rate, main, warm"), ("mark", "a mark has a name"),
    ("goto", "an epoch: goto EPOCH, or goto live"),
    ("goto 9", "there are no samples of epoch 9; the last one is of epoch 2"),
    ("goto x", "an epoch is a whole number or live, not 'x'"),
    ("compare 1", "two of them: compare A B"), ("compare 1 cold", "no branch 'cold'"),
    ("compare main@7 warm", "there are no samples of epoch 7"),
  ])
  func `mistakes are told`(line: String, problem: String) throws {
    var test = self
    #expect(test.run(line) == [])
    #expect(try test.text().contains(" \(problem)"))
  }

  @Test(arguments: [("goto 1", "epoch 1 "), ("goto 0", "before training"), ("goto live", "live")])
  func `goto shows the samples of an epoch`(line: String, moment: String) throws {
    var test = self
    _ = test.screen.type("[")
    #expect(test.run(line) == [])
    #expect(try test.text().contains("│\(moment == "live" ? "epoch 2, live" : moment)"))
  }

  @Test(arguments: [
    (":sw\t", ":switch _"), (":switch l\t", ":switch low rate _"), (":goto l\t", ":goto live _"),
    (":compare m\t", ":compare main _"), (":comp\t2 w\t", ":compare 2 warm _"),
  ])
  func `Tab completes names`(typed: String, line: String) throws {
    var test = self
    for character in typed {
      _ = test.screen.press(character == "\t" ? .tab : .character(character))
    }
    #expect(try test.text().contains(" \(line)"))
  }

  // MARK: What the run says

  @Test func `the header names the branch where there are more than one`() throws {
    let header = try text().prefix(80)
    #expect(header.contains("branch warm"))
    let alone = try WatchScreen(snapshot: SampleRuns.running).canvas(80, 24).text
    #expect(!alone.contains("branch main"))
  }

  @Test mutating func `what was refused is a notice, once`() throws {
    var snapshot = SampleRuns.branched
    snapshot.line.events.append(TrainingEvent(step: 1200, kind: .refused("no room for a branch")))
    _ = screen.update(.snapshot(snapshot))
    #expect(try text().contains(" no room for a branch "))
    snapshot.line.events.append(TrainingEvent(step: 1201, kind: .paused))
    _ = screen.press(.character("z"))
    _ = screen.update(.snapshot(snapshot))
    #expect(try !text().contains("no room for a branch"))
  }

  @Test func `what was refused before the run was taken up again is no news`() throws {
    var snapshot = SampleRuns.running
    snapshot.line.events.append(TrainingEvent(step: 1053, kind: .refused("no room for a branch")))
    snapshot.line.events.append(TrainingEvent(step: 1053, kind: .paused))
    var screen = WatchScreen(snapshot: SampleRuns.preparing)
    _ = screen.update(.snapshot(snapshot))
    #expect(try !screen.canvas(80, 24).text.contains("no room for a branch"))
  }

  @Test mutating func `a refused command is forgotten and has no number`() throws {
    _ = screen.type("+")
    #expect(try text().contains("0.000252*"))
    #expect(screen.update(.refused("another process drives this run (process 12)")) == [])
    #expect(try text().contains(" another process drives this run (process 12) "))
    #expect(try !text().contains("0.000252"))
    #expect(screen.type(" ") == [.send(.pause)])
    _ = screen.update(.refused("no"))
    #expect(screen.type(" ") == [.send(.pause)])
    var snapshot = SampleRuns.branched
    snapshot.acknowledgedCommand = 1
    _ = screen.update(.snapshot(snapshot))
    #expect(screen.type(" ") == [.send(.pause)])
  }

  @Test mutating func `what cannot be kept stays in red until writing has resumed`() throws {
    _ = screen.update(.storage("run.sqlite: the disk is full"))
    _ = screen.press(.character("z"))
    _ = screen.update(.snapshot(SampleRuns.branched))
    let canvas = try screen.canvas(80, 24)
    #expect(canvas.text.contains(" run.sqlite: the disk is full "))
    #expect(canvas[1, 22].style == (try Appearance.phosphor(.palette))[.error])
    #expect(try text(40, 10).contains("the disk is full"))
    _ = screen.update(.storage(nil))
    #expect(try !text().contains("disk is full"))
  }

  @Test mutating func `a long message keeps its end`() throws {
    _ = screen.update(
      .alarm("/a/very/long/path/" + String(repeating: "x", count: 90) + ".sqlite: no room"))
    #expect(try text().contains("/a/very/long/path/xxx"))
    #expect(try text().contains("xxx.sqlite: no room"))
  }

  @Test mutating func `the way back is told`() throws {
    var snapshot = SampleRuns.branched
    snapshot.phase = .returning(done: 120, of: 400)
    _ = screen.update(.snapshot(snapshot))
    #expect(try text().contains(" going back: 120 of 400 batches "))
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }
}

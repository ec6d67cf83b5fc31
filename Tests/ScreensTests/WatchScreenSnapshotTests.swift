import Screens
import Session
import Terminal
import Testing

struct WatchScreenSnapshotTests {
  @Test(
    arguments: [(80, 24), (120, 40), (60, 16), (40, 10), (20, 3)],
    [("palette", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `a run is shown at every size`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    let screen = WatchScreen(snapshot: SampleRuns.running)
    try expectSnapshot(
      screen.canvas(size.width, size.height, mode.capabilities),
      named: "running-\(size.width)x\(size.height)-\(mode.name)")
  }

  @Test func `the first frame shows its panels and what is being done`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.preparing)
    _ = screen.update(.tick(10))
    _ = screen.update(.tick(13))
    try expectSnapshot(screen.canvas(80, 24), named: "preparing-80x24")
  }

  @Test func `the help lists every key`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("?"))
    try expectSnapshot(screen.canvas(80, 24), named: "help-80x24")
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 16), (40, 10), (20, 3)])
  func `two moments are compared beside each other`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("g"), .character("c"))
    try expectSnapshot(screen.canvas(width, height), named: "compare-\(width)x\(height)")
  }

  @Test(arguments: [("palette", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `the difference of two branches is shown at one epoch`(
    mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type("cjd")
    try expectSnapshot(
      screen.canvas(80, 24, mode.capabilities), named: "difference-80x24-\(mode.name)")
  }

  @Test func `two moments take turns`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type("cdd")
    _ = screen.update(.tick(1))
    try expectSnapshot(screen.canvas(60, 16), named: "flicker-60x16")
  }

  @Test func `coloured images have a difference for every channel`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.colored)
    _ = screen.type("cd")
    try expectSnapshot(screen.canvas(40, 10), named: "color-difference-40x10")
  }

  @Test(
    arguments: [(80, 24), (120, 40), (60, 16), (40, 10), (20, 3)],
    [("palette", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `the branches of a run are drawn on its charts and its line of time`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    let screen = WatchScreen(snapshot: SampleRuns.branched)
    try expectSnapshot(
      screen.canvas(size.width, size.height, mode.capabilities),
      named: "branched-\(size.width)x\(size.height)-\(mode.name)")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `all branches are listed`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.press(.character("B"), .up)
    try expectSnapshot(screen.canvas(width, height), named: "branches-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `a branch is named in the last lines`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type("[bhotter")
    try expectSnapshot(screen.canvas(width, height), named: "naming-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `the way back to an earlier batch is shown`(width: Int, height: Int) throws {
    var snapshot = SampleRuns.branched
    snapshot.phase = .returning(done: 120, of: 400)
    try expectSnapshot(
      WatchScreen(snapshot: snapshot).canvas(width, height), named: "returning-\(width)x\(height)")
  }

  @Test func `a turned knob is pending and a value is typed below`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("+"), .down, .enter, .character("2"), .character("e"))
    try expectSnapshot(screen.canvas(80, 24), named: "typing-80x24")
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 16), (40, 10)])
  func `the knobs of many tricks scroll where they have no room`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.tricky)
    _ = screen.press(.down, .down, .down, .down, .character("+"))
    try expectSnapshot(screen.canvas(width, height), named: "tricks-\(width)x\(height)")
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 16), (40, 10), (20, 3)])
  func `the recipes are listed over the running training`(width: Int, height: Int) throws {
    var screen = WatchScreen(
      snapshot: SampleRuns.running, library: SampleRuns.library, choosingFrom: "pocket")
    _ = screen.press(.up)
    try expectSnapshot(screen.canvas(width, height), named: "recipes-\(width)x\(height)")
  }

  @Test(arguments: [(80, 24), (40, 10)])
  func `a command is typed in the last line`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running, library: SampleRuns.library)
    _ = screen.type(":new recipe=d")
    _ = screen.press(.tab)
    try expectSnapshot(screen.canvas(width, height), named: "command-\(width)x\(height)")
  }

  @Test func `smaller images are more`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("z"))
    try expectSnapshot(screen.canvas(80, 24), named: "small-tiles-80x24")
  }

  @Test func `a finished run says where it was saved`() throws {
    let screen = WatchScreen(
      snapshot: SampleRuns.run(steps: 1404, phase: .finished("runs/pocket-strokes-1")))
    try expectSnapshot(screen.canvas(80, 24), named: "finished-80x24")
  }
}

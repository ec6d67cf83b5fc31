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

  @Test func `two moments are compared beside each other`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("g"), .character("c"), .character("G"))
    try expectSnapshot(screen.canvas(80, 24), named: "compare-80x24")
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

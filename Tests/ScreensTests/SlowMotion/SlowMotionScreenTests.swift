import Screens
import Session
import Terminal
import Testing

/// Slow motion on the live screen.
struct SlowMotionScreenTests {
  /// A run that has trained a batch in slow motion.
  private static let slowed: TrainingSnapshot = {
    var snapshot = SampleRuns.run(steps: 101, phase: .paused)
    snapshot.slowStep = SampleSteps.step
    return snapshot
  }()

  @Test func `x trains a batch in slow motion, which is then shown from its first stage on`() throws
  {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(screen.press(.character("x")) == [.send(.stepSlowly)])
    #expect(try screen.canvas(80, 24).text.contains("No batch was trained in slow motion yet"))
    _ = screen.update(.snapshot(Self.slowed))
    #expect(try screen.canvas(80, 24).text.contains("[noise]"))
  }

  @Test(arguments: [
    ([Key.character(" ")], "[fakes]"), ([.right, .character("n")], "[reals]"),
    ([.right, .right, .left], "[fakes]"), ([.right, .right, .home], "[noise]"),
    ([.character("l"), .character("]"), .character("h")], "[fakes]"),
  ])
  func `keys step the stages, and train nothing`(keys: [Key], stage: String) throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "preset slow")
    for key in keys { #expect(screen.press(key) == []) }
    #expect(try screen.canvas(80, 24).text.contains(stage))
  }

  @Test func `where there is no step yet the first hint says how to train one, and space does`()
    throws
  {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = try screen.perform(line: "preset slow")
    let row = try screen.canvas(80, 24).text.split(separator: "\n").last ?? ""
    #expect(row.trimmingPrefix(" ").hasPrefix("x train one"))
    #expect(screen.press(.character(" ")) == [.send(.stepSlowly)])
  }

  @Test func `the wheel steps the stages over the diagram, and the pages over a lesson`() throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "preset slow")
    _ = screen.update(.mouse(MouseEvent(.wheelDown, x: 20, y: 10)))
    #expect(try screen.canvas(80, 24).text.contains("[fakes]"))
    _ = try screen.perform(line: "lesson 2")
    _ = screen.update(.mouse(MouseEvent(.wheelDown, x: 20, y: 20)))
    #expect(try screen.canvas(80, 24).text.contains("lesson 3/"))
  }

  @Test func `stages that are not seen do not go on`() throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "preset slow")
    _ = screen.press(.character("a"))
    #expect(screen.tickInterval != nil)
    _ = screen.press(.character("X"))
    #expect(screen.tickInterval == nil)
  }

  @Test func `after the last stage it says how to go on`() throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "preset slow")
    for _ in 0..<14 { _ = screen.press(.right) }
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("[weights]"))
    #expect(text.contains("x trains the next batch in slow motion"))
  }

  @Test func `a player's turn is shown by its name; where there is none it is trained`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(try screen.perform(line: "slow generator") == [.send(.stepSlowly)])
    _ = screen.update(.snapshot(Self.slowed))
    #expect(try screen.canvas(80, 24).text.contains("generator's turn [noise]"))
    #expect(try screen.perform(line: "slow discriminator") == [])
    #expect(try screen.canvas(80, 24).text.contains("discriminator's turn [noise]"))
    #expect(throws: PromptError.self) { _ = try screen.perform(line: "slow judge") }
  }

  @Test func `stages play by themselves while they are shown`() throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "preset slow")
    #expect(screen.tickInterval == nil)
    _ = screen.press(.character("a"))
    #expect(screen.tickInterval != nil)
    for tick in 0...20 { _ = screen.update(.tick(Double(tick) * 0.25)) }
    #expect(try screen.canvas(80, 24).text.contains("[loss]"))
    _ = screen.press(.escape)
    #expect(screen.tickInterval == nil)
  }

  @Test func `a transposed convolution takes its place, and both examples take turns`() throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = screen.press(.character("X"), .right, .right)
    #expect(try screen.canvas(80, 24).text.contains("4x4 to 6x6"))
    #expect(try screen.canvas(80, 24).text.contains("stamp 2/16"))
    _ = screen.press(.character("X"))
    #expect(try screen.canvas(80, 24).text.contains("3x3 to 7x7"))
    _ = screen.press(.character("x"))
    #expect(try screen.canvas(80, 24).text.contains("[noise]"))
  }

  @Test(
    arguments: [(80, 24), (120, 40), (60, 16), (40, 10), (20, 3)],
    [("", TerminalCapabilities.palette), ("-ascii", .ascii)])
  func `slow motion is a preset at every size`(
    size: (width: Int, height: Int), mode: (suffix: String, capabilities: TerminalCapabilities)
  ) throws {
    var screen = WatchScreen(snapshot: Self.slowed)
    _ = try screen.perform(line: "slow generator")
    for _ in 0..<4 { _ = screen.press(.right) }
    try expectSnapshot(
      screen.canvas(size.width, size.height, mode.capabilities),
      named: "preset-slow-\(size.width)x\(size.height)\(mode.suffix)")
  }
}

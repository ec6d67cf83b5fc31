import Screens
import Session
import Terminal
import Testing

/// The health panel in every size and state.
struct HealthSnapshotTests {
  private static let sizes = [(80, 24), (120, 40), (60, 16), (40, 10)]

  @Test(arguments: SampleRuns.Health.allCases, sizes)
  func `the preset health in every state`(
    health: SampleRuns.Health, size: (width: Int, height: Int)
  ) throws {
    var screen = WatchScreen(snapshot: SampleRuns.judged(health))
    _ = try screen.perform(line: "preset health")
    try expectSnapshot(
      screen.canvas(size.width, size.height),
      named: "health-\(health.rawValue)-\(size.width)x\(size.height)")
  }

  @Test(arguments: sizes)
  func `the preset health without colours and blocks`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.judged(.alarmed))
    _ = try screen.perform(line: "preset health")
    try expectSnapshot(
      screen.canvas(width, height, .ascii), named: "health-alarmed-\(width)x\(height)-ascii")
  }

  @Test(arguments: sizes + [(20, 3)])
  func `the usual screen has a line of it, and an alarm on every chart`(
    width: Int, height: Int
  ) throws {
    let screen = WatchScreen(snapshot: SampleRuns.judged(.alarmed))
    try expectSnapshot(screen.canvas(width, height), named: "watch-alarmed-\(width)x\(height)")
  }

  @Test func `its number shows it alone where it has no place among the others`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.judged(.healthy))
    _ = screen.press(.character("6"))
    try expectSnapshot(screen.canvas(80, 24), named: "health-alone-80x24")
    _ = screen.press(.character("6"))
    let text = try screen.canvas(80, 24).text
    #expect(!text.contains("6 health") && text.contains("1 losses"))
  }
}

import Screens
import Session
import Terminal
import Testing

/// What the screen shows in each of its presets, and its panels alone.
struct PresetTests {
  private static let sizes = [(80, 24), (120, 40), (60, 16), (40, 10)]
  private static let modes = [
    ("palette", TerminalCapabilities.palette), ("ascii", TerminalCapabilities.ascii),
  ]

  @Test(arguments: sizes, modes)
  func `every preset is shown at every size`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    for preset in ["wall", "compare", "charts"] {
      var screen = WatchScreen(snapshot: SampleRuns.running)
      _ = try screen.perform(line: "preset \(preset)")
      try expectSnapshot(
        screen.canvas(size.width, size.height, mode.capabilities),
        named: "preset-\(preset)-\(size.width)x\(size.height)-\(mode.name)")
    }
  }

  @Test func `p shows one preset after the other, P goes back`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    var seen: [String] = []
    for _ in WatchPreset.allCases {
      seen.append(try screen.canvas(80, 24).text)
      _ = screen.press(.character("p"))
    }
    #expect(Set(seen).count == WatchPreset.allCases.count)
    #expect(try screen.canvas(80, 24).text == seen[0])
    for text in seen.reversed() {
      _ = screen.press(.character("P"))
      #expect(try screen.canvas(80, 24).text == text)
    }
  }

  @Test func `without samples the comparison is left out`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.preparing)
    _ = screen.press(.character("p"), .character("p"))
    #expect(try screen.canvas(80, 24).text.contains("changes"))
    _ = screen.press(.character("P"))
    #expect(try screen.canvas(80, 24).text.contains("no samples yet"))
  }

  /// Those that the usual screen has.
  private static let panels = Panel.allCases.filter { $0 != .health }

  @Test(arguments: panels)
  func `a panel's number focuses it, and again shows it alone`(panel: Panel) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    func titles() throws -> [Panel] {
      let text = try screen.canvas(80, 24).text
      return Self.panels.filter { text.contains("\($0.number) \($0.rawValue) ") }
    }
    let other: Panel = panel == .losses ? .samples : .losses
    _ = screen.press(.character(Character("\(other.number)")))
    let key = Key.character(Character("\(panel.number)"))
    _ = screen.press(key)
    #expect(try screen.canvas(80, 24).text.contains("> \(panel.number) \(panel.rawValue)"))
    #expect(try titles() == Self.panels)
    _ = screen.press(key)
    #expect(try titles() == [panel])
    _ = screen.press(.escape)
    #expect(try titles() == Self.panels)
  }

  @Test func `Tab goes from panel to panel, Shift-Tab back`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    for title in ["> 4 samples", "> 5 epochs", "> 1 losses", "> 2 accuracy", "> 3 knobs"] {
      _ = screen.press(.tab)
      #expect(try screen.canvas(80, 24).text.contains(title))
    }
    _ = screen.press(.backTab)
    #expect(try screen.canvas(80, 24).text.contains("> 2 accuracy"))
  }

  @Test func `Escape goes back to the usual screen and never quits`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    let usual = try screen.canvas(80, 24)
    _ = screen.press(.character("p"), .character("Z"), .character("["))
    for _ in 0..<6 { #expect(screen.press(.escape) == []) }
    #expect(try screen.canvas(80, 24) == usual)
  }

  @Test func `losses can be drawn on a logarithmic scale`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    let linear = try screen.canvas(80, 24).text
    _ = screen.press(.character("y"))
    let text = try screen.canvas(80, 24).text
    #expect(text != linear && text.contains("log"))
  }

  @Test func `themes are shown as they are selected, and Escape goes back`() {
    var screen = WatchScreen(snapshot: SampleRuns.running, settings: SampleRuns.settings)
    func theme(_ name: String) -> [Effect] { [.changeAppearance(.theme(name))] }
    #expect(screen.press(.character("t")) == [])
    #expect(screen.press(.up) == theme("paper"))
    #expect(screen.press(.up) == theme("contrast"))
    #expect(screen.press(.escape) == theme("phosphor"))
    #expect(screen.press(.character("t"), .down, .enter) == theme("contrast"))
    #expect(screen.press(.character("t"), .escape) == theme("contrast"))
  }
}

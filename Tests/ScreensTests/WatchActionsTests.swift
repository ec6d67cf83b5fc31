import Screens
import Session
import Terminal
import Testing

struct WatchActionsTests {
  @Test(arguments: WatchAction.View.allCases)
  func `no two actions of one view have a key in common`(view: WatchAction.View) {
    let keys = WatchAction.all.filter { $0.views.contains(view) }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(WatchAction.all.map(\.name)).count == WatchAction.all.count)
  }

  @Test func `the help shows every action with its keys`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("?"))
    var help = try screen.canvas(80, 24).text
    for _ in WatchAction.all {
      _ = screen.press(.down)
      help += try screen.canvas(80, 24).text
    }
    for action in WatchAction.all {
      #expect(help.contains("│ \(action.keyText) "), "\(action.name)")
      #expect(help.contains("\(action.help) "), "\(action.name)")
    }
  }

  /// From these states every action does something that can be seen.
  @Test(arguments: WatchAction.all, WatchAction.View.allCases)
  func `every key of every action does something`(
    action: WatchAction, view: WatchAction.View
  ) throws {
    guard action.views.contains(view) else { return }
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.press(.character("["), .character("["))
    if view == .comparing { _ = screen.press(.character("c"), .character("<")) }
    let before = try screen.canvas(80, 24)
    for key in action.keys {
      var pressed = screen
      let effects = pressed.press(key)
      #expect(
        try !effects.isEmpty || pressed.canvas(80, 24) != before, "\(action.name) \(key)")
    }
  }

  @Test func `the hints name only keys of actions`() {
    for action in WatchAction.all {
      for view in WatchAction.View.allCases {
        guard let hint = action.hint(while: view, isPaused: false) else { continue }
        #expect(action.keys.contains { hint.keys.contains($0.label) }, "\(action.name)")
      }
    }
  }

  @Test(arguments: [(60, 16), (40, 10), (20, 5)])
  func `the help scrolls to its last line where it does not fit`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("?"))
    for _ in WatchAction.all { _ = screen.press(.down) }
    #expect(try screen.canvas(width, height).text.contains("Ctrl-Z"))
    _ = screen.press(.escape)
    #expect(try !screen.canvas(width, height).text.contains("Ctrl-Z"))
  }
}

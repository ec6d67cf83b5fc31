import Screens
import Session
import Terminal
import Testing

/// The one list of what can be done, from which keys, help, command line, hints and manual are made.
struct ActionTests {
  // MARK: Every action is reachable from everywhere

  @Test func `no two actions have a name in common, and each says what it does`() {
    #expect(Set(WatchAction.all.map(\.name)).count == WatchAction.all.count)
    #expect(WatchAction.all.allSatisfy { !$0.help.isEmpty && !$0.name.contains(" ") })
  }

  @Test(arguments: WatchAction.Context.allCases)
  func `no two actions of one place have a key in common`(context: WatchAction.Context) {
    let actions = WatchAction.all.filter { $0.contexts.contains(context) }
    let own = actions.filter { $0.contexts.count == 1 }.flatMap(\.keys)
    let shared = actions.filter { $0.contexts.count > 1 }.flatMap(\.keys)
    #expect(Set(own).count == own.count)
    #expect(Set(shared).count == shared.count)
  }

  @Test(arguments: WatchAction.all)
  func `every action is found in the help and done from there`(action: WatchAction) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched, settings: SampleRuns.settings)
    _ = screen.press(.character("?"))
    _ = screen.type(action.name)
    let help = try screen.canvas(120, 60).text
    let keys = action.keys.map(\.label).joined(separator: " ")
    #expect(help.contains(action.help) && help.contains(action.name) && help.contains(keys))
    var watching = WatchScreen(snapshot: SampleRuns.branched, settings: SampleRuns.settings)
    #expect(screen.press(.enter) == watching.pressed(action))
  }

  @Test(arguments: WatchAction.all)
  func `every action is completed and explained on the command line`(action: WatchAction) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.type(":" + action.name)
    let remark = try screen.canvas(160, 24).text
    #expect(remark.contains("\(action.usage)    \(action.help)"))
    let isWhole = !action.needsArguments && !["lr", "theme"].contains(action.name)
    #expect((WatchScreen.objection(toLine: action.name) == nil) == isWhole)
  }

  /// From these states every key does something that can be seen.
  @Test(arguments: WatchAction.all, WatchAction.Context.allCases)
  func `every key of every action does something`(
    action: WatchAction, context: WatchAction.Context
  ) throws {
    guard action.contexts.contains(context) else { return }
    let states = try SampleRuns.screens(in: context)
    for key in action.keys {
      let doesSomething = try states.contains { state in
        var screen = state
        let before = try state.canvas(80, 24)
        let effects = screen.press(key)
        return try !effects.isEmpty || screen.canvas(80, 24) != before
      }
      #expect(doesSomething, "\(action.name) \(key) \(context)")
    }
  }

  @Test func `the hints name keys that do what they say`() throws {
    let screen = WatchScreen(snapshot: SampleRuns.running)
    let row = try screen.canvas(200, 24).text.split(separator: "\n").last ?? ""
    for hint in ["? help", "q quit", "space pause", "n step", "+- turn", "[] epochs", ": command"] {
      #expect(row.contains(hint), "\(hint)")
    }
  }

  // MARK: Keys of a user

  private static let own = """
    [keys]
    x = "lr g 1e-4"
    "Ctrl-P" = "pause"
    F5 = "step"
    space = ""

    [comparing]
    x = "leave"
    """

  @Test func `a user's keys do what their lines say`() throws {
    let keys = try KeyMap(toml: Self.own, file: "keys.toml")
    var screen = WatchScreen(
      snapshot: SampleRuns.running, settings: WatchSettings(keys: keys))
    #expect(screen.press(.character("x")) == [.send(.setLearningRate(.generator, 1e-4))])
    #expect(screen.press(.control("p")) == [.send(.pause)])
    #expect(screen.press(.function(5)) == [.send(.stepBatch)])
    #expect(screen.press(.character(" ")) == [])
    let row = try screen.canvas(120, 24).text.split(separator: "\n").last ?? ""
    #expect(row.contains("n step") && !row.contains("space"))
    _ = screen.press(.character("c"))
    #expect(try screen.canvas(80, 24).text.contains("A and B"))
    _ = screen.press(.character("x"))
    #expect(try !screen.canvas(80, 24).text.contains("A and B"))
  }

  @Test func `a user's keys of the lesson come before others, while it is open`() throws {
    let own = "[lesson]\nx = \"quit\"\nspace = \"lesson-forth\"\nn = \"\""
    let keys = try KeyMap(toml: own, file: "keys.toml")
    var screen = WatchScreen(snapshot: SampleRuns.running, settings: WatchSettings(keys: keys))
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    _ = screen.press(.character("i"), .character(" "))
    #expect(try screen.canvas(80, 24).text.contains("lesson 2/"))
    #expect(screen.press(.character("n")) == [])
    _ = screen.press(.character("x"))
    #expect(try screen.canvas(80, 24).text.contains("save and quit?"))
  }

  @Test(arguments: [
    ("[keys]\nhyper = \"pause\"", "keys.toml:2: keys.hyper: there is no key 'hyper'"),
    ("[keys]\nx = \"puase\"", "keys.toml:2: keys.x: no command 'puase'; did you mean pause?"),
    ("[keyz]\nx = \"pause\"", "keys.toml:1: "),
    ("[keys]\nx = 3", "keys.toml:2: "),
  ])
  func `a mistake in the file is told with its line`(text: String, problem: String) {
    #expect {
      try KeyMap(toml: text, file: "keys.toml")
    } throws: { error in
      "\(error)".hasPrefix(problem)
    }
  }

  @Test(arguments: WatchAction.all.flatMap(\.keys))
  func `the name of a key means the key`(key: Key) {
    #expect(Key(label: key.label) == key)
    #expect(key.label.count == 1 || Key(label: key.label.uppercased()) == key)
  }
}

extension WatchAction: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension WatchScreen {
  /// The effects of an action as its key would have them.
  fileprivate mutating func pressed(_ action: WatchAction) -> [Effect] {
    if let key = action.keys.first, action.contexts.contains(.watching) { return press(key) }
    _ = type(":")
    let arguments = action.needsArguments ? " " : ""
    return action.needsArguments ? [.listRecipes] : type(action.name + arguments) + press(.enter)
  }
}

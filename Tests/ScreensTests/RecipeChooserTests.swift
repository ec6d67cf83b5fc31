import Screens
import Session
import Terminal
import Testing

/// The list of recipes over the running training.
struct RecipeChooserTests {
  private var screen = WatchScreen(
    snapshot: SampleRuns.running, library: SampleRuns.library, choosingFrom: "pocket")

  @Test mutating func `Enter starts the selected recipe`() {
    #expect(screen.press(.up, .up) == [])
    #expect(screen.press(.enter) == [.startRun(RunRequest(recipe: "dcgan-selu"))])
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test mutating func `Escape keeps what runs`() {
    #expect(screen.press(.up, .escape) == [])
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test mutating func `the recipe that is trained already is not begun anew`() throws {
    #expect(screen.press(.enter) == [])
    #expect(try screen.canvas(80, 24).text.contains("pocket is trained already"))
    _ = screen.update(.snapshot(SampleRuns.run(steps: 9, phase: .finished("runs/1"))))
    #expect(
      screen.press(.character("r"), .enter)
        == [.listRecipes, .startRun(RunRequest(recipe: "pocket"))])
  }

  @Test mutating func `a recipe whose data is missing is not started and says where to get it`()
    throws
  {
    #expect(screen.press(.up, .enter, .enter) == [])
    #expect(
      try screen.canvas(80, 24).text.contains("mnist is not here: ganscope datasets fetch mnist"))
    #expect(try screen.canvas(40, 10).text.contains("ganscope datasets fetch mnist "))
    let found = RunLibrary(
      recipes: SampleRuns.library.recipes, datasets: [.init(name: "mnist", isHere: true)])
    _ = screen.update(.library(found))
    #expect(screen.press(.enter) == [.startRun(RunRequest(recipe: "dense"))])
  }

  @Test mutating func `the selection stays within the list`() {
    #expect(screen.press(.down, .down, .home, .up, .up, .enter).count == 1)
    _ = screen.press(.character("r"))
    _ = screen.update(.library(RunLibrary()))
    #expect(screen.press(.enter, .down, .up, .enter) == [])
  }

  @Test mutating func `r opens the list again at the recipe that is trained`() throws {
    #expect(screen.press(.escape, .character("r")) == [.listRecipes])
    #expect(try screen.canvas(80, 24).text.contains("> pocket "))
    #expect(try screen.canvas(80, 24).text.contains("Enter starts, Esc goes on"))
  }

  @Test func `the training goes on behind the list`() throws {
    var screen = WatchScreen(library: SampleRuns.library, choosingFrom: "pocket")
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(try screen.canvas(80, 24).text.contains("* training"))
    #expect(screen.press(.control("c")) == [.send(.stop), .quit])
  }
}

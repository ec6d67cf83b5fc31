import Screens
import Session
import Terminal
import Testing

/// The live screen of a run that another process trains.
struct AttachedWatchScreenTests {
  private var screen = WatchScreen(snapshot: SampleRuns.running, isAttached: true)

  @Test(arguments: [Key.character("y"), .character("q")])
  mutating func `quitting says that the training goes on, and leaves it so`(answer: Key) throws {
    #expect(screen.press(.character("q")) == [])
    #expect(try screen.canvas(80, 24).text.contains("the training goes on; :stop ends it"))
    #expect(screen.press(answer) == [.quit])
  }

  @Test mutating func `Ctrl-C quits at once and stops nothing`() {
    #expect(screen.press(.control("c")) == [.quit])
  }

  @Test mutating func `the command stop ends the training, and the screen stays`() {
    #expect(screen.type(":stop") == [.listRecipes])
    #expect(screen.press(.enter) == [.send(.stop)])
  }

  @Test(arguments: [
    TrainingPhase.preparing("loading"), .finished("runs/1"), .failed("killed"), .running,
  ])
  func `whether commands are taken is for others to say`(phase: TrainingPhase) throws {
    var screen = WatchScreen(
      snapshot: SampleRuns.run(steps: 100, phase: phase), isAttached: true)
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    #expect(screen.update(.refused("nobody trains this run")) == [])
    #expect(try screen.canvas(80, 24).text.contains("nobody trains this run"))
    #expect(try screen.canvas(80, 24).text.contains("space pause"))
    #expect(screen.press(.character("n")) == [.send(.stepBatch)])
  }

  @Test mutating func `another run that is begun here is this screen's own`() {
    _ = screen.update(.newRun)
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(screen.press(.control("c")) == [.send(.stop), .quit])
  }
}

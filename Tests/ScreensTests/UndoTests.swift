import Screens
import Session
import Terminal
import Testing

/// Turns of knobs can be taken back and made again.
struct UndoTests {
  private var screen = WatchScreen(snapshot: SampleRuns.running)
  private let once = 0.0002 * 1.2589254117941673

  @Test mutating func `u takes back one turn after the other, Ctrl-R turns again`() {
    _ = screen.press(.character("+"), .down, .character("-"))
    #expect(screen.press(.character("u")) == [.send(.setLearningRate(.discriminator, 0.0001))])
    #expect(screen.press(.character("u")) == [.send(.setLearningRate(.generator, 0.0002))])
    #expect(screen.press(.character("u")) == [])
    #expect(screen.press(.control("r")) == [.send(.setLearningRate(.generator, once))])
  }

  @Test mutating func `after another turn what was taken back is gone`() {
    _ = screen.press(.character("+"), .character("u"), .character("-"))
    #expect(screen.press(.control("r")) == [])
    #expect(screen.press(.character("u")) == [.send(.setLearningRate(.generator, 0.0002))])
  }

  @Test mutating func `what was typed or set by a command is taken back too`() throws {
    _ = screen.type(":lr x0.5")
    #expect(
      screen.press(.enter)
        == [
          .send(.setLearningRate(.generator, 0.0001)),
          .send(.setLearningRate(.discriminator, 0.00005)),
        ])
    #expect(
      screen.press(.character("u"))
        == [
          .send(.setLearningRate(.generator, 0.0002)),
          .send(.setLearningRate(.discriminator, 0.0001)),
        ])
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("taken back: generator rate 0.0002, discriminator rate 0.0001"))
  }

  @Test mutating func `on another branch there is nothing to take back`() throws {
    screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.press(.character("+"))
    var other = SampleRuns.branched
    swap(&other.line, &other.otherLines[0])
    _ = screen.update(.snapshot(other))
    #expect(screen.press(.character("u")) == [])
    #expect(try screen.canvas(80, 24).text.contains("no turn of a knob is left to take back"))
  }

  @Test mutating func `a turn that was refused is none to take back`() {
    _ = screen.press(.character("+"), .down, .character("-"))
    _ = screen.update(.refused("process 7 drives this run"))
    #expect(screen.press(.character("u")) == [.send(.setLearningRate(.generator, 0.0002))])
  }

  @Test mutating func `what was dragged is taken back as one turn`() {
    _ = screen.update(.resized(width: 80, height: 24))
    for (kind, x) in [
      (MouseEvent.Kind.press, 5), (.drag, 7), (.drag, 9), (.drag, 11), (.release, 11),
    ] {
      _ = screen.update(.mouse(MouseEvent(kind, x: x, y: 19)))
    }
    #expect(screen.press(.character("u")) == [.send(.setDropout(0.3))])
  }
}

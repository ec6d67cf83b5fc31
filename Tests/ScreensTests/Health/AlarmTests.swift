import Session
import Terminal
import Testing

@testable import Screens

/// What an open alarm does on the screen, and what one can do about it.
struct AlarmTests {
  private func screen(_ health: SampleRuns.Health = .alarmed) -> WatchScreen {
    WatchScreen(snapshot: SampleRuns.judged(health))
  }

  private func lastLines(_ screen: WatchScreen) throws -> String {
    try screen.canvas(120, 24).text.split(separator: "\n").suffix(2).joined(separator: "\n")
  }

  // MARK: Being told

  @Test func `a new alarm is told in the last lines until a key is pressed`() throws {
    var screen = screen(.healthy)
    var snapshot = SampleRuns.judged(.healthy)
    snapshot.line.events.append(SampleRuns.raised(.discriminatorDominates, at: 1053))
    _ = screen.update(.snapshot(snapshot))
    #expect(try lastLines(screen).contains("! D dominates"))
    #expect(try screen.canvas(40, 10).text.hasSuffix("! D dominates".rightPadded(to: 40)))
    snapshot.line.events.append(TrainingEvent(step: 1060, kind: .paused))
    _ = screen.update(.snapshot(snapshot))
    #expect(try lastLines(screen).contains("! D dominates"))
    _ = screen.press(.down)
    #expect(try !lastLines(screen).contains("! D dominates"))
  }

  @Test func `what was wrong before the screen was opened is only marked`() throws {
    let text = try screen().canvas(120, 40).text
    #expect(text.contains("! D dominates  * training"))
    #expect(try !lastLines(screen()).contains("! D dominates"))
  }

  @Test func `an alarm that has ended is none`() throws {
    var snapshot = SampleRuns.judged(.unjudged)
    snapshot.line.events.append(
      TrainingEvent(step: 900, kind: .alarmEnded(.discriminatorDominates)))
    let screen = WatchScreen(snapshot: snapshot)
    #expect(try !screen.canvas(120, 40).text.contains("! D dominates"))
  }

  // MARK: Doing what it offers

  @Test func `the remedy of the newest alarm is one key, and undo takes it back`() {
    var screen = screen()
    #expect(
      screen.press(.character("!")) == [.send(.setLearningRate(.discriminator, 0.00005))])
    #expect(screen.press(.character("!")) == [], "it was asked for already")
    #expect(screen.press(.character("u")) == [.send(.setLearningRate(.discriminator, 0.0001))])
  }

  @Test func `a remedy that leads back sends all, and undo goes on where it left`() throws {
    var snapshot = SampleRuns.judged(.alarmed)
    snapshot.knobs?.tricks = SampleRuns.tricks.map { knob in
      var knob = knob
      if knob.name == "r1" { knob.value = 0 }
      return knob
    }
    var screen = WatchScreen(snapshot: snapshot)
    _ = screen.type(":remedy partial-collapse")
    #expect(
      screen.press(.enter) == [
        .send(.branch(BranchRequest(branch: 1, step: 468))), .send(.setTrick("r1", 1)),
        .send(.setDropout(0.4)),
      ])
    #expect(try screen.perform(line: "remedy partial-collapse") == [], "it was asked for already")
    #expect(screen.press(.character("u")) == [.send(.switchBranch(1))])
    #expect(try lastLines(screen).contains("taken back: on at the end of main"))
    #expect(screen.press(.character("u")) == [])
  }

  @Test func `on the new branch undo takes turns of its knobs back first`() throws {
    let snapshot = SampleRuns.judged(.alarmed)
    var screen = WatchScreen(snapshot: snapshot)
    _ = try screen.perform(line: "remedy partial-collapse")
    var branched = snapshot
    branched.acknowledgedCommand = 3
    branched.otherLines = [snapshot.line]
    branched.line = snapshot.line.left(
      by: RunBranch(
        number: 2, name: "branch-2", origin: .init(branch: 1, epoch: 1, step: 468)))
    _ = screen.update(.snapshot(branched))
    _ = try screen.perform(line: "set dropout 0.5")
    #expect(screen.press(.character("u")) == [.send(.setDropout(0.3))])
    #expect(screen.press(.character("u")) == [.send(.switchBranch(1))])
    _ = screen.update(.snapshot(snapshot))
    #expect(screen.press(.character("u")) == [])
  }

  @Test func `a remedy that leads back turns a knob also where it stands so already`() throws {
    var snapshot = SampleRuns.judged(.alarmed)
    snapshot.knobs?.dropout = 0.4
    var screen = WatchScreen(snapshot: snapshot)
    let effects = try screen.perform(line: "remedy partial-collapse")
    #expect(effects.contains(.send(.setDropout(0.4))))
  }

  @Test func `undo stays where a person has gone back by himself`() throws {
    let snapshot = SampleRuns.judged(.alarmed)
    var screen = WatchScreen(snapshot: snapshot)
    _ = try screen.perform(line: "remedy partial-collapse")
    var back = snapshot
    back.acknowledgedCommand = 9
    _ = screen.update(.snapshot(back))
    #expect(screen.press(.character("u")) == [])
  }

  @Test func `the next alarm is chosen by a key, after the oldest the newest`() throws {
    var screen = screen()
    for title in ["partial mode collapse", "checkerboard", "D dominates"] {
      _ = screen.press(.character("A"))
      #expect(screen.alarms.selected?.alarm.title == title)
      #expect(try lastLines(screen).contains(title))
    }
  }

  @Test func `what no key does is told in words`() throws {
    var screen = screen()
    _ = screen.press(.character("A"), .character("A"))
    #expect(screen.press(.character("!")) == [])
    #expect(try lastLines(screen).contains("Take kernels whose size the stride divides"))
  }

  @Test(arguments: ["!", "D", "A"] as [Character])
  func `without an alarm its keys say so`(key: Character) throws {
    var screen = screen(.healthy)
    #expect(screen.press(.character(key)) == [])
    #expect(try lastLines(screen).contains("no alarm is open"))
  }

  @Test func `a run that is over is not asked for anything`() throws {
    var snapshot = SampleRuns.judged(.alarmed)
    snapshot.phase = .finished("runs/pocket-strokes-1")
    var screen = WatchScreen(snapshot: snapshot)
    #expect(screen.press(.character("!")) == [])
    #expect(try lastLines(screen).contains("the run is over"))
  }

  // MARK: Dismissing

  @Test func `a dismissed alarm is hidden until its state is found anew`() throws {
    var screen = screen(.unjudged)
    _ = screen.press(.character("D"))
    #expect(screen.alarms.open.isEmpty)
    #expect(try !screen.canvas(120, 40).text.contains("! D dominates"))
    var snapshot = SampleRuns.judged(.unjudged)
    _ = screen.update(.snapshot(snapshot))
    #expect(screen.alarms.open.isEmpty, "it is the same alarm")
    snapshot.line.events += [
      TrainingEvent(step: 900, kind: .alarmEnded(.discriminatorDominates)),
      SampleRuns.raised(.discriminatorDominates, at: 1000),
    ]
    _ = screen.update(.snapshot(snapshot))
    #expect(screen.alarms.selected?.step == 1000)
  }

  @Test func `one that is named alone is dismissed`() throws {
    var screen = screen()
    _ = screen.type(":dismiss checkerboard")
    _ = screen.press(.enter)
    #expect(
      screen.alarms.open.map(\.alarm.kind) == [.discriminatorDominates, .partialCollapse])
    #expect(throws: PromptError.self) { try screen.perform(line: "dismiss checkerboard") }
  }

  // MARK: The verdict

  @Test func `without an alarm there is a reason to wait`() throws {
    var screen = screen(.healthy)
    _ = try screen.perform(line: "preset health")
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("nothing wrong: wait. D is right on "))
    #expect(try screen.canvas(40, 10).text.contains("nothing wrong: wait "))
  }

  @Test func `alarms that were dismissed are counted as long as they are not over`() throws {
    var screen = screen()
    _ = screen.press(.character("D"), .character("D"), .character("D"))
    _ = try screen.perform(line: "preset health")
    #expect(try screen.canvas(80, 24).text.contains("3 alarms are dismissed and not over"))
  }
}

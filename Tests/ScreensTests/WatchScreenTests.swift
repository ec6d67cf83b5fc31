import Screens
import Session
import Terminal
import Testing

struct WatchScreenTests {
  private var screen = WatchScreen(snapshot: SampleRuns.running)

  // MARK: Training

  @Test mutating func `space pauses, and resumes before the pause has taken effect`() {
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    #expect(screen.press(.character(" ")) == [.send(.resume)])
  }

  @Test mutating func `space resumes a paused run`() throws {
    screen = WatchScreen(snapshot: SampleRuns.run(steps: 100, phase: .paused))
    #expect(try screen.canvas(80, 24).text.contains("space resume "))
    #expect(screen.press(.character(" ")) == [.send(.resume)])
    #expect(try screen.canvas(80, 24).text.contains("space pause "))
  }

  @Test mutating func `space pauses a run that goes on to the end of an epoch`() {
    #expect(screen.press(.character("N")) == [.send(.stepEpoch)])
    var snapshot = SampleRuns.running
    snapshot.acknowledgedCommand = 1
    _ = screen.update(.snapshot(snapshot))
    #expect(screen.press(.character(" ")) == [.send(.pause)])
  }

  @Test mutating func `n trains one batch and N the epoch, running or paused`() {
    #expect(
      screen.press(.character("n"), .character("N")) == [.send(.stepBatch), .send(.stepEpoch)])
    screen = WatchScreen(snapshot: SampleRuns.run(steps: 100, phase: .paused))
    #expect(
      screen.press(.character("n"), .character("N")) == [.send(.stepBatch), .send(.stepEpoch)])
  }

  @Test(arguments: [
    TrainingPhase.preparing("loading"), .finished("runs/1"), .failed("no memory"),
  ])
  func `nothing is asked of a training that is not going on`(phase: TrainingPhase) throws {
    var screen = WatchScreen(snapshot: SampleRuns.run(steps: 100, phase: phase))
    let keys: [Key] = [.character(" "), .character("n"), .character("+"), .enter, .enter]
    #expect(keys.flatMap { screen.press($0) } == [])
  }

  // MARK: Knobs

  @Test mutating func `plus and minus turn a rate by a tenth of a decade`() {
    #expect(
      screen.press(.character("+"))
        == [.send(.setLearningRate(.generator, 0.0002 * 1.2589254117941673))])
    screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(
      screen.press(.down, .character("_"))
        == [.send(.setLearningRate(.discriminator, 0.0001 / 1.2589254117941673))])
  }

  @Test mutating func `quick turns add up before the first has taken effect`() {
    let once = 0.0002 * 1.2589254117941673
    #expect(
      screen.press(.character("+"), .character("="))
        == [
          .send(.setLearningRate(.generator, once)),
          .send(.setLearningRate(.generator, once * 1.2589254117941673)),
        ])
  }

  @Test mutating func `dropout goes to the next multiple of 0.05 and stays within its limits`() {
    #expect(screen.press(.up, .character("+")) == [.send(.setDropout(0.35))])
    #expect(screen.press(.character("-"), .character("-")).last == .send(.setDropout(0.25)))
    let lower = (0..<9).flatMap { _ in screen.press(.character("-")) }
    #expect(lower.count == 5)
    #expect(lower.last == .send(.setDropout(0)))
    let higher = (0..<30).flatMap { _ in screen.press(.character("+")) }
    #expect(higher.last == .send(.setDropout(0.95)))
  }

  @Test func `a network without dropout has no such knob`() throws {
    var snapshot = SampleRuns.running
    snapshot.knobs?.dropout = nil
    var screen = WatchScreen(snapshot: snapshot)
    #expect(screen.press(.character("k"), .character("+"), .enter) == [])
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("none"))
    #expect(text.contains("the networks of this run have no dropout"))
  }

  @Test func `the tricks of a run follow its other knobs`() {
    var screen = WatchScreen(snapshot: SampleRuns.tricky)
    #expect(
      screen.press(.down, .down, .down, .character("+")) == [.send(.setTrick("label_noise", 0.1))])
    #expect(screen.press(.up, .character("+")) == [.send(.setDropout(0.35))])
    #expect(
      screen.press(.up, .up, .up, .character("-"))
        == [.send(.setTrick("gradient_penalty", 10 / 1.2589254117941673))])
  }

  @Test func `a trick goes to 0 and comes back`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.tricky)
    _ = screen.press(.up, .up)
    let down = (0..<30).flatMap { _ in screen.press(.character("-")) }
    #expect(down.last == .send(.setTrick("r1", 0)))
    #expect(try screen.canvas(80, 24).text.contains("R1 penalty goes no lower"))
    #expect(screen.press(.character("+")) == [.send(.setTrick("r1", 0.01))])
  }

  @Test func `a trick's value is typed within its range`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.tricky)
    _ = screen.press(.down, .down, .down, .down)
    #expect(screen.press(.enter, .character("2"), .enter) == [])
    #expect(try screen.canvas(80, 24).text.contains("instance noise 2_  not a number from 0 to 1"))
    #expect(
      screen.press(.backspace, .character("0"), .enter) == [.send(.setTrick("instance_noise", 0))])
  }

  @Test func `another run without the selected trick has its first knob selected`() {
    var screen = WatchScreen(snapshot: SampleRuns.tricky)
    _ = screen.press(.up)
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(
      screen.press(.enter, .character("1"), .enter) == [.send(.setLearningRate(.generator, 1))])
  }

  @Test mutating func `a value is typed and set by Enter`() {
    #expect(type("2e-3") == [.send(.setLearningRate(.generator, 0.002))])
    #expect(type("5e-3") == [.send(.setLearningRate(.generator, 0.005))])
  }

  @Test mutating func `Escape leaves a typed value`() {
    #expect(screen.press(.enter, .character("1"), .escape, .escape) == [])
  }

  @Test(arguments: ["", "-1", "0", "11", "1e", "1e999", "..", "+-"])
  func `a value that is none is refused and stays to be mended`(text: String) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    var effects = screen.press(.enter)
    for character in text { effects += screen.press(.character(character)) }
    effects += screen.press(.enter)
    #expect(effects == [])
    let log = try screen.canvas(80, 24).text.split(separator: "\n")[22]
    #expect(log.contains("generator rate \(text)_  not a number above 0, at most 10"))
  }

  @Test mutating func `a typed value can be mended`() {
    #expect(
      screen.press(.enter, .character("1"), .character("x"), .backspace, .character("2"), .enter)
        == [.send(.setLearningRate(.generator, 2))])
  }

  @Test mutating func `a knob is pending until its own command has taken effect`() throws {
    _ = screen.press(.character(" "), .character("+"))
    func row(_ screen: WatchScreen) throws -> Substring {
      try #require(
        try screen.canvas(80, 24).text.split(separator: "\n").first {
          $0.contains("> G rate")
        })
    }
    #expect(try row(screen).contains("0.000252*"))
    var snapshot = SampleRuns.running
    snapshot.acknowledgedCommand = 1
    _ = screen.update(.snapshot(snapshot))
    #expect(try row(screen).contains("0.000252*"))
    snapshot.acknowledgedCommand = 2
    snapshot.knobs?.generatorRate = 0.00025
    _ = screen.update(.snapshot(snapshot))
    #expect(try row(screen).contains("0.00025 "))
  }

  // MARK: Samples

  @Test(arguments: [
    ("", "epoch 2, live"), ("[", "epoch 1"), ("[[", "epoch 1, batch 100"), ("[[]", "epoch 1"),
    ("[]", "epoch 2, live"), ("g", "before training"), ("{", "before training"),
    ("g}", "epoch 2, live"), ("g]", "epoch 1, batch 20"), ("gG", "epoch 2, live"),
  ])
  func `the kept samples are stepped through and named`(keys: String, moment: String) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    for key in keys { #expect(screen.press(.character(key)) == []) }
    #expect(try caption(screen).contains("│\(moment) "))
  }

  @Test mutating func `new samples are followed live and do not move what is looked at`() throws {
    var scrubbed = screen
    _ = scrubbed.press(.character("["))
    let later = SampleRuns.run(steps: 1404)
    _ = screen.update(.snapshot(later))
    _ = scrubbed.update(.snapshot(later))
    #expect(try caption(screen).contains("│epoch 3, live "))
    #expect(try caption(scrubbed).contains("│epoch 1 "))
  }

  @Test func `a shows the samples of the average, and says of all which weights made them`() throws
  {
    var snapshot = SampleRuns.tricky
    var screen = WatchScreen(snapshot: snapshot)
    #expect(try caption(screen).contains("│epoch 2, live, raw "))
    #expect(screen.press(.character("a")) == [.send(.showAverage(true))])
    #expect(screen.press(.character("a")) == [.send(.showAverage(false))])
    #expect(screen.press(.character("a")) == [.send(.showAverage(true))])

    let last = try #require(snapshot.samples.last)
    snapshot.live = SampleGrid(
      epoch: last.epoch, step: last.step, endsEpoch: false, showsAverage: true,
      format: last.format, pixels: last.pixels)
    snapshot.knobs?.showsAverage = true
    snapshot.acknowledgedCommand = 3
    _ = screen.update(.snapshot(snapshot))
    #expect(try caption(screen).contains("live, average "))
    _ = screen.press(.character("["))
    #expect(try caption(screen).contains("│epoch 2, raw "))
    #expect(screen.press(.character("a")) == [.send(.showAverage(false))])
  }

  @Test mutating func `a run that keeps no average says so`() throws {
    #expect(screen.press(.character("a")) == [])
    #expect(try screen.canvas(80, 24).text.contains("keeps no average"))
    #expect(try caption(screen).contains("│epoch 2, live "))
  }

  @Test func `a finished run can still be stepped through`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.run(steps: 1404, phase: .finished("runs/1")))
    _ = screen.press(.character("g"))
    #expect(try caption(screen).contains("│before training "))
  }

  // MARK: Leaving

  @Test(arguments: [Key.character("q"), .character("y")])
  func `quitting a run asks first`(answer: Key) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(screen.press(.character("q")) == [])
    #expect(try screen.canvas(80, 24).text.contains("stop, save and quit?"))
    #expect(screen.press(answer) == [.send(.stop), .quit])
  }

  @Test mutating func `Escape does not quit`() {
    #expect(screen.press(.character("q"), .escape) == [])
    #expect(screen.press(.character("y")) == [])
  }

  @Test func `a run that is over is left at once`() {
    for phase in [TrainingPhase.finished("runs/1"), .failed("no memory")] {
      var screen = WatchScreen(snapshot: SampleRuns.run(steps: 100, phase: phase))
      #expect(screen.press(.character("q")) == [.quit])
      #expect(screen.press(.control("c")) == [.quit])
    }
  }

  @Test(arguments: [[], [.character("?")], [.enter], [.character("q")]] as [[Key]])
  func `Ctrl-C, Ctrl-L and Ctrl-Z work in the middle of everything`(before: [Key]) {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    for key in before { _ = screen.press(key) }
    #expect(screen.press(.control("l")) == [.redraw])
    #expect(screen.press(.control("z")) == [.suspend])
    #expect(screen.press(.control("c")) == [.send(.stop), .quit])
  }

  @Test func `a failed run says why`() throws {
    let screen = WatchScreen(snapshot: SampleRuns.run(steps: 9, phase: .failed("disk is full")))
    #expect(try screen.canvas(80, 24).text.contains(" disk is full "))
    #expect(try screen.canvas(40, 10).text.contains("disk is full "))
  }

  @Test mutating func `an alarm stays on the screen while the run goes on`() throws {
    #expect(screen.update(.alarm("run.sqlite: disk is full")).isEmpty)
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(try screen.canvas(80, 24).text.contains(" run.sqlite: disk is full "))
    #expect(try screen.canvas(40, 10).text.contains("run.sqlite: disk is full "))
  }

  @Test mutating func `the live samples are shown where they are newer than the kept ones`() throws
  {
    let live = SampleGrid(
      epoch: 7, step: 9999, endsEpoch: false, format: SampleRuns.description.format,
      pixels: [UInt8](repeating: 0, count: 784))
    var snapshot = SampleRuns.running
    snapshot.live = live
    _ = screen.update(.snapshot(snapshot))
    #expect(try caption(screen).contains("epoch 7, batch 9999, live"))
    _ = screen.press(.character("["))
    #expect(try !caption(screen).contains("9999"))
    _ = screen.press(.character("G"))
    #expect(try caption(screen).contains("9999"))
  }

  @Test func `text from outside stays one line of what can be shown`() throws {
    let phase = TrainingPhase.failed("cannot\nopen \u{1B}[2Jé 漢e\u{301}")
    let screen = WatchScreen(snapshot: SampleRuns.run(steps: 9, phase: phase))
    #expect(try screen.canvas(80, 24).text.contains(" cannot open ?[2Jé ?? "))
    #expect(try screen.canvas(80, 24, .ascii).text.contains(" cannot open ?[2J? ?? "))
  }

  private mutating func type(_ text: String) -> [Effect] {
    screen.press(.enter) + text.flatMap { screen.press(.character($0)) } + screen.press(.enter)
  }

  private func caption(_ screen: WatchScreen) throws -> Substring {
    try screen.canvas(80, 24).text.split(separator: "\n")[17]
  }
}

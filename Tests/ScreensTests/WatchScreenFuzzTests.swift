import Screens
import Session
import Terminal
import Testing

struct WatchScreenFuzzTests {
  @Test(arguments: SampleRuns.strange.indices)
  func `any keys at any size on any run fill every cell with what can be shown`(index: Int) throws {
    var random = SplitMix(state: UInt64(index) + 1)
    var screen = WatchScreen(
      snapshot: SampleRuns.preparing, library: index.isMultiple(of: 3) ? RunLibrary() : library,
      choosingFrom: index.isMultiple(of: 2) ? "pocket" : nil)
    for round in 0..<16 {
      if round.isMultiple(of: 7) {
        let snapshot = random.element(of: SampleRuns.strange) ?? SampleRuns.preparing
        _ = screen.update(.snapshot(round < 12 ? SampleRuns.strange[index] : snapshot))
      }
      for _ in 0..<random.number(below: 6) {
        if let key = random.element(of: Self.keys) { _ = screen.update(.key(key)) }
      }
      if let message = random.element(of: Self.messages) { _ = screen.update(message) }
      _ = screen.update(.tick(Double(round)))
      let (width, height) = (1 + random.number(below: 120), 1 + random.number(below: 45))
      _ = screen.update(.resized(width: width, height: height))
      let terminal = random.element(of: Self.terminals) ?? .ascii
      let text = try screen.canvas(width, height, terminal).text
      #expect(
        text.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII || (terminal.unicode && (0x2500...0x259F).contains(scalar.value))
            || (terminal.glyphs == .braille && (0x2800...0x28FF).contains(scalar.value))
        })
    }
  }

  /// A library with names from outside that cannot be shown.
  private let library = RunLibrary(
    recipes: SampleRuns.library.recipes + [
      .init(name: "漢\n", title: "\u{1B}[2J", dataset: "e\u{301}")
    ],
    datasets: SampleRuns.library.datasets)

  private static let keys: [Key] =
    WatchAction.all.flatMap(\.keys).filter { $0 != .control("c") }
    + "0123456789.e-+yx~new =bBcd<>mcompare live@".map { .character($0) }
    + [.escape, .enter, .tab, .up, .backspace, .delete, .function(5), .control("u")]

  private static let messages: [Message] = [
    .storage("run.sqlite: \u{1B}[2J no room"), .storage(nil), .refused("漢 drives this run"),
    .alarm("e\u{301}"), .notice("a\nb"), .resized(width: 0, height: 0),
  ]

  private static let terminals: [TerminalCapabilities] = ColorDepth.allCases.flatMap { colors in
    GlyphSet.allCases.map { TerminalCapabilities(colors: colors, glyphs: $0) }
  }
}

extension SampleRuns {
  /// Runs on which other programs have failed.
  static let strange: [TrainingSnapshot] = {
    var oneSample = run(steps: 1)
    oneSample.line.samples = [
      SampleGrid(
        epoch: 0, step: 0, endsEpoch: true, format: ImageFormat(width: 1, height: 1, channels: 1),
        pixels: [128])
    ]
    var noSteps = run(steps: 0)
    noSteps.line.events = []
    var broken = run(steps: 50)
    for value in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e30, 0] {
      broken.line.metrics.append(
        BatchMetrics(
          epoch: 1, batch: 51, step: 51, discriminatorLoss: value, generatorLoss: -value,
          realAccuracy: value, fakeAccuracy: value))
    }
    broken.imagesPerSecond = .nan
    broken.knobs = Knobs(generatorRate: .nan, discriminatorRate: 0, dropout: .infinity)
    var beyond = run(steps: 600)
    beyond.run?.epochs = 1
    beyond.imagesPerSecond = .infinity
    var empty = run(steps: 600)
    empty.run?.epochs = 0
    empty.run?.batchesPerEpoch = 0
    var color = run(steps: 20)
    color.line.samples = [
      SampleGrid(
        epoch: 0, step: 0, endsEpoch: true, format: ImageFormat(width: 32, height: 31, channels: 3),
        pixels: (0..<2 * 32 * 31 * 3).map { UInt8($0 % 251) })
    ]
    let finished = run(steps: 1404, phase: .finished(String(repeating: "a/long/path/", count: 30)))
    let failed = run(steps: 0, phase: .failed("no space left"))
    var odd = tricky
    odd.knobs?.showsAverage = true
    odd.knobs?.tricks.append(
      TrickKnob(name: "e\u{301}", title: "\u{1B}[2J漢", value: .nan, range: 0...1, notch: .step(0)))
    var branches = branched
    branches.phase = .returning(done: 7, of: 0)
    for (index, origin) in [99, 4, 5, 6].enumerated() {
      let branch = RunBranch(
        number: index + 4, name: "\u{1B}漢" + String(repeating: "n", count: 80),
        origin: .init(branch: origin, epoch: -1, step: 5000 - index))
      branches.otherLines.append(
        BranchLine(branch: branch, metrics: history(steps: 3000 * index), samples: color.samples))
    }
    branches.otherLines.append(
      BranchLine(branch: RunBranch(number: -3, name: "", origin: nil), metrics: broken.metrics))
    var countless = run(steps: 3)
    countless.run?.epochs = 1_000_000
    countless.run?.batchesPerEpoch = 1_000_000_000
    countless.run?.imageCount = .max
    countless.line.metrics.append(
      BatchMetrics(
        epoch: 999_999, batch: 999_999_999, step: 1_000_000_000, discriminatorLoss: 1e9,
        generatorLoss: 1e-9, realAccuracy: 1, fakeAccuracy: 0))
    var unknown = running
    unknown.judge = .preparing(.nan)
    return [
      oddlyJudged, unknown, judged(.letters), countless, branches, branched, colored,
      SampleRuns.preparing, odd, oneSample, noSteps, broken, beyond,
      empty, color,
      finished, failed,
      running,
      run(steps: 468, phase: .paused),
    ]
  }()

  /// A run that is judged and diagnosed in numbers and words that make no sense.
  private static let oddlyJudged: TrainingSnapshot = {
    var snapshot = judged(.alarmed)
    snapshot.judge = .ready(
      JudgeDescription(
        fingerprint: "\u{1B}", dataset: "漢", training: .classifier(accuracy: .nan),
        classNames: ["\u{1B}[2J", "", "e\u{301}"],
        reference: .init(
          count: 0, trace: 0, classShares: [.nan, -1, .infinity, 7], classifierScore: .nan,
          precision: .infinity, recall: -1, coverage: .nan, pixelDeviation: 0,
          pairwiseDistance: -.infinity)))
    for (index, value) in [Double.nan, .infinity, -1e300, 1e300, 0].enumerated() {
      var reading = readings(classes: 3)[index]
      (reading.distance, reading.floor, reading.distanceShare) = (value, value, -value)
      (reading.coverage, reading.pixelDeviation) = (value, value)
      reading.classCounts = [.max, -1, .min, .max]
      snapshot.line.quality.append(reading)
    }
    snapshot.line.events.append(
      TrainingEvent(
        step: -3,
        kind: .alarm(
          Alarm(
            kind: .oscillation, seen: "\u{1B}漢", meaning: "", advice: "e\u{301}",
            remedy: .init(title: "\n", commands: [.stop, .setTrick("漢", .nan), .showAverage(true)]))
        )
      ))
    return snapshot
  }()
}

/// Random numbers that are the same in every run (splitmix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  mutating func element<T>(of values: [T]) -> T? { values.randomElement(using: &self) }
}

import Screens
import Session
import Testing

struct NarratorTests {
  private var narrator = Narrator(pace: Narrator.Pace(shortest: 5, longest: 60))

  /// A run of 20 epochs of 468 batches.
  private func run(_ steps: Int, _ phase: TrainingPhase = .running) -> TrainingSnapshot {
    var snapshot = SampleRuns.run(steps: steps, phase: phase)
    snapshot.line.events = []
    return snapshot
  }

  @Test mutating func `it begins with what is trained on what`() {
    #expect(narrator.follow(SampleRuns.preparing, at: 0) == ["Loading strokes."])
    #expect(narrator.follow(SampleRuns.preparing, at: 1).isEmpty)
    var fresh = run(0)
    fresh.line.events = [TrainingEvent(step: 0, kind: .started)]
    #expect(
      narrator.follow(fresh, at: 2) == [
        "The run pocket-strokes-1 trains the recipe pocket on strokes: 60000 grey images of 28 by 28 "
          + "pixels.",
        "It has 20 epochs of 468 batches of 128 images.",
        "The generator has 1000000 parameters and learns at rate 0.0002, the discriminator has 400000 "
          + "and learns at rate 0.0001; dropout 0.3.",
        "The training begins.",
      ])
  }

  @Test mutating func `a run that goes on says where it stands, and not what is over`() {
    let lines = narrator.follow(SampleRuns.run(steps: 600), at: 0)
    #expect(lines.last == "It stands at epoch 2 of 20, batch 132 of 468.")
    #expect(lines.count == 4)
  }

  @Test mutating func `each epoch is told with its numbers and how they have changed`() {
    _ = narrator.follow(run(0), at: 0)
    let first = narrator.follow(run(468), at: 10)
    #expect(
      first.first == """
        Epoch 1 of 20 is done: discriminator loss 0.635; generator loss 1.007. The discriminator knows \
        61 percent of the real images and 67 percent of the generated ones; 1842 images a second, about \
        10 minutes left.
        """)
    #expect(
      first.dropFirst() == [
        "The samples: brightness 21 percent, and one differs from the next by 14 percent on average."
      ])
    let second = narrator.follow(run(940), at: 20)
    #expect(second.first?.contains("Epoch 2 of 20 is done: discriminator loss 0.") == true)
    #expect(second.first?.contains(", down from 0.635; generator loss 1.") == true)
    #expect(second.first?.contains(", up from 1.007. The") == true)
    #expect(narrator.follow(run(941), at: 40).isEmpty)
  }

  @Test mutating func `epochs that end quickly are told together, at a pace to listen to`() {
    _ = narrator.follow(run(0), at: 0)
    #expect(narrator.follow(run(468), at: 1).isEmpty)
    #expect(narrator.follow(run(2 * 468), at: 4.9).isEmpty)
    let third = narrator.follow(run(3 * 468), at: 5)
    #expect(third.first?.hasPrefix("Epochs 1 to 3 of 20 are done: ") == true)
    #expect(narrator.follow(run(4 * 468), at: 9).isEmpty)
    let paused = narrator.follow(run(4 * 468, .paused), at: 9.5)
    #expect(paused.first?.hasPrefix("Epoch 4 of 20 is done: ") == true)
  }

  @Test mutating func `a long epoch is spoken of in between`() {
    _ = narrator.follow(run(0), at: 0)
    #expect(narrator.follow(run(100), at: 59).isEmpty)
    let lines = narrator.follow(run(100), at: 60)
    #expect(lines.count == 1)
    #expect(
      lines.first?.hasPrefix("Epoch 1 of 20, batch 100 of 468: discriminator loss 0.") == true)
    #expect(narrator.follow(run(110), at: 61).isEmpty)
  }

  @Test mutating func `what happens is told at once, and only once`() {
    _ = narrator.follow(run(10), at: 0)
    var turned = run(20)
    turned.line.events = [
      TrainingEvent(step: 12, kind: .learningRate(.generator, from: 0.0002, to: 0.0001)),
      TrainingEvent(step: 20, kind: .paused),
    ]
    turned.phase = .paused
    #expect(
      narrator.follow(turned, at: 1) == [
        "The generator's learning rate is 0.0001 now, it was 0.0002.", "Paused after batch 20.",
      ])
    #expect(narrator.follow(turned, at: 2).isEmpty)
    turned.line.events.append(TrainingEvent(step: 20, kind: .diverged))
    #expect(
      narrator.follow(turned, at: 3).first?.hasPrefix("Attention: a loss is no number any more")
        == true)
  }

  @Test mutating func `what the judge finds is told with the epoch, and how an alarm is answered`()
  {
    _ = narrator.follow(run(0), at: 0)
    let lines = narrator.follow(SampleRuns.judged(.alarmed), at: 10)
    #expect(
      lines.first
        == "The judge of the samples is ready: it knows 99 percent of images that it has not learned."
    )
    #expect(
      lines.contains(
        "The samples are at a distance of 61.7; real images get 3.1. They come near 72 percent of the "
          + "real images, of other real ones 97 percent. They show 8 of 10 classes; lost: Coat, Shirt. "
          + "The average of the generator's weights is at 45.3, the weights themselves at 75.5."))
    #expect(
      lines.last
        == "Attention, batch 812: D dominates. D is right on 99 % of the images for 200 batches. The "
        + "discriminator has nothing left to learn, so that it tells the generator hardly anything. "
        + "Slow it down: half the rate, R1 or noise on its images. The command remedy does this: "
        + "halve D's rate to 5e-5.")
    #expect(narrator.follow(SampleRuns.judged(.alarmed), at: 60).isEmpty)
    #expect(narrator.status.last?.hasPrefix("An alarm is open: D dominates.") == true)
  }

  @Test mutating func `another branch is named, and what it shares is not told again`() {
    _ = narrator.follow(run(1300), at: 0)
    #expect(
      narrator.follow(SampleRuns.branched, at: 1) == [
        "The training is on the branch warm now, after batch 1200."
      ])
  }

  @Test mutating func `the end is told with the last epoch before it`() {
    _ = narrator.follow(run(0), at: 0)
    var over = run(468, .finished("runs/pocket-strokes-1"))
    over.line.events = [TrainingEvent(step: 468, kind: .finished)]
    let lines = narrator.follow(over, at: 0.5)
    #expect(lines.first?.hasPrefix("Epoch 1 of 20 is done") == true)
    #expect(
      lines.suffix(2) == [
        "All epochs are done.", "The run is over. It is saved in runs/pocket-strokes-1.",
      ])
  }

  @Test mutating func `who asks is told how the run stands`() {
    #expect(narrator.status == ["Nothing is known of the run yet."])
    _ = narrator.follow(run(600, .paused), at: 0)
    #expect(
      narrator.status.first?.hasPrefix(
        "The training is paused. Epoch 2 of 20, batch 132 of 468: discriminator loss 0.") == true)
  }

  @Test(arguments: SampleRuns.strange.indices)
  mutating func `any run is told in lines without commands to the terminal`(index: Int) {
    var lines = narrator.follow(SampleRuns.preparing, at: 0)
    for (offset, snapshot) in SampleRuns.strange[index...].enumerated() {
      lines += narrator.follow(snapshot, at: 100 * Double(offset))
      lines += narrator.status
    }
    #expect(!lines.isEmpty)
    for line in lines {
      let isSpoken = line.unicodeScalars.allSatisfy { scalar in
        scalar.properties.generalCategory != .control && !(0x2500...0x28FF).contains(scalar.value)
      }
      #expect(isSpoken, "\(line)")
    }
  }
}

struct SpokenCommandTests {
  private func screen() -> WatchScreen { WatchScreen(snapshot: SampleRuns.running) }

  @Test func `a line does what it does behind a colon`() {
    var screen = screen()
    #expect(screen.perform(spoken: "pause").effects == [.send(.pause)])
    #expect(
      screen.perform(spoken: "lr g 1e-4").effects == [.send(.setLearningRate(.generator, 1e-4))])
    #expect(screen.perform(spoken: "until 20").effects == [.send(.trainUntil(.epoch(20)))])
    #expect(screen.perform(spoken: "quit").effects == [.send(.stop), .quit])
    #expect(screen.perform(spoken: "  ").effects.isEmpty)
  }

  @Test func `who asks for the health hears the readings, and of each alarm what to do`() {
    var screen = WatchScreen(snapshot: SampleRuns.judged(.alarmed))
    let answer = screen.perform(spoken: "health").answer
    #expect(
      answer.prefix(2) == [
        "The judge of the samples is ready: it knows 99 percent of images that it has not learned.",
        "The last reading is of batch 1040, of 1000 images.",
      ])
    #expect(answer[2].hasPrefix("The samples are at a distance of 61.7; real images get 3.1."))
    #expect(
      answer[3].hasPrefix("An alarm is open since batch 812: D dominates. D is right on 99 %"))
    #expect(answer[3].hasSuffix("The command remedy does this: halve D's rate to 5e-5."))
    #expect(
      answer[4].hasSuffix(
        "The command remedy partial_collapse does this: back to batch 468 with R1."))
    #expect(
      answer.suffix(1) == [
        "The command dismiss hides the newest one, dismiss partial_collapse or dismiss checkerboard "
          + "another one."
      ])
    #expect(answer.count == 7)
    #expect(screen.perform(spoken: "dismiss").answer.first?.hasPrefix("dismissed") == true)
    #expect(
      screen.perform(spoken: "remedy partial_collapse").effects.first
        == .send(.branch(BranchRequest(branch: 1, step: 468))))
    #expect(screen.perform(spoken: "health").answer.count == 6)
  }

  @Test func `where nothing is wrong, or nothing is judged, the health says why`() {
    func health(_ standing: SampleRuns.Health) -> [String] {
      var screen = WatchScreen(snapshot: SampleRuns.judged(standing))
      return screen.perform(spoken: "health").answer
    }
    #expect(health(.healthy).last?.hasPrefix("Nothing wrong: wait. D is right on ") == true)
    #expect(health(.unwanted).first == "The samples are not judged: --no-judge.")
    #expect(
      health(.early).first
        == "The samples were not judged: the run ended before its first reading.")
    #expect(
      health(.preparing).first
        == "A judge of the samples is being made: it has learned 37 percent of its lesson.")
    #expect(health(.unjudged).first?.hasPrefix("The samples are not judged: the judge's") == true)
  }

  @Test func `what cannot be done is answered`() {
    var screen = screen()
    #expect(screen.perform(spoken: "puase").answer.first?.contains("did you mean pause") == true)
    #expect(
      screen.perform(spoken: "zoom").answer == [
        "zoom is for the screen only; help lists what can be done here"
      ])
    #expect(screen.perform(spoken: "until").answer.count == 1)
  }

  @Test(arguments: ["record", "zoom"])
  func `a line given at the start is refused where it is for the screen only`(line: String) {
    var screen = WatchScreen(
      snapshot: SampleRuns.running, settings: WatchSettings(isSpoken: true))
    #expect {
      try screen.perform(line: line)
    } throws: { error in
      (error as? PromptError)?.message.contains("\(line) is for the screen only") == true
    }
  }

  @Test func `the help tells of all that can be done, and everything in it can`() {
    var screen = screen()
    let help = screen.perform(spoken: "help").answer
    #expect(help.count > 10)
    for line in help.dropFirst(3).dropLast() {
      let name = line.prefix { $0 != " " && $0 != ":" }
      var one = self.screen()
      let (effects, answer) = one.perform(spoken: String(name))
      #expect(!effects.isEmpty || !answer.isEmpty, "\(line)")
    }
  }
}

import Screens
import Session
import Testing

struct SlowMotionTests {
  private let motion = SlowMotion(record: SampleSteps.step)

  @Test func `a step is the discriminator's turn and then the generator's, stage by stage`() {
    let stages: [[SlowMotionStage]] = (0...1).map { turn in
      motion.moments.filter { $0.turn == turn }.map(\.stage)
    }
    #expect(stages[0] == [.noise, .fakes, .reals, .scores, .loss, .gradients, .weights])
    #expect(stages[1] == [.noise, .fakes, .scores, .loss, .pixels, .gradients, .weights])
  }

  @Test func `stages of which nothing is known are left out`() {
    let empty = SlowMotion(record: SampleSteps.strange[1])
    #expect(empty.moments.map(\.stage) == [.scores, .loss, .scores, .loss])
  }

  @Test func `it is stepped through by hand, not beyond its ends`() {
    var motion = motion
    motion.step(by: -1)
    #expect(motion.index == 0)
    motion.step(by: 5)
    #expect(motion.moment?.stage == .gradients)
    motion.step(by: .max)
    #expect(motion.isAtEnd)
    motion.step(by: .min)
    #expect(motion.index == 0)
  }

  @Test func `a new step is shown from its beginning, the same one stays where it is`() {
    var motion = motion
    motion.step(by: 3)
    motion.follow(SampleSteps.step)
    #expect(motion.index == 3)
    var next = SampleSteps.step
    next.step += 1
    motion.follow(next)
    #expect(motion.index == 0)
  }

  @Test func `it plays a stage after each interval and stops at the end`() {
    var motion = motion
    motion.togglePlaying()
    motion.tick(at: 10)
    motion.tick(at: 10.1)
    #expect(motion.index == 0)
    motion.tick(at: 10 + SlowMotion.interval)
    #expect(motion.index == 1)
    for tick in 2..<100 { motion.tick(at: 10 + Double(tick) * SlowMotion.interval) }
    #expect(motion.isAtEnd)
    #expect(!motion.isPlaying)
    motion.togglePlaying()
    #expect(motion.index == 0)
    #expect(motion.isPlaying)
  }

  @Test func `each stage says what happens, with its numbers`() {
    func sentence(_ turn: Int, _ stage: SlowMotionStage) -> String {
      var motion = motion
      motion.step(by: motion.moments.firstIndex { $0.turn == turn && $0.stage == stage } ?? 0)
      return motion.sentence
    }
    #expect(sentence(0, .scores).contains("this real one 0.87, this fake 0.31"))
    #expect(sentence(0, .loss).contains("0.512 (0.302 on real, 0.210 on fake)"))
    #expect(sentence(0, .gradients).contains("Largest in dense: 1.1."))
    #expect(sentence(0, .weights).contains("rate 0.001. Most in dense, by 0.23 %."))
    #expect(sentence(0, .weights).contains("Next: the generator's turn."))
    #expect(sentence(1, .noise).contains("64 new random numbers"))
    #expect(sentence(1, .scores).contains("It gets 0.27."))
    #expect(sentence(1, .weights).contains("The step is done"))
  }

  @Test func `a player's turn is shown, or waited for`() {
    var motion = motion
    let isShown = motion.showTurn(of: .generator)
    #expect(isShown && motion.index == 7)
    var later = SlowMotion()
    let isShownLater = later.showTurn(of: .generator)
    #expect(!isShownLater)
    later.follow(SampleSteps.step)
    #expect(later.index == 7)
    var next = SampleSteps.step
    next.step += 1
    later.follow(next)
    #expect(later.index == 0)
  }

  @Test func `noise that both turns begin with is not called new`() {
    var step = SampleSteps.step
    step.phases[1].latent = step.phases[0].latent
    var motion = SlowMotion(record: step)
    motion.step(by: 7)
    #expect(motion.sentence.contains("the same as before"))
  }
}

import Configuration
import GANs
import Session
import Tensors
import Testing

struct DiagnosisTests {
  /// A line on which much goes wrong, by chance.
  private func wildRun(seed: UInt64) -> RunSketch {
    var random = RandomStream(key: seed)
    func chance() -> Float { Float.random(in: 0..<1, using: &random) }
    var run = RunSketch()
    for _ in 0..<40 {
      let lead = chance() < 0.4
      var batch = RunSketch.Batch()
      if lead { (batch.realAccuracy, batch.fakeAccuracy) = (1, 1) }
      if chance() < 0.1 { batch.discriminatorLoss = 270 }
      if chance() < 0.1 { batch.generatorGradient = 0 }
      var reading = RunSketch.Reading()
      reading.distance = Double(40 + 400 * chance())
      if chance() < 0.3 { reading.classes = [0, 0, 0, 500, 500, 0, 0, 0, 0, 0] }
      reading.recall = Double(chance())
      run.train(Int(1 + 200 * chance()), batch)
      run.read(reading)
    }
    return run
  }

  @Test(arguments: 1...4) func `following a line again comes to the same alarms`(seed: UInt64) {
    let run = wildRun(seed: seed)
    #expect(!run.raised.isEmpty)
    var again = Diagnosis(
      DiagnosisFacts(batchesPerEpoch: 500),
      in: DiagnosisSituation(knobs: .plain, branch: 3, judge: .digits))
    #expect(again.follow(run.line) == run.entries.map(\.change))
    #expect(again.openKinds == run.diagnosis.openKinds)

    // Whatever comes then is the same too.
    var live = run.diagnosis
    for step in 1...400 {
      let batch = RunSketch.Batch(realAccuracy: 1, fakeAccuracy: 1)
        .metrics(step: run.step + step, batchesPerEpoch: 500)
      #expect(live.follow(batch) == again.follow(batch))
    }
  }

  @Test func `what a line remembers of another version is set right`() {
    var run = RunSketch()
    run.train(20, .init(discriminatorLoss: 240))
    let stale = Alarm(kind: .checkerboard, seen: "", meaning: "", advice: "")
    let changes = run.diagnosis.changes(from: [stale])
    #expect(changes.first == .ended(.checkerboard))
    #expect(changes.last == .raised(run.alarms[0]))
    #expect(run.diagnosis.changes(from: run.alarms).isEmpty)
  }

  @Test func `a healthy run raises nothing from noise to digits`() {
    var run = RunSketch()
    let erratic = RunSketch.Batch(
      discriminatorLoss: 0.05, generatorLoss: 7, realAccuracy: 1, fakeAccuracy: 1)
    run.train(300, erratic)
    for index in 0..<60 {
      let age = Double(index)
      var reading = RunSketch.Reading(distance: 45 + 900 / (1 + age * age / 16))
      reading.recall = min(0.7, age / 60)
      reading.coverage = min(0.6, age / 60)
      if index < 5 { reading.classes = [0, 300, 5, 0, 0, 0, 5, 400, 90, 200] }
      run.go(1, .init(realAccuracy: 0.65, fakeAccuracy: 0.6), reading: reading)
    }
    #expect(run.raised.isEmpty)
  }

  @Test func `every alarm says something in the signs of any terminal`() {
    var kinds: Set<Alarm.Kind> = []
    for seed in 1...2 {
      for alarm in wildRun(seed: UInt64(seed)).alarms {
        kinds.insert(alarm.kind)
        let texts = [alarm.seen, alarm.meaning, alarm.advice, alarm.remedy?.title ?? "-"]
        for text in texts { #expect(!text.isEmpty && text.utf8.allSatisfy { 32..<127 ~= $0 }) }
      }
    }
    #expect(kinds.count >= 3)
  }

  @Test func `remedies are what the knobs can follow`() {
    for seed in 1...2 {
      for alarm in wildRun(seed: UInt64(seed)).alarms {
        for command in alarm.remedy?.commands ?? [] {
          #expect(Knobs.plain.objection(to: command) == nil)
        }
      }
    }
  }

  @Test func `without knobs nothing is offered`() {
    var run = RunSketch(knobs: nil)
    run.train(20, .init(discriminatorLoss: 240))
    #expect(run.alarms.count == 1)
    #expect(run.alarms.first?.remedy == nil)
  }

  @Test func `a recipe says what its losses mean`() throws {
    let catalogue = RecipeCatalogue(folders: UserFolders(environment: ["HOME": "/nowhere"]))
    let alone = DiagnosisFacts(try catalogue.recipe("discriminator-alone"), batchesPerEpoch: 100)
    #expect(!alone.generatorLearns)
    let pocket = DiagnosisFacts(try catalogue.recipe("pocket"), batchesPerEpoch: 1875)
    #expect(pocket.generatorLearns && pocket.hasTransposedConvolutions && !pocket.isCritic)
    #expect(pocket.penaltyWeight == 4 && abs(pocket.realLabel - 0.9) < 1e-6)
    let dense = DiagnosisFacts(try catalogue.recipe("dense-selu"), batchesPerEpoch: 468)
    #expect(dense.penaltyWeight == 1 && !dense.hasTransposedConvolutions)
    let critic = try TinyRecipe.recipe(.twoPhase, loss: "wasserstein")
    #expect(DiagnosisFacts(critic, batchesPerEpoch: 1).isCritic)
  }
}

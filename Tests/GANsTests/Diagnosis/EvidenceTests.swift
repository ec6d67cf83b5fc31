import Session
import Testing

@testable import GANs

struct EvidenceTests {
  @Test func `the median of many sizes is right to a factor of the root of 2`() throws {
    var median = RunningMedian()
    #expect(median.value == nil)
    var numbers: [Double] = []
    for index in 0..<501 {
      let number = Double((index * 7919) % 501 + 1) * 1e-4
      numbers.append(number)
      median.follow(number)
      let exact = numbers.sorted()[numbers.count / 2]
      let ratio = try #require(median.value) / exact
      #expect((0.7..<1.42).contains(ratio))
    }
    median.follow(.nan)
    median.follow(0)
    #expect(median.count == 501)
  }

  @Test func `a vigil raises and ends after its patience, and doubt keeps it as it is`() {
    let patience = Thresholds.Patience(raising: 3, ending: 2)
    var vigil = Vigil()
    let symptoms: [Symptom] = [
      .present, .present, .doubtful, .present, .present, .present,
      .doubtful, .absent, .doubtful, .absent, .present, .absent, .absent, .present,
    ]
    var (starts, doubts): ([Int], [Int?]) = ([], [])
    let changes = symptoms.enumerated().map { step, symptom in
      let isChange = vigil.follow(symptom, patience: patience, at: step)
      if isChange { starts.append(vigil.streakStart) }
      doubts.append(vigil.doubtStart)
      return isChange
    }
    let places = changes.indices.filter { changes[$0] }
    #expect(places == [5, 12])
    #expect(starts == [3, 11])
    #expect(doubts == [0, 0, 0, 0, 0, 0, 0, nil, 8, nil, 10, nil, nil, 13])
    #expect(!vigil.isRaised)
  }

  @Test func `progress is a twentieth, within five hundred batches`() {
    var progress = DistanceProgress()
    for index in 0...5 { progress.follow(100 - Double(index), step: 100 * index) }
    #expect(progress.isStalled && progress.best == 95 && progress.bestStep == 500)
    progress.follow(94, step: 600)
    #expect(!progress.isStalled && progress.rise == 1)
    progress.follow(112, step: 700)
    #expect(!progress.hasEnded)
    progress.follow(120, step: 800)
    #expect(progress.hasEnded)
  }

  @Test func `classes are counted beside those that real images have`() throws {
    let reading = RunSketch.Reading(classes: [400, 600, 0, 0, 0, 0, 0, 0, 0, 0])
      .reading(epoch: 1, step: 100)
    let all = try #require(ClassBalance(reading, beside: JudgeDescription.digits.reference))
    #expect(all.lost == Array(2..<10) && all.classes == 10)
    // ln 10 less the entropy of two shares, and less what chance has.
    #expect(abs(all.divergence - (2.302585 - 0.673012 - 0.0045)) < 1e-5)
    let two = JudgeDescription.of(classes: 10, present: 2).reference
    let both = try #require(ClassBalance(reading, beside: two))
    #expect(both.lost.isEmpty && both.classes == 2)
    #expect(abs(both.divergence - (0.693147 - 0.673012 - 0.0005)) < 1e-5)
    let one = JudgeDescription.of(classes: 10, present: 1).reference
    #expect(ClassBalance(reading, beside: one) == nil)
  }

  @Test func `images of the training are looked at as soon as there are readings of them`() {
    var course = ReadingCourse()
    func follow(_ reading: RunSketch.Reading, step: Int) -> Bool {
      course.follow(reading.reading(epoch: 1, step: step))
    }
    let first = follow(.init(source: .generator, distance: 10), step: 100)
    let average = follow(.init(source: .average, distance: 5), step: 100)
    #expect(first && !average && course.averageShare == 0.5)

    let training = follow(.init(distance: 30), step: 200)
    #expect(training && course.count == 1 && course.progress.best == 30)
    let generator = follow(.init(source: .generator, distance: 10), step: 300)
    let nothing = follow(.init(distance: .nan), step: 300)
    #expect(!generator && !nothing && course.count == 1)
  }
}

import GANs
import Session
import Testing

struct RecordedRunTests {
  /// What is raised up to a batch.
  private func raised(through step: Int) throws -> [Alarm] {
    let run = try RecordedRun.collapse()
    var diagnosis = run.diagnosis
    return diagnosis.follow(run.line(through: step)).compactMap {
      if case .raised(let alarm) = $0 { alarm } else { nil }
    }
  }

  @Test func `a real collapse is told at batch 2340, and its classes are named`() throws {
    #expect(try raised(through: 2339).map(\.kind) == [.discriminatorDominates])
    let alarm = try #require(try raised(through: 2340).last)
    #expect(alarm.kind == .fullCollapse)
    #expect(
      alarm.seen
        == "hardly any 0, 1, 2, 4, 5, 6 and 7 among 1000 images, so 3 of 10 classes are left "
        + "(KL 1.3), recall 0 (real images 0.867) and pixels vary 45 % as much as real ones")
  }

  @Test func `neither starts it with alarms, nor is anything else said of it`() throws {
    #expect(try raised(through: 1500).isEmpty)
    let kinds = try raised(through: 2500).map(\.kind)
    #expect(kinds == [.discriminatorDominates, .fullCollapse])
  }
}

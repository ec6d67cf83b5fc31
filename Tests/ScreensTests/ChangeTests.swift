import Screens
import Session
import Terminal
import Testing

/// What the turn of a knob has changed.
struct ChangeTests {
  /// Losses of 1 and accuracies of a half for 200 batches, then a turn, then other numbers.
  private static func run(after count: Int) -> TrainingSnapshot {
    var history = MetricHistory()
    for step in 1...200 + count {
      let isAfter = step > 200
      history.append(
        BatchMetrics(
          epoch: 1, batch: step, step: step, discriminatorLoss: isAfter ? 0.5 : 1,
          generatorLoss: isAfter ? 2 : 1, realAccuracy: isAfter ? 0.75 : 0.5,
          fakeAccuracy: isAfter ? 0.25 : 0.5))
    }
    var snapshot = SampleRuns.running
    snapshot.line.metrics = history
    snapshot.line.events = [
      TrainingEvent(step: 200, kind: .learningRate(.generator, from: 0.001, to: 0.002))
    ]
    return snapshot
  }

  private static let numbers = "D 1.000>0.500  G 1.000>2.000  real 50>75 %  fake 50>25 %"

  @Test func `the last line says what has changed since a knob was turned`() throws {
    let text = try WatchScreen(snapshot: Self.run(after: 50)).canvas(130, 40).text
    #expect(
      text.contains("G rate 0.001 -> 0.002 at batch 200, after 50 batches: \(Self.numbers)")
    )
  }

  @Test func `after few batches it says nothing of them`() throws {
    let text = try WatchScreen(snapshot: Self.run(after: 9)).canvas(120, 40).text
    #expect(!text.contains(">0.500"))
  }

  @Test func `the charts list every turn with the numbers before and until the next one`() throws {
    var snapshot = Self.run(after: 300)
    snapshot.line.events.append(TrainingEvent(step: 300, kind: .dropout(from: 0.3, to: 0.5)))
    var screen = WatchScreen(snapshot: snapshot)
    _ = try screen.perform(line: "preset charts")
    let rows = try screen.canvas(140, 40).text.split(separator: "\n").map(String.init)
    let second = try #require(
      rows.firstIndex { $0.contains("dropout 0.3 -> 0.5 ") && $0.contains("300") })
    let first = try #require(rows.firstIndex { $0.contains("G rate 0.001 -> 0.002") })
    #expect(first > second)
    #expect(rows[first + 1].contains("D 1.000>0.500"))
    #expect(rows[second + 1].contains("D 0.500>0.500"))
  }

  @Test func `marks of turned knobs stand on every chart and on the line of time`() throws {
    let rows = try WatchScreen(snapshot: Self.run(after: 200)).canvas(80, 24).text
      .split(separator: "\n")
    let left = rows.dropFirst(2).filter { $0.prefix(21).contains("^") }
    #expect(left.count == 4)
    #expect(rows.contains { $0.suffix(59).contains("^") })
  }

  @Test func `no number is cut where there is little room`() throws {
    let rows = try WatchScreen(snapshot: Self.run(after: 50)).canvas(80, 24).text
      .split(separator: "\n")
    let text = rows[rows.count - 2].drop { $0 == " " }
    #expect(text.hasPrefix("G rate 0.001 -> 0.002: D 1.000>0.500  G 1.000>2.000"))
    #expect(!text.contains("real") || text.contains("fake 50>25 %"))
  }

  @Test func `what came after the turn is told in its place`() throws {
    var snapshot = Self.run(after: 50)
    snapshot.line.events.append(TrainingEvent(step: 230, kind: .marked("good")))
    let text = try WatchScreen(snapshot: snapshot).canvas(130, 40).text
    #expect(text.contains("marked batch 230 as good") && !text.contains(">0.500"))
  }

  @Test func `of turns shortly after each other none is made answerable alone`() throws {
    var snapshot = Self.run(after: 50)
    snapshot.line.events.insert(
      TrainingEvent(step: 193, kind: .dropout(from: 0.1, to: 0.9)), at: 0)
    let text = try WatchScreen(snapshot: snapshot).canvas(160, 40).text
    #expect(text.contains("at batch 200, the last of 2 turns, after 50 batches: D "))
  }
}

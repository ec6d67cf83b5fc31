import Foundation
import Session
import Testing

struct TrickKnobTests {
  private func knob(_ range: ClosedRange<Double>, _ notch: TrickKnob.Notch) -> TrickKnob {
    TrickKnob(name: "r1", title: "R1 penalty", value: 1, range: range, notch: notch)
  }

  /// The values of some turns, one after the other.
  private func turns(_ knob: TrickKnob, from value: Double, up: Bool, count: Int) -> [Double] {
    var values = [value]
    for _ in 0..<count { values.append(knob.turned(values.last ?? value, up: up)) }
    return Array(values.dropFirst())
  }

  @Test func `a step leads to the next multiple, whatever the value was`() {
    let noise = knob(0...1, .step(0.05))
    #expect(turns(noise, from: 0.02, up: true, count: 4) == [0.05, 0.1, 0.15, 0.2])
    #expect(turns(noise, from: 0.17, up: false, count: 5) == [0.15, 0.1, 0.05, 0, 0])
    #expect(turns(noise, from: 0.9, up: true, count: 3) == [0.95, 1, 1])
    #expect(turns(knob(0...9, .step(2)), from: 5, up: true, count: 3) == [6, 8, 9])
  }

  @Test func `a factor multiplies and divides, and leads to 0 and away from it`() {
    let penalty = knob(0...100, .factor(2, smallest: 0.25))
    #expect(turns(penalty, from: 0, up: true, count: 4) == [0.25, 0.5, 1, 2])
    #expect(turns(penalty, from: 1, up: false, count: 4) == [0.5, 0.25, 0, 0])
    #expect(turns(penalty, from: 40, up: true, count: 3) == [80, 100, 100])
    #expect(turns(penalty, from: 0.01, up: true, count: 1) == [0.25])
  }

  @Test func `a factor stays above a least value that is not 0`() {
    #expect(turns(knob(0.5...8, .factor(2)), from: 1, up: false, count: 2) == [0.5, 0.5])
  }

  @Test func `turning a tenth of a decade down and up again keeps the smallest value`() {
    let penalty = knob(0...100, .factor(1.2589254117941673, smallest: 0.001))
    let up = turns(penalty, from: 0, up: true, count: 21)
    let down = turns(penalty, from: up[20], up: false, count: 21)
    #expect(abs(up[20] - 0.1) < 1e-9)
    #expect(down[20] == 0 && abs(down[19] - 0.001) < 1e-9)
  }
}

struct KnobsTests {
  @Test func `a description from before there were tricks has none`() throws {
    let old = Data(#"{"generatorRate": 0.001, "discriminatorRate": 0.002, "dropout": 0.3}"#.utf8)
    let knobs = try JSONDecoder().decode(Knobs.self, from: old)
    #expect(knobs == Knobs(generatorRate: 0.001, discriminatorRate: 0.002, dropout: 0.3))
    #expect(knobs.tricks.isEmpty && knobs.showsAverage == nil)
  }

  @Test func `what was written is read again`() throws {
    let knobs = Knobs(
      generatorRate: 0.001, discriminatorRate: 0.002, dropout: nil,
      tricks: [
        TrickKnob(name: "r1", title: "R1 penalty", value: 0, range: 0...100, notch: .factor(2)),
        TrickKnob(name: "label_flips", title: "flips", value: 1, range: 0...1, notch: .step(0.05)),
      ], showsAverage: true)
    #expect(try JSONDecoder().decode(Knobs.self, from: JSONEncoder().encode(knobs)) == knobs)
  }

  @Test func `a trick is turned by its name, and an unknown one is not there`() {
    var knobs = Knobs(
      generatorRate: 1, discriminatorRate: 1, dropout: nil,
      tricks: [TrickKnob(name: "r1", title: "R1", value: 0, range: 0...9, notch: .step(1))])
    knobs[trick: "r1"] = 3
    knobs[trick: "r2"] = 4
    #expect(knobs[trick: "r1"] == 3 && knobs[trick: "r2"] == nil && knobs.tricks.count == 1)
  }
}

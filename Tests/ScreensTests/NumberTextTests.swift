import Session
import Testing

@testable import Screens

struct NumberTextTests {
  @Test(arguments: [
    (0.001, "0.001"), (0.00125892541, "0.00126"), (0.0002, "0.0002"), (0.000126, "0.000126"),
    (2e-7, "2e-7"), (1.2589e-6, "1.26e-6"), (9.999e-4, "0.001"), (0, "0"), (0.3, "0.3"),
    (0.30000000000000004, "0.3"), (10, "10"), (123456, "123456"), (1e12, "1e12"),
    (-0.00125892541, "-0.00126"), (.nan, "nan"), (.infinity, "inf"), (1e-300, "1e-300"),
  ])
  func `three significant digits`(value: Double, text: String) {
    #expect(NumberText.significant(value, digits: 3) == text)
  }

  @Test(
    arguments: [
      (0.6117, "0.612"), (9.9996, "10.000"), (12.345, "12.35"), (123.456, "123.5"), (4567, "4567"),
      (123_456, "1.2e5"), (3e38, "3e38"), (-0.5, "-0.500"), (-12.34, "-12.34"), (.nan, "nan"),
      (-.infinity, "-inf"), (-120_000, "-1e5"), (-1e30, "-1e30"), (0, "0.000"),
    ] as [(Float, String)])
  func `a loss has at most six characters`(value: Float, text: String) {
    #expect(NumberText.loss(value) == text)
    #expect(text.count <= 6)
  }

  @Test(arguments: [
    (0.0, "0 %"), (0.784, "78 %"), (1, "100 %"), (-1, "0 %"), (40, "999 %"), (.nan, "nan"),
  ])
  func `a share is a percentage`(share: Double, text: String) {
    #expect(NumberText.percent(share) == text)
  }

  @Test(arguments: [
    (0.0, "0:00"), (59.2, "1:00"), (190, "3:10"), (3790, "1:03:10"), (1e9, "> 99 h"),
    (-1, "-:--"), (.infinity, "-:--"),
  ])
  func `a time has minutes and seconds`(seconds: Double, text: String) {
    #expect(NumberText.duration(seconds: seconds) == text)
  }

  @Test(arguments: [
    (
      TrainingEvent.Kind.learningRate(.generator, from: 0.001, to: 0.00126),
      "generator rate 0.001 -> 0.00126 at batch 312"
    ),
    (.dropout(from: 0.3, to: 0.35), "dropout 0.3 -> 0.35 at batch 312"),
    (.epochEnded(2), "epoch 2 ended at batch 312"), (.paused, "paused at batch 312"),
    (.marked("good hands"), "marked batch 312 as good hands"),
    (.branched(from: "main"), "left main at batch 312"), (.switched, "gone on at batch 312"),
    (
      .continued(machine: "box", version: "1.2"),
      "taken up again at batch 312 on box, by version 1.2"
    ), (.prolonged(from: 5, to: 9), "epochs 5 -> 9 at batch 312"), (.refused("no room"), "no room"),
    (.reached(.epoch(20)), "epoch 20 is reached: paused at batch 312"),
    (.reached(.below(.discriminatorLoss, 0.3)), "d_loss < 0.3 is reached: paused at batch 312"),
    (.diverged, "a loss is no finite number any more: paused at batch 312"),
  ])
  func `an event is told in words`(kind: TrainingEvent.Kind, text: String) {
    #expect(TrainingEvent(step: 312, kind: kind).text == text)
  }
}

struct LearningCurvesTests {
  @Test func `a hundred thousand batches are kept in about a thousand means`() {
    var curves = LearningCurves()
    let history = MetricHistory((1...100_000).map { batch($0, Float($0)) })
    curves.follow(history)
    let values = curves.generatorLoss.values
    #expect(values.count > 500 && values.count <= 1025)
    #expect(values.first == (1 + Float(curves.generatorLoss.span)) / 2)
    #expect(values == values.sorted())
    #expect(curves.index(after: 99_999) == 99_999 / curves.generatorLoss.span)
  }

  @Test func `series of one span have the values of another`() {
    var (long, short) = (LearningCurves(), LearningCurves())
    let history = MetricHistory((1...5000).map { batch($0, Float($0 % 13)) })
    long.follow(history)
    short.follow(MetricHistory(history.prefix(600)))
    let span = long.generatorLoss.span
    #expect(span > 1 && short.generatorLoss.span == 1)
    let (values, whole) = (short.generatorLoss.values(over: span), long.generatorLoss.values)
    #expect(values.count == (600 + span - 1) / span)
    #expect(zip(values, whole).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(long.generatorLoss.values(over: span) == whole)
    #expect(short.index(after: 599, over: span) == 599 / span)
  }

  @Test func `following step by step is the same as following at once`() {
    var stepwise = LearningCurves()
    var history = MetricHistory()
    for step in 1...3000 {
      history.append(batch(step, Float(step % 7)))
      stepwise.follow(history)
    }
    var atOnce = LearningCurves()
    atOnce.follow(history)
    #expect(stepwise == atOnce)
  }

  @Test func `another run starts new curves`() {
    var curves = LearningCurves()
    curves.follow(MetricHistory((1...50).map { batch($0, 1) }))
    curves.follow(MetricHistory((1...3).map { batch($0, 2) }))
    #expect(curves.generatorLoss.values == [2, 2, 2])
    curves.follow(MetricHistory((11...14).map { batch($0, 3) }))
    #expect(curves.generatorLoss.values == [3, 3, 3, 3])
  }

  private func batch(_ step: Int, _ loss: Float) -> BatchMetrics {
    BatchMetrics(
      epoch: 1, batch: step, step: step, discriminatorLoss: 0, generatorLoss: loss,
      realAccuracy: 0, fakeAccuracy: 0)
  }

  // MARK: Scales

  @Test(
    arguments: [
      (0.4123...0.7201, "0.41..0.72"), (0.6931...0.6945, "0.6931..0.6945"),
      (1.24...6.2, "1.2..6.2"),
      (-12.3...(-4.1), "-12.3..-4.1"), (3...103, "3..103"), (0...0.3037, "0.00..0.30"),
      (-2e6...5e7, "-2e6..5e7"), (0...Float.greatestFiniteMagnitude, "0..3.4e38"),
    ] as [(ClosedRange<Float>, String)])
  func `a scale has the places that tell its ends apart`(range: ClosedRange<Float>, text: String) {
    #expect(ScaleText.numbers(range) == text)
  }

  @Test func `a scale of shares or of powers of ten says what is meant`() {
    #expect(ScaleText.percentages(0...1) == "0..100 %")
    #expect(ScaleText.powersOfTen(-3...1.5) == "0.001..32")
  }
}

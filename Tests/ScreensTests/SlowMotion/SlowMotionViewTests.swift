import Screens
import Session
import Terminal
import Testing

struct SlowMotionViewTests {
  /// The areas that the screen gives it at 80×24, 120×40, 60×16 and 40×10.
  @Test(
    arguments: [(78, 18), (118, 34), (60, 14), (40, 8)],
    [("palette", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `the fullest stages of both turns are shown at every size`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    for (name, index) in [("scores", 3), ("pixels", 11), ("gradients", 12)] {
      try expectSnapshot(
        canvas(at: index, size.width, size.height, mode.capabilities),
        named: "slow-\(name)-\(size.width)x\(size.height)-\(mode.name)")
    }
  }

  @Test func `every stage marks what it is about and tells of it in full`() throws {
    for index in SlowMotion(record: SampleSteps.step).moments.indices {
      var motion = SlowMotion(record: SampleSteps.step)
      motion.step(by: index)
      let stage = try #require(motion.moment?.stage)
      let text = try canvas(at: index, 78, 18).text
      #expect(text.contains("[\(stage)]"))
      #expect(text.contains(">"))
      let words = { (text: String) in text.split { $0 == " " || $0 == "\n" } }
      for (width, height) in [(78, 18), (118, 34), (60, 14), (40, 8)] {
        let shown = words(try canvas(at: index, width, height).text)
        let sentence = words(motion.sentence)
        #expect(Array(shown.suffix(sentence.count)) == sentence, "\(stage) at \(width)x\(height)")
      }
    }
  }

  @Test func `what has not happened is not shown yet`() throws {
    let first = try canvas(at: 0, 78, 18).text
    #expect(!first.contains("0.31") && !first.contains("0.512"))
    #expect(try canvas(at: 3, 78, 18).text.contains("real 0.87"))
    #expect(try canvas(at: 4, 78, 18).text.contains("0.512"))
  }

  @Test func `without a step it says so`() throws {
    var canvas = Canvas(width: 40, height: 8)
    SlowMotionView(SlowMotion(), invitation: "x trains one.", appearance: try .phosphor(.palette))
      .draw(in: canvas.bounds, onto: &canvas)
    #expect(canvas.text.contains("x trains one."))
  }

  @Test(arguments: [TerminalCapabilities.palette, .ascii])
  func `any step is drawn into any area, and nowhere else`(
    capabilities: TerminalCapabilities
  ) throws {
    let appearance = try Appearance.phosphor(capabilities)
    var random = SplitMix(state: 5)
    let untouched = Cell("·")
    for record in SampleSteps.strange + [SampleSteps.step] {
      for _ in 0..<60 {
        var motion = SlowMotion(record: record)
        motion.step(by: random.number(below: 45))
        let area = Rectangle(
          x: 1, y: 1, width: random.number(below: 200), height: random.number(below: 61))
        var canvas = Canvas(
          width: area.width + 2, height: area.height + 2, filledWith: untouched)
        SlowMotionView(motion, appearance: appearance).draw(in: area, onto: &canvas)
        for x in 0..<canvas.width {
          #expect(canvas[x, 0] == untouched && canvas[x, canvas.height - 1] == untouched)
        }
        for y in 0..<canvas.height {
          #expect(canvas[0, y] == untouched && canvas[canvas.width - 1, y] == untouched)
        }
        #expect(
          canvas.text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII || scalar == "·"
              || (capabilities.unicode && (0x2500...0x259F).contains(scalar.value))
          })
      }
    }
  }

  private func canvas(
    at index: Int, _ width: Int, _ height: Int, _ capabilities: TerminalCapabilities = .palette
  ) throws -> Canvas {
    var motion = SlowMotion(record: SampleSteps.step)
    motion.step(by: index)
    var canvas = Canvas(width: width, height: height)
    SlowMotionView(motion, appearance: try .phosphor(capabilities))
      .draw(in: canvas.bounds, onto: &canvas)
    return canvas
  }
}

import Screens
import Session
import Terminal
import Testing

/// Two grids of the same latent vectors, compared.
struct ComparisonTests {
  private var screen = WatchScreen(snapshot: SampleRuns.branched)

  private func caption(_ width: Int = 80, _ height: Int = 24) throws -> String {
    let row = try screen.canvas(width, height).text.split(separator: "\n")[height - 7]
    return row.split(whereSeparator: { "│ ".contains($0) }).joined(separator: " ")
  }

  @Test(arguments: [
    ("c", "A epoch 1 warm >B epoch 2, live warm"),
    ("[[c", "A epoch 1, batch 100 warm >B epoch 2, live warm"),
    ("gc[", "A before training warm >B epoch 2, live warm"),
    ("gc]", "A before training warm >B epoch 2, live warm"),
    ("c[", "A epoch 1, batch 100 warm >B epoch 1 warm"),
    ("c[[]", "A epoch 1, batch 100 warm >B epoch 1 warm"),
    ("c<", "A epoch 1 warm >B epoch 1 warm"), ("c,.", "A epoch 1 warm >B epoch 2, live warm"),
    ("c\t<", ">A epoch 1, batch 100 warm B epoch 2, live warm"),
    ("cg", "A epoch 1 warm >B before training warm"),
    ("c\tG", ">A epoch 2, live warm B epoch 2, live warm"),
    ("ck", "A epoch 1 warm >B epoch 2 low rate"), ("cj", "A epoch 1 warm >B epoch 2 main"),
    ("c=", "A epoch 1 warm >B epoch 1 warm"), ("c=j]", "A epoch 2, live warm >B epoch 2 main"),
    ("c{", "A before training warm >B epoch 1, batch 20 warm"),
  ])
  func `keys choose both sides`(keys: String, expected: String) throws {
    var test = self
    for key in keys { #expect(test.screen.press(key == "\t" ? .tab : .character(key)) == []) }
    #expect(try test.caption() == expected)
  }

  @Test mutating func `two branches at one epoch move together through what both have`() throws {
    _ = screen.type("c\t")
    _ = screen.press(.tab)
    _ = screen.type("Gj")
    #expect(try caption() == ">A epoch 2 main B epoch 2, live warm")
    _ = screen.type("[")
    #expect(try caption() == ">A epoch 1 main B epoch 1 warm")
    _ = screen.type("]]]")
    #expect(try caption() == ">A epoch 2 main B epoch 2, live warm")
  }

  @Test(arguments: [
    ("compare 0 2", "A before training warm >B epoch 2, live warm"),
    ("compare main warm", "A epoch 2 main >B epoch 2, live warm"),
    ("compare main@3 live", "A epoch 3 main >B epoch 2, live warm"),
    ("compare", "A epoch 1 warm >B epoch 2, live warm"),
  ])
  func `the command chooses both sides`(line: String, expected: String) throws {
    var test = self
    _ = test.screen.type(":" + line)
    #expect(test.screen.press(.enter) == [])
    #expect(try test.caption() == expected)
  }

  @Test mutating func `goto moves the chosen side`() throws {
    _ = screen.type("c:goto 0")
    _ = screen.press(.enter)
    #expect(try caption() == "A epoch 1 warm >B before training warm")
  }

  @Test mutating func `b leaves the chosen side's branch`() {
    _ = screen.type("cjG")
    #expect(
      screen.type("b") + screen.press(.enter)
        == [.send(.branch(BranchRequest(branch: 1, step: 1404)))])
  }

  @Test(arguments: [Key.escape, .character("c")])
  func `it is left again, and the training goes on all the time`(key: Key) throws {
    var screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.press(.character("c"))
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    #expect(try !screen.canvas(80, 24).text.contains("losses"))
    #expect(screen.press(key) == [])
    #expect(try screen.canvas(80, 24).text.contains("losses"))
  }

  @Test mutating func `a run of one branch has no other to choose`() throws {
    screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type("cj")
    #expect(try screen.canvas(80, 24).text.contains("the run has one branch; b begins another"))
  }

  @Test mutating func `nothing is compared before there are samples`() throws {
    screen = WatchScreen(snapshot: SampleRuns.preparing)
    _ = screen.type("c")
    #expect(try screen.canvas(80, 24).text.contains("there are no samples to compare yet"))
  }

  @Test mutating func `the branches of another run are others`() throws {
    _ = screen.type("cj")
    _ = screen.update(.snapshot(SampleRuns.running))
    #expect(try screen.canvas(80, 24).text.contains("losses"))
  }

  // MARK: Pictures

  @Test mutating func `an image stands at the same place on both sides and by turns`() throws {
    func brightness(_ canvas: Canvas, x: Int) -> [Cell] { (3..<17).map { canvas[x, $0] } }
    // Both sides are the same grid, so that equal cells show equal places.
    _ = screen.type("c\t")
    _ = screen.press(.tab)
    _ = screen.type("G")
    let canvas = try screen.canvas(120, 40)
    for x in 1...58 { #expect(brightness(canvas, x: x) == brightness(canvas, x: x + 60)) }
    _ = screen.type("dd")
    let first = try screen.canvas(120, 40)
    _ = screen.update(.tick(1))
    let second = try screen.canvas(120, 40)
    for x in 1..<119 { #expect(brightness(first, x: x) == brightness(second, x: x)) }
  }

  @Test mutating func `flickering shows both by turns, and asks for ticks only then`() throws {
    #expect(screen.tickInterval == nil)
    _ = screen.type("c")
    #expect(screen.tickInterval == nil)
    _ = screen.type("dd")
    #expect(screen.tickInterval == 0.5)
    #expect(try screen.canvas(80, 24).text.contains("A and B by turns: A"))
    let first = try screen.canvas(80, 24)
    _ = screen.update(.tick(1))
    #expect(try screen.canvas(80, 24).text.contains("A and B by turns: B"))
    _ = screen.update(.tick(2))
    #expect(try screen.canvas(80, 24) == first)
    _ = screen.type("d")
    #expect(screen.tickInterval == nil)
    _ = screen.type("dd")
    _ = screen.press(.escape)
    #expect(screen.tickInterval == nil)
  }

  @Test func `a preparation asks for ticks too`() {
    #expect(WatchScreen(snapshot: SampleRuns.preparing).tickInterval == 0.125)
  }
}

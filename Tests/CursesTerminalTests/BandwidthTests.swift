import CursesTerminal
import Terminal
import Testing

@Suite struct `Bandwidth` {
  // MARK: - Budget

  @Test func `what is not spent is saved for a quarter of a second`() {
    var budget = BandwidthBudget(bytesPerSecond: 32_768)
    #expect(budget.available(at: .zero) == 8192)
    budget.spend(8192, at: .zero)
    #expect(budget.available(at: .zero) == 0)
    #expect(budget.available(at: .milliseconds(125)) == 3072)
    #expect(budget.available(at: .seconds(60)) == 8192)
  }

  @Test func `it says how long to wait for a number of bytes`() {
    var budget = BandwidthBudget(bytesPerSecond: 32_768)
    #expect(budget.wait(for: 8192, at: .zero) == .zero)
    budget.spend(8192, at: .zero)
    #expect(budget.wait(for: 3072, at: .zero) == .milliseconds(125))
    #expect(budget.wait(for: 3072, at: .milliseconds(125)) == .zero)
    // More than fits is waited for until it is full.
    #expect(
      budget.wait(for: 1_000_000, at: .zero) == budget.wait(for: 8192, at: .zero))
    #expect(budget.isFull(at: .seconds(1)) && !budget.isFull(at: .milliseconds(125)))
  }

  @Test func `a debt is paid before more is spent`() {
    var budget = BandwidthBudget(bytesPerSecond: 8000)
    budget.spend(5000, at: .zero)
    #expect(budget.available(at: .milliseconds(500)) == 0)
    #expect(budget.available(at: .milliseconds(501)) == 6)
  }

  // MARK: - Order

  /// A screen with an image in grey, a line of numbers and a sparkline.
  private func screen(_ moment: Int) -> Canvas {
    var canvas = Canvas(width: 80, height: 24)
    for y in 0..<20 {
      for x in 0..<64 {
        // Scrambled, so that neighbours share no style and each frame differs everywhere.
        let value = UInt8(232 + (x * 7 + y * 13 + moment * 5) % 24)
        let other = UInt8(232 + (x * 11 + y * 3 + moment * 17) % 24)
        canvas[x, y] = Cell(
          "▀", Style(foreground: .palette(value), background: .palette(other)))
      }
    }
    canvas.write("batch \(moment)", x: 0, y: 22)
    let sparks = Array("▁▂▃▄▅▆▇█")
    canvas.write(String((0..<12).map { sparks[($0 + moment) % 8] }), x: 66, y: 3)
    return canvas
  }

  @Test func `numbers and sparklines come before pictures`() {
    var picture = ShownPicture(width: 80, height: 24)
    picture.want(screen(0))
    _ = picture.takeAll()
    picture.want(screen(1))
    let runs = picture.take(bytes: 300)
    #expect(Set(runs.map(\.row)).isSuperset(of: [3, 22]))
    #expect(picture.shown[6, 22].character == "1")
    #expect(!picture.isComplete)
  }

  @Test func `of pictures the one that has changed most comes first`() {
    func canvas(_ left: UInt8, _ right: UInt8) -> Canvas {
      var canvas = Canvas(width: 32, height: 2)
      for (x, grey) in [(0, left), (16, right)] {
        canvas.fill(
          Rectangle(x: x, y: 0, width: 16, height: 2),
          with: Cell("▀", Style(foreground: .palette(grey), background: .palette(232))))
      }
      return canvas
    }
    var picture = ShownPicture(width: 32, height: 2)
    picture.want(canvas(240, 240))
    _ = picture.takeAll()
    picture.want(canvas(241, 250))
    _ = picture.take(bytes: picture.nextCost)
    #expect(picture.shown == canvas(240, 250))
    _ = picture.take(bytes: picture.nextCost)
    #expect(picture.isComplete && picture.nextCost == 0)
  }

  @Test func `a block that costs more than there can be is shown when nothing more can come`() {
    var picture = ShownPicture(width: 80, height: 24)
    picture.want(screen(0))
    #expect(picture.take(bytes: 10).isEmpty)
    #expect(!picture.take(bytes: 10, isFull: true).isEmpty)
  }

  // MARK: - Both together

  @Test(arguments: [8 << 10, 32 << 10])
  func `a screen that changes all the time stays below its rate, and then becomes complete`(
    rate: Int
  ) {
    var budget = BandwidthBudget(bytesPerSecond: rate)
    var picture = ShownPicture(width: 80, height: 24)
    var spent: [(time: Duration, bytes: Int)] = []
    var shownSparklines: Set<Int> = []
    for tick in 0..<400 {
      let time = Duration.milliseconds(50 * tick)
      // Six seconds of samples four times a second, then it is paused.
      let moment = min(tick, 120) / 5
      picture.want(screen(moment))
      let before = budget.available(at: time)
      let runs = picture.take(bytes: before, isFull: budget.isFull(at: time))
      let bytes = runs.reduce(0) { $0 + Self.bytes(of: $1, in: picture.shown) }
      #expect(bytes <= before)
      budget.spend(bytes, at: time)
      spent.append((time, bytes))
      if picture.shown[66, 3] == screen(moment)[66, 3] { shownSparklines.insert(moment) }
      let second = spent.filter { time - $0.time < .seconds(1) }.reduce(0) { $0 + $1.bytes }
      #expect(second <= rate)
    }
    #expect(picture.isComplete && picture.shown == screen(24))
    // Of no moment was the sparkline left out.
    #expect(shownSparklines == Set(0...24))
    #expect(picture.take(bytes: rate).isEmpty)
  }

  /// What a stretch costs on a terminal of 256 colours: the way there, the colours that change, the
  /// characters.
  private static func bytes(of run: ShownPicture.Run, in canvas: Canvas) -> Int {
    var (bytes, last) = (8, Style.plain)
    for column in run.columns {
      let cell = canvas[column, run.row]
      bytes += cell.character.utf8.count
      bytes += cell.style.foreground == last.foreground ? 0 : 11
      bytes += cell.style.background == last.background ? 0 : 11
      last = cell.style
    }
    return bytes
  }
}

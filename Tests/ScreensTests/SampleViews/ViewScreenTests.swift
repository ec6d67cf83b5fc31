import Session
import Terminal
import Testing

@testable import Screens

/// Views of the samples on the live screen.
struct ViewScreenTests {
  // MARK: Asking

  @Test func `a view is asked for when it is opened, and given up when it is left`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(screen.keyed(.character("v")) == [.send(.showView(.fixedLatents))])
    #expect(screen.keyed(.character("v")) == [.send(.showView(.freshLatents(draw: 0)))])
    #expect(screen.keyed(.character("V")) == [.send(.showView(.fixedLatents))])
    #expect(screen.keyed(.character("V")) == [.send(.showView(nil))])
    #expect(screen.keyed(.character("V")).count == 1)
  }

  @Test func `nothing is asked for twice`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.keyed(.character("v"))
    #expect(screen.update(.snapshot(SampleRuns.running(.fixed))) == [])
    #expect(screen.update(.tick(1)) == [])
  }

  @Test(arguments: SampleViewKind.allCases)
  func `each view has a name on the command line`(kind: SampleViewKind) {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type(":view \(kind.name)")
    let request = SampleViewing(kind).request
    #expect(screen.keyed(.enter) == (request.map { [.send(.showView($0))] } ?? []))
  }

  @Test func `a name that is none is answered with all`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type(":view dreams")
    #expect(screen.keyed(.enter) == [])
    #expect(try screen.canvas(160, 40).text.contains("view kept|fixed|fresh|real|mixed"))
  }

  @Test func `before the training begins nothing is asked for, then what is open`() {
    var screen = WatchScreen(snapshot: SampleRuns.preparing)
    #expect(screen.keyed(.character("v")) == [])
    #expect(
      screen.update(.snapshot(SampleRuns.running)) == [.send(.showView(.fixedLatents))])
  }

  @Test func `what is not to be seen is not asked for`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.keyed(.character("v"))
    _ = screen.type(":preset charts")
    #expect(screen.keyed(.enter) == [.send(.showView(nil))])
    _ = screen.type(":preset wall")
    #expect(screen.keyed(.enter) == [.send(.showView(.fixedLatents))])
    #expect(screen.keyed(.character("c")) == [.send(.showView(nil))])
    #expect(screen.keyed(.escape) == [.send(.showView(.fixedLatents))])
    #expect(screen.update(.resized(width: 30, height: 5)) == [.send(.showView(nil))])
    #expect(screen.update(.resized(width: 80, height: 24)) == [.send(.showView(.fixedLatents))])
  }

  @Test func `a view that is opened where there are no images brings them back`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running(.fixed))
    _ = screen.type(":preset charts")
    _ = screen.keyed(.enter)
    #expect(screen.keyed(.character("v")) == [.send(.showView(.fixedLatents))])
    #expect(try screen.canvas(80, 24).text.contains("samples before D"))
  }

  @Test func `a finished run still answers, a failed one does not`() throws {
    var finished = WatchScreen(
      snapshot: {
        var snapshot = SampleRuns.run(steps: 1404, phase: .finished("here"))
        snapshot.line.events.append(TrainingEvent(step: 1404, kind: .finished))
        return snapshot
      }())
    #expect(finished.keyed(.character("v")) == [.send(.showView(.fixedLatents))])
    var failed = WatchScreen(snapshot: SampleRuns.run(steps: 20, phase: .failed("no space")))
    #expect(failed.keyed(.character("v")) == [])
    _ = failed.keyed(.tab)
    #expect(try failed.canvas(80, 24).text.contains("nothing is trained"))
  }

  @Test func `another run is asked for the same view`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.keyed(.character("v"))
    #expect(screen.update(.newRun) == [])
    #expect(
      screen.update(.snapshot(SampleRuns.running)) == [.send(.showView(.fixedLatents))])
  }

  @Test func `who may not ask is told so, and can leave`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running, isAttached: true)
    _ = screen.keyed(.character("v"))
    #expect(screen.update(.refused("another screen drives this run")) == [])
    let text = try screen.canvas(80, 24).text
    #expect(text.contains("refused") && text.contains("another screen drives"))
    #expect(screen.keyed(.character("V")) == [])
    #expect(screen.keyed(.character("v")) == [.send(.showView(.fixedLatents))])
  }

  // MARK: Keys

  @Test func `arrows drag the walk, while its panel is focused`() {
    var screen = opened(.walk)
    #expect(
      screen.keyed(.right, .character("j")) == [
        .send(.showView(.latentWalk(x: 0.5625, y: 0.5))),
        .send(.showView(.latentWalk(x: 0.5625, y: 0.5625))),
      ])
    let knob = screen.board.selectedIndex
    _ = screen.keyed(.character("3"))
    #expect(screen.keyed(.down) == [])
    #expect(screen.board.selectedIndex != knob)
  }

  @Test func `where arrows move nothing in a view they belong to the knobs`() {
    var screen = opened(.fixed)
    let knob = screen.board.selectedIndex
    _ = screen.keyed(.down)
    #expect(screen.board.selectedIndex == knob + 1)
  }

  @Test func `w walks from anywhere, and stops`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    #expect(screen.keyed(.character("w")) == [.send(.showView(.latentWalk(x: 0.5, y: 0.5)))])
    #expect(screen.tickInterval == 0.25)
    #expect(screen.update(.tick(5)) == [])
    let effects = screen.update(.tick(5.25))
    #expect(
      effects == [.send(.showView(screen.viewing.request))] && effects != [.send(.showView(nil))])
    #expect(screen.update(.tick(5.3)) == [])
    #expect(screen.keyed(.character("w")) == [])
    #expect(screen.tickInterval == nil)
  }

  @Test func `with reduced motion nothing walks by itself`() {
    var screen = WatchScreen(
      snapshot: SampleRuns.running, settings: WatchSettings(reducesMotion: true))
    _ = screen.keyed(.character("w"))
    #expect(screen.tickInterval == nil)
    _ = screen.keyed(.right)
    #expect(screen.viewing.walk.x > 0.5)
  }

  @Test func `others are drawn, and where there are none it says so`() throws {
    var screen = opened(.fresh)
    #expect(screen.keyed(.character("o")) == [.send(.showView(.freshLatents(draw: 1)))])
    var walk = opened(.walk)
    #expect(walk.keyed(.character("o")) == [])
    #expect(try walk.canvas(80, 24).text.contains("there are no others"))
  }

  @Test func `one can guess which images are real`() throws {
    var screen = opened(.mixed)
    _ = screen.keyed(.character("f"))
    #expect(try screen.canvas(80, 24).text.contains("which are real?"))
    _ = screen.keyed(.character("f"))
    #expect(try screen.canvas(80, 24).text.contains("R 0.71"))
  }

  @Test func `a layer is chosen by its number`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type(":layer d 3")
    #expect(
      screen.keyed(.enter) == [.send(.showView(.featureMaps(of: .discriminator, layer: 3)))])
    for line in ["layer", "layer x 1", "layer g -1", "layer g two"] {
      _ = screen.type(":\(line)")
      #expect(screen.keyed(.enter) == [], "\(line)")
    }
  }

  @Test func `brackets step through a film`() {
    var screen = opened(.film)
    let last = screen.viewing.film.frame
    _ = screen.keyed(.character("["))
    #expect(screen.viewing.film.frame == last.map { $0 - 1 })
    _ = screen.keyed(.character("g"))
    #expect(screen.viewing.film.frame == 0)
    _ = screen.keyed(.character("G"))
    #expect(screen.viewing.film.frame == last)
  }

  @Test func `a trainer that takes the place of one that is gone is asked again`() {
    var screen = WatchScreen(snapshot: SampleRuns.running, isAttached: true)
    let asked = screen.keyed(.character("v"))
    _ = screen.update(.snapshot(SampleRuns.run(steps: 1053, phase: .failed("nobody trains it"))))
    #expect(screen.update(.snapshot(SampleRuns.running)) == asked && !asked.isEmpty)
  }

  @Test func `what was refused while the run was read is asked for again`() {
    var screen = WatchScreen(snapshot: SampleRuns.preparing, isAttached: true)
    let asked = screen.keyed(.character("v"))
    _ = screen.update(.refused("the run is still being read"))
    #expect(screen.isViewRefused)
    #expect(screen.update(.snapshot(SampleRuns.running)) == asked && !screen.isViewRefused)
  }

  @Test func `it says so where another screen looks at something else`() throws {
    var screen = opened(.real)
    var other = SampleRuns.running(.wish)
    other.acknowledgedCommand = screen.viewSequence
    _ = screen.update(.snapshot(other))
    #expect(try screen.canvas(80, 24).text.contains("another screen looks elsewhere"))
  }

  @Test func `what the discriminator looks at is asked of real images, and back`() {
    var screen = opened(.attention)
    #expect(screen.keyed(.character("o")) == [.send(.showView(.attention(ofReal: true)))])
    #expect(screen.keyed(.character("o")) == [.send(.showView(.attention(ofReal: false)))])
  }

  @Test func `a layer of any number can be asked for, and gone on from`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type(":layer g \(Int.max)")
    _ = screen.keyed(.enter, .character("l"), .character("l"), .character("h"))
    #expect(screen.viewing.kind == .layers)
  }

  @Test func `Escape leaves first what hides a view`() {
    for preset in ["slow", "charts"] {
      var screen = opened(.real)
      _ = screen.type(":preset \(preset)")
      _ = screen.keyed(.enter, .escape)
      #expect(screen.preset == .watch && screen.viewing.kind == .real)
      _ = screen.keyed(.escape)
      #expect(screen.viewing.kind == .kept)
    }
  }

  @Test func `in a new run arrows still move in an open view`() {
    var screen = opened(.walk)
    _ = screen.update(.newRun)
    _ = screen.update(.snapshot(SampleRuns.running(.walk)))
    _ = screen.keyed(.right)
    #expect(screen.viewing.walk.x > 0.5)
  }

  @Test func `on another branch a film is at its newest frame`() {
    var screen = opened(.film)
    _ = screen.keyed(.character("g"))
    var other = SampleRuns.branched
    other.otherLines.append(SampleRuns.running.line)
    _ = screen.update(.snapshot(other))
    #expect(screen.viewing.film.frame == screen.grids.count - 1)
  }

  @Test func `nothing ticks that is not seen, or has nothing to move to`() {
    var wish = opened(.wish)
    #expect(wish.tickInterval == 0.5)
    _ = wish.update(.snapshot(SampleRuns.running))
    #expect(wish.tickInterval == nil)
    var film = WatchScreen(snapshot: SampleRuns.run(steps: 1))
    _ = film.type(":view film")
    _ = film.keyed(.enter, .character("w"))
    #expect(film.tickInterval == nil)
    var comparing = WatchScreen(snapshot: SampleRuns.running)
    _ = comparing.keyed(.character("c"), .character("d"), .character("d"))
    #expect(comparing.tickInterval != nil)
    _ = comparing.update(.resized(width: 30, height: 3))
    #expect(comparing.tickInterval == nil)
  }

  @Test func `with reduced motion a film is not said to play`() throws {
    var screen = WatchScreen(
      snapshot: SampleRuns.running, settings: WatchSettings(reducesMotion: true))
    _ = screen.type(":view film")
    _ = screen.keyed(.enter, .character("w"))
    #expect(try !screen.canvas(80, 24).text.contains("playing"))
  }

  @Test func `Escape leaves a view before anything else`() {
    var screen = opened(.walk)
    #expect(screen.keyed(.escape) == [.send(.showView(nil))])
    #expect(screen.viewing.kind == .kept)
  }

  @Test func `a picture of a view is written, once it is there`() {
    var screen = opened(.real)
    #expect(screen.keyed(.character("s")) == SampleRuns.view(.real).map { [.saveView($0)] })
    var waiting = WatchScreen(snapshot: SampleRuns.running)
    _ = waiting.keyed(.character("v"))
    #expect(waiting.keyed(.character("s")) == [])
  }

  @Test func `images have three sizes`() {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    let sizes = (0..<3).map { _ in
      _ = screen.keyed(.character("z"))
      return screen.tileSize
    }
    #expect(sizes == [.half, .quarter, .full])
  }

  // MARK: Mouse

  @Test func `the walk is dragged with the mouse`() throws {
    var screen = opened(.walk)
    let before = try screen.canvas(80, 24)
    let place = try #require(position(of: "@", in: before))
    #expect(screen.update(.mouse(.init(.press, x: place.x + 3, y: place.y + 1))).count == 1)
    let dragged = try screen.canvas(80, 24)
    #expect(dragged[place.x + 3, place.y + 1].character == "@")
    #expect(screen.update(.mouse(.init(.drag, x: place.x - 3, y: place.y))).count == 1)
    #expect(try screen.canvas(80, 24)[place.x - 3, place.y].character == "@")
    _ = screen.update(.mouse(.init(.drag, x: 500, y: -9)))
    #expect(screen.viewing.request == .latentWalk(x: 1, y: 0))
  }

  @Test func `the wheel turns the pages of a view`() {
    var screen = opened(.real)
    let (x, y) = (screen.layout.tiles.x + 2, screen.layout.tiles.y + 2)
    #expect(
      screen.update(.mouse(.init(.wheelDown, x: x, y: y))) == [
        .send(.showView(.realImages(page: 1)))
      ])
    #expect(
      screen.update(.mouse(.init(.wheelUp, x: x, y: y))) == [
        .send(.showView(.realImages(page: 0)))
      ])
  }

  // MARK: Pictures

  @Test(arguments: SampleViewKind.allCases.dropFirst())
  func `each view on a screen of 80 by 24`(kind: SampleViewKind) throws {
    try expectSnapshot(try opened(kind).canvas(80, 24), named: "screen-\(kind.name)-80x24")
  }

  @Test(arguments: [(60, 16), (40, 10), (20, 3)])
  func `a view on small screens`(width: Int, height: Int) throws {
    for kind in [SampleViewKind.mixed, .walk] {
      var screen = opened(kind)
      _ = screen.update(.resized(width: width, height: height))
      try expectSnapshot(
        try screen.canvas(width, height), named: "screen-\(kind.name)-\(width)x\(height)")
    }
  }

  private func opened(_ kind: SampleViewKind) -> WatchScreen {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.type(":view \(kind.name)")
    _ = screen.keyed(.enter)
    _ = screen.update(.snapshot(SampleRuns.running(kind)))
    return screen
  }

  private func position(of character: Character, in canvas: Canvas) -> (x: Int, y: Int)? {
    for y in 0..<canvas.height {
      for x in 0..<canvas.width where canvas[x, y].character == character { return (x, y) }
    }
    return nil
  }
}

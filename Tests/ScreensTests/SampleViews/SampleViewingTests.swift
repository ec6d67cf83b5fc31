import Session
import Testing

@testable import Screens

struct SampleViewingTests {
  // MARK: What is asked for

  @Test func `a new screen shows the kept grids and asks for nothing`() {
    #expect(SampleViewing().kind == .kept)
    #expect(SampleViewing().request == nil)
    #expect(SampleViewing().tickInterval == nil)
  }

  @Test(
    arguments: [
      (.kept, nil), (.fixed, .fixedLatents), (.fresh, .freshLatents(draw: 0)),
      (.real, .realImages(page: 0)), (.mixed, .realAndFake(draw: 0)),
      (.attention, .attention(ofReal: false)), (.realAttention, .attention(ofReal: true)),
      (.wish, .wish), (.walk, .latentWalk(x: 0.5, y: 0.5)), (.film, nil),
      (.layers, .featureMaps(of: .generator, layer: 0)),
    ] as [(SampleViewKind, SampleViewRequest?)])
  func `each view says what the trainer is to make`(
    kind: SampleViewKind, request: SampleViewRequest?
  ) {
    #expect(SampleViewing(kind).request == request)
  }

  @Test func `views follow each other in a circle, both ways`() {
    var viewing = SampleViewing()
    var seen: [SampleViewKind] = []
    for _ in SampleViewKind.allCases {
      seen.append(viewing.kind)
      viewing.select(viewing.kind.next)
    }
    #expect(seen == SampleViewKind.allCases && viewing.kind == .kept)
    viewing.select(viewing.kind.previous)
    #expect(viewing.kind == .layers)
    viewing.select(viewing.kind.previous)
    #expect(viewing.kind == .film)
  }

  @Test func `each view has a name, a title and an explanation that fits a line`() {
    #expect(Set(SampleViewKind.allCases.map(\.name)).count == SampleViewKind.allCases.count)
    for kind in SampleViewKind.allCases {
      #expect(kind.title.count <= 24 && !kind.title.isEmpty)
      #expect(kind.explanation.count <= 78 && !kind.explanation.isEmpty, "\(kind)")
    }
  }

  // MARK: Again

  @Test(
    arguments: [
      (.fresh, .freshLatents(draw: 1)), (.real, .realImages(page: 1)),
      (.mixed, .realAndFake(draw: 1)), (.attention, .attention(ofReal: true)),
      (.realAttention, .attention(ofReal: false)),
    ] as [(SampleViewKind, SampleViewRequest)])
  func `others of the same kind are asked for`(kind: SampleViewKind, request: SampleViewRequest) {
    var viewing = SampleViewing(kind)
    let hasOthers = viewing.again()
    #expect(hasOthers)
    #expect(viewing.request == request)
  }

  @Test(arguments: [.kept, .fixed, .wish, .walk, .film, .layers] as [SampleViewKind])
  func `where there are no others it says so`(kind: SampleViewKind) {
    var viewing = SampleViewing(kind)
    let before = viewing
    let hasOthers = viewing.again()
    #expect(!hasOthers && viewing == before)
  }

  @Test func `a draw is found again where one comes back`() {
    var viewing = SampleViewing(.fresh)
    viewing.move(3, 0)
    viewing.select(viewing.kind.next)
    viewing.select(viewing.kind.previous)
    #expect(viewing.request == .freshLatents(draw: 3))
    viewing.move(-9, 0)
    #expect(viewing.request == .freshLatents(draw: 0))
  }

  // MARK: Walking

  @Test func `arrows drag the walk, and its borders hold`() {
    var viewing = SampleViewing(.walk)
    viewing.move(1, -2)
    #expect(viewing.request == .latentWalk(x: 0.5625, y: 0.375))
    viewing.move(100, -100)
    #expect(viewing.request == .latentWalk(x: 1, y: 0))
    viewing.walk(toX: .nan, y: 0.5)
    #expect(viewing.request == .latentWalk(x: 1, y: 0))
    viewing.walk(toX: -3, y: 0.25)
    #expect(viewing.request == .latentWalk(x: 0, y: 0.25))
  }

  @Test func `a walk by itself stays inside, never jumps and comes near every corner`() {
    var walk = LatentWalk()
    var nearest = [Double](repeating: 2, count: 4)
    for _ in 0..<4000 {
      let (x, y) = (walk.x, walk.y)
      walk.advance()
      #expect((0...1).contains(walk.x) && (0...1).contains(walk.y))
      #expect(abs(walk.x - x) < 0.051 && abs(walk.y - y) < 0.032)
      for (index, corner) in [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].enumerated() {
        nearest[index] = min(nearest[index], max(abs(walk.x - corner.0), abs(walk.y - corner.1)))
      }
    }
    #expect(nearest.allSatisfy { $0 < 0.1 })
  }

  @Test func `the key for playing goes to the walk and plays it, then stops it`() {
    var viewing = SampleViewing(.real)
    viewing.togglePlay()
    #expect(viewing.kind == .walk && viewing.tickInterval == 0.25)
    viewing.tick(at: 10)
    #expect(viewing.request == .latentWalk(x: 0.5, y: 0.5))
    viewing.tick(at: 10.25)
    #expect(viewing.walk.x > 0.5)
    viewing.togglePlay()
    #expect(viewing.tickInterval == nil)
  }

  @Test func `what plays stops where another view is opened`() {
    var viewing = SampleViewing(.walk)
    viewing.togglePlay()
    viewing.select(viewing.kind.next)
    viewing.select(viewing.kind.previous)
    #expect(viewing.tickInterval == nil)
  }

  // MARK: Time

  @Test func `ticks that come more often move nothing more often`() {
    var viewing = SampleViewing(.wish)
    var flips = 0
    for tick in 0...80 {
      let before = viewing.showsMoved
      viewing.tick(at: Double(tick) * 0.125)
      if viewing.showsMoved != before { flips += 1 }
    }
    #expect(flips == 20)
  }

  @Test(arguments: SampleViewKind.allCases)
  func `nothing moves more than four times a second, and with reduced motion nothing by itself`(
    kind: SampleViewKind
  ) {
    var viewing = SampleViewing(kind)
    if kind == .walk || kind == .film { viewing.togglePlay() }
    #expect(viewing.tickInterval ?? 1 >= 0.25)
    viewing.reducesMotion = true
    #expect(viewing.tickInterval == nil)
    let before = viewing
    viewing.tick(at: 1)
    viewing.tick(at: 9)
    #expect(viewing == before)
  }

  @Test func `with reduced motion arrows turn over what G wants`() {
    var viewing = SampleViewing(.wish)
    #expect(!viewing.takesArrows)
    viewing.reducesMotion = true
    #expect(viewing.takesArrows)
    viewing.move(1, 0)
    #expect(viewing.showsMoved)
  }

  // MARK: Film

  @Test func `a film stays with the newest frame until one steps back`() {
    var viewing = SampleViewing(.film)
    viewing.follow(frames: 5, images: 8, view: nil)
    #expect(viewing.film.frame == 4)
    viewing.follow(frames: 6, images: 8, view: nil)
    #expect(viewing.film.frame == 5)
    viewing.move(-2, 0)
    viewing.follow(frames: 7, images: 8, view: nil)
    #expect(viewing.film.frame == 3)
    viewing.move(9, 0)
    viewing.follow(frames: 8, images: 8, view: nil)
    #expect(viewing.film.frame == 7)
  }

  @Test func `up and down choose the sample, around the end`() {
    var viewing = SampleViewing(.film)
    viewing.follow(frames: 5, images: 3, view: nil)
    viewing.move(0, -1)
    #expect(viewing.film.image == 2)
    viewing.move(0, 1)
    #expect(viewing.film.image == 0)
    viewing.move(0, 2)
    viewing.follow(frames: 5, images: 1, view: nil)
    #expect(viewing.film.image == 0)
  }

  @Test func `a film plays from its beginning, around the end, until it is stopped`() {
    var viewing = SampleViewing(.film)
    viewing.follow(frames: 3, images: 1, view: nil)
    viewing.togglePlay()
    var frames: [Int?] = []
    for tick in 0..<6 {
      viewing.tick(at: Double(tick) / 4)
      frames.append(viewing.film.frame)
    }
    #expect(frames == [0, 1, 2, 0, 1, 2])
    viewing.togglePlay()
    #expect(viewing.tickInterval == nil)
  }

  @Test func `a long film leaves frames out`() {
    var reel = FilmReel()
    reel.follow(frames: 1000, images: 1)
    reel.togglePlay()
    var ticks = 0
    while reel.frame != 999 {
      reel.advance()
      ticks += 1
    }
    #expect(ticks <= 41)
  }

  @Test func `without frames there is nothing to step through`() {
    var viewing = SampleViewing(.film)
    viewing.follow(frames: 0, images: 0, view: nil)
    viewing.move(1, 1)
    viewing.togglePlay()
    viewing.tick(at: 0)
    viewing.tick(at: 1)
    #expect(viewing.film.frame == nil && viewing.film.image == 0)
  }

  // MARK: Layers

  @Test func `arrows go through the layers, and stop at the last one that is known of`() {
    var viewing = SampleViewing(.layers)
    viewing.move(-1, 0)
    #expect(viewing.request == .featureMaps(of: .generator, layer: 0))
    viewing.move(9, 0)
    #expect(viewing.request == .featureMaps(of: .generator, layer: 9))
    viewing.follow(frames: 0, images: 0, view: maps(.generator, layer: 5, of: 6))
    #expect(viewing.request == .featureMaps(of: .generator, layer: 5))
    viewing.move(1, 0)
    #expect(viewing.request == .featureMaps(of: .generator, layer: 5))
  }

  @Test func `up and down change the network`() {
    var viewing = SampleViewing(.layers)
    viewing.follow(frames: 0, images: 0, view: maps(.generator, layer: 0, of: 6))
    viewing.move(4, 0)
    viewing.move(0, 1)
    #expect(viewing.request == .featureMaps(of: .discriminator, layer: 0))
    viewing.move(0, -1)
    #expect(viewing.request == .featureMaps(of: .generator, layer: 0))
  }

  // MARK: Answers

  @Test func `only what was asked for answers, but for a walk and layers beyond the last`() {
    func view(_ request: SampleViewRequest, layers: Int = 0) -> SampleView {
      SampleView(
        request: request, epoch: 1, step: 1,
        format: ImageFormat(width: 1, height: 1, channels: 1), pixels: [0], layerCount: layers)
    }
    #expect(SampleViewRequest.wish.isAnswered(by: view(.wish)))
    #expect(!SampleViewRequest.wish.isAnswered(by: view(.fixedLatents)))
    #expect(!SampleViewRequest.freshLatents(draw: 2).isAnswered(by: view(.freshLatents(draw: 1))))
    let walk = SampleViewRequest.latentWalk(x: 0, y: 1)
    #expect(walk.isAnswered(by: view(.latentWalk(x: 0.2, y: 1))))
    let beyond = SampleViewRequest.featureMaps(of: .generator, layer: 9)
    #expect(beyond.isAnswered(by: view(.featureMaps(of: .generator, layer: 5), layers: 6)))
    #expect(!beyond.isAnswered(by: view(.featureMaps(of: .generator, layer: 4), layers: 6)))
    #expect(!beyond.isAnswered(by: view(.featureMaps(of: .discriminator, layer: 5), layers: 6)))
  }

  private func maps(_ network: NetworkRole, layer: Int, of count: Int) -> SampleView {
    SampleView(
      request: .featureMaps(of: network, layer: layer), epoch: 1, step: 1,
      format: ImageFormat(width: 1, height: 1, channels: 1), pixels: [0], layerCount: count)
  }
}

extension SampleViewing {
  /// With one view open.
  init(_ kind: SampleViewKind) {
    self.init()
    select(kind)
  }
}

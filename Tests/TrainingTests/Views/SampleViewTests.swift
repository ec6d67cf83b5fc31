import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Testing
import Training

/// What a trainer makes for a screen to show besides the samples.
struct SampleViewTests {
  private static let requests: [SampleViewRequest] = [
    .fixedLatents, .freshLatents(draw: 1), .realImages(page: 0), .realAndFake(draw: 2),
    .nearestImages,
    .attention(ofReal: true), .attention(ofReal: false), .wish, .latentWalk(x: 0.25, y: 0.75),
    .featureMaps(of: .generator, layer: 1), .featureMaps(of: .discriminator, layer: 0),
  ]

  private func trainer(_ recipe: String = "pocket", batches: Int = 2) throws -> GANTrainer {
    var trainer = try ShrunkRecipe.trainer(of: ShrunkRecipe.named(recipe))
    for _ in 0..<batches { _ = trainer.trainBatch() }
    return trainer
  }

  @Test(arguments: try ShrunkRecipe.names)
  func `a run with every view at every batch is the run without`(recipe name: String) throws {
    let trainer = try ShrunkRecipe.trainer(of: ShrunkRecipe.named(name))
    expectViewsChangeNothing(in: trainer)
  }

  @Test(arguments: RestlessRecipe.Step.allCases)
  func `nor do views move what tricks draw or remember`(step: RestlessRecipe.Step) throws {
    let recipe = try RestlessRecipe.recipe(step, order: "shuffled")
    expectViewsChangeNothing(in: try RestlessRecipe.trainer(of: recipe))
  }

  private func expectViewsChangeNothing(in trainer: GANTrainer) {
    var (watched, plain) = (trainer, trainer)
    for _ in 0..<3 {
      for request in Self.requests {
        let view = watched.view(request)
        #expect(view.answers(request) && view.step == watched.step)
      }
      #expect(watched.trainBatch().hasSameBits(as: plain.trainBatch()))
    }
    let (one, other) = (watched.state, plain.state)
    #expect(weightsSHA256(one.tensors) == weightsSHA256(other.tensors))
    #expect(one.counters == other.counters)
  }

  @Test(arguments: requests)
  func `the same request gives the same images, and all that belongs to each`(
    request: SampleViewRequest
  ) throws {
    let trainer = try trainer()
    let view = trainer.view(request)
    #expect(view == trainer.view(request))
    #expect(view.count > 0 && view.answers(request))
    for count in [view.scores.count, view.areReal.count] {
      #expect(count == 0 || count == view.count)
    }
    #expect(view.scores.allSatisfy { (0...1).contains($0) })
    #expect(view.movedScores.count * view.format.byteCount == view.movedPixels.count)
    #expect(
      view.attention.isEmpty
        || view.attention.count == view.count * view.format.width * view.format.height)
  }

  @Test func `each sample stands beside the image of the training that is nearest`() throws {
    let trainer = try trainer()
    let view = trainer.view(.nearestImages)
    #expect(view.pixels == Array(trainer.view(.fixedLatents).pixels.prefix(view.pixels.count)))
    let real = trainer.view(.realImages(page: 0))
    for index in 0..<view.count {
      let sample = view.image(index)
      let distances = (0..<real.count).map { rootMeanSquare(sample, real.image($0)) }
      let least = try #require(distances.min())
      #expect(abs(view.nearestDistances[index] - least / 255) < 0.005)
      #expect(abs(rootMeanSquare(sample, view.nearest(index)) - least) < 0.5)
    }
  }

  private func rootMeanSquare(_ one: [UInt8], _ other: [UInt8]) -> Float {
    let sum = zip(one, other).reduce(Float(0)) { sum, pair in
      let difference = Float(pair.0) - Float(pair.1)
      return sum + difference * difference
    }
    return (sum / Float(one.count)).squareRoot()
  }

  @Test func `fixed latent vectors give the samples of the grids`() throws {
    let trainer = try trainer()
    let view = trainer.view(.fixedLatents)
    #expect(view.pixels == trainer.sampleGrid(endsEpoch: false).pixels)
    #expect(view.scores.count == 32 && view.areReal.isEmpty)
    #expect(view.epoch == 1 && view.step == 2)
  }

  @Test func `fresh ones are others for each number`() throws {
    let trainer = try trainer()
    let pixels = [-1, 0, 1].map { trainer.view(.freshLatents(draw: $0)).pixels }
    #expect(Set(pixels + [trainer.view(.fixedLatents).pixels]).count == 4)
  }

  @Test func `real images come in pages, behind the last of which is the first`() throws {
    let recipe = try ShrunkRecipe.named("pocket")
    let pixels = greyValues(70 * 28 * 28)
    let dataset = ImageDataset(name: "greys", pixels: pixels, width: 28, height: 28, channels: 1)
    let trainer = try GANTrainer(recipe: recipe, dataset: dataset, seed: 1, runName: "test")
    func page(_ number: Int) -> SampleView { trainer.view(.realImages(page: number)) }
    #expect((0...2).map { page($0).count } == [32, 32, 6])
    #expect((0...2).flatMap { page($0).pixels } == pixels)
    #expect(page(3).pixels == page(0).pixels)
    #expect(page(.max).pixels == page(.max % 3).pixels && page(-1).pixels == page(2).pixels)
    #expect(page(1).areReal == [Bool](repeating: true, count: 32))
  }

  @Test func `real and generated images are mixed half and half, and known apart`() throws {
    let trainer = try trainer()
    let view = trainer.view(.realAndFake(draw: 4))
    #expect(view.count == 32 && view.areReal.filter(\.self).count == 16)
    #expect(view.areReal != trainer.view(.realAndFake(draw: 5)).areReal)
    let real = trainer.view(.realImages(page: 0))
    func images(_ view: SampleView) -> [ArraySlice<UInt8>] {
      stride(from: 0, to: view.pixels.count, by: view.format.byteCount).map {
        view.pixels[$0..<$0 + view.format.byteCount]
      }
    }
    let known = Set(images(real).map(Array.init))
    for (image, isReal) in zip(images(view), view.areReal) {
      #expect(known.contains(Array(image)) == isReal)
    }
  }

  @Test func `a walk begins and ends at the fixed samples`() throws {
    let trainer = try trainer()
    let fixed = trainer.view(.fixedLatents)
    let corners = [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].map { x, y in
      trainer.view(.latentWalk(x: x, y: y))
    }
    #expect(corners.flatMap(\.pixels) == Array(fixed.pixels[..<(4 * fixed.format.byteCount)]))
    let outside = trainer.view(.latentWalk(x: 7, y: -.infinity))
    #expect(outside.request == .latentWalk(x: 1, y: 0) && outside.pixels == corners[1].pixels)
    #expect(trainer.view(.latentWalk(x: 0.5, y: 0.5)).count == 1)
  }

  @Test func `what the generator wants pleases the discriminator more`() throws {
    let view = try trainer(batches: 4).view(.wish)
    #expect(view.count == 16 && view.movedPixels.count == view.pixels.count)
    #expect(zip(view.scores, view.movedScores).allSatisfy { $0 <= $1 })
    #expect(view.pixels != view.movedPixels)
  }

  @Test func `what the generator wants is seen, and believed by the discriminator`() throws {
    let view = try trainer(batches: 30).view(.wish)
    let squares = zip(view.pixels, view.movedPixels).map { before, after in
      (Double(after) - Double(before)) * (Double(after) - Double(before))
    }
    let levels = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    let gain = zip(view.scores, view.movedScores).map { $1 - $0 }.reduce(0, +) / 16
    #expect(levels > 20, "moved by \(levels) grey levels")
    #expect(gain > 0.2, "won \(gain) on \(view.scores)")
  }

  @Test func `attention has its greatest value in each image`() throws {
    for ofReal in [true, false] {
      let view = try trainer().view(.attention(ofReal: ofReal))
      let size = view.format.width * view.format.height
      for start in stride(from: 0, to: view.attention.count, by: size) {
        #expect(view.attention[start..<start + size].contains { abs($0) == 127 })
      }
    }
  }

  @Test func `a layer that does not exist is the last one`() throws {
    let trainer = try trainer()
    let view = trainer.view(.featureMaps(of: .discriminator, layer: 99))
    #expect(view.request == .featureMaps(of: .discriminator, layer: view.layerCount - 1))
    #expect(view.layer == "discriminator \(view.layerCount - 1): dense 1")
    #expect((view.format.width, view.format.height, view.count) == (1, 1, 1))
    #expect(view.answers(.featureMaps(of: .discriminator, layer: 99)))
    #expect(!view.answers(.featureMaps(of: .generator, layer: 99)))
    let below = trainer.view(.featureMaps(of: .generator, layer: -3))
    #expect(below.request == .featureMaps(of: .generator, layer: 0))
  }

  @Test func `the average generator makes them where the samples are its own`() throws {
    var trainer = try RestlessRecipe.trainer(
      of: RestlessRecipe.recipe(.twoPhase, order: "shuffled"))
    for _ in 0..<4 { _ = trainer.trainBatch() }
    let (newest, maps) = (
      trainer.view(.fixedLatents), trainer.view(.featureMaps(of: .generator, layer: 0))
    )
    trainer.showAverage(true)
    #expect(trainer.view(.fixedLatents).pixels == trainer.sampleGrid(endsEpoch: false).pixels)
    #expect(trainer.view(.fixedLatents).pixels != newest.pixels)
    #expect(trainer.view(.featureMaps(of: .generator, layer: 0)).pixels != maps.pixels)
  }
}

extension SampleView {
  fileprivate func image(_ index: Int) -> [UInt8] {
    Array(pixels[index * format.byteCount..<(index + 1) * format.byteCount])
  }

  fileprivate func nearest(_ index: Int) -> [UInt8] {
    Array(nearestPixels[index * format.byteCount..<(index + 1) * format.byteCount])
  }
}

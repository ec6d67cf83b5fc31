import Datasets
import Foundation
import GANs
import RunStore
import Session
import Tensors
import Testing

@testable import Training

struct JudgeSourceTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))").path
  private let material: JudgeMaterial

  private var cache: JudgeCache { JudgeCache(folder: "\(folder)/judges") }

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let pixels = (0..<200 * 64).map { (place: Int) -> UInt8 in
      let isDark = place / 64 % 2 == 0
      return isDark ? UInt8(place % 40) : UInt8(200 + place % 50)
    }
    let dataset = ImageDataset(
      name: "greys", pixels: pixels, width: 8, height: 8, channels: 1,
      labels: (0..<200).map { UInt8($0 % 2) }, classNames: ["dark", "light"])
    material = JudgeMaterial(
      dataset: dataset, heldOut: nil, distribution: dataset, images: dataset.limited(to: 50))
  }

  @Test func `nothing is made before somebody asks`() throws {
    let source = JudgeSource(cache: nil) { [material] in material }
    #expect(source.standing == .absent)
    #expect(source.ready == nil)
    let panel = try source.wait()
    #expect(source.standing == .ready(panel.description))
    #expect(source.ready?.description == panel.description)
    #expect(panel.description.classNames == ["dark", "light"])
    #expect(panel.reference.trainingFeatures.shape == [50, 64])
  }

  @Test func `a judge is trained once and then kept`() throws {
    let (first, second) = (
      JudgeMaker(cache: cache).make(of: material), JudgeMaker(cache: cache).make(of: material)
    )
    #expect(!first.isKept && first.problem == nil)
    #expect(second.isKept)
    #expect(second.panel.description == first.panel.description)
  }

  @Test func `a kept judge does not learn: it goes on with the real images`() {
    func standings() -> [JudgeStanding] {
      var told: [JudgeStanding] = []
      _ = JudgeMaker(cache: cache).make(of: material) { (share: Double) throws(Never) in
        told.append(JudgeSource.standing(at: share))
      }
      return told
    }
    let first = standings()
    #expect(first.dropLast(2).allSatisfy { if case .preparing = $0 { true } else { false } })
    #expect(first.last == .readingRealImages && first.count > 2)
    #expect(standings() == [.readingRealImages])
  }

  @Test(arguments: ["", "no tensors", "cut"])
  func `a damaged file is replaced by a judge that is trained anew`(damage: String) throws {
    let first = JudgeMaker(cache: cache).make(of: material)
    let path = URL(filePath: cache.path(ofKey: first.panel.judge.record.key))
    let whole = try Data(contentsOf: path)
    try (damage == "cut" ? whole.dropLast(8) : Data(damage.utf8)).write(to: path)
    let second = JudgeMaker(cache: cache).make(of: material)
    #expect(!second.isKept)
    #expect(second.panel.description == first.panel.description)
    #expect(try Data(contentsOf: path) == whole)
  }

  @Test func `real images are judged once, and again where the file of that is damaged`() throws {
    let panel = JudgeMaker(cache: cache).make(of: material).panel
    let subject = JudgeSubject(material.distribution, by: panel.judge)
    let kept = try #require(cache.opinions(on: subject))
    let made = panel.judge.opinions(of: material.distribution)
    #expect(kept.features == made.features && kept.probabilities == made.probabilities)

    let path = URL(filePath: cache.path(ofOpinionsOn: subject))
    let whole = try Data(contentsOf: path)
    var changed = whole
    changed[changed.count - 2] ^= 1
    for damaged in [changed, whole.dropLast(8), Data()] {
      try damaged.write(to: path)
      #expect(cache.opinions(on: subject) == nil)
    }
    #expect(JudgeMaker(cache: cache).make(of: material).panel.description == panel.description)
    #expect(try Data(contentsOf: path) == whole)
  }

  @Test func `what is kept of other images or of another judge is not taken`() throws {
    let judge = JudgeMaker(cache: cache).make(of: material).panel.judge
    let all = JudgeSubject(material.distribution, by: judge)
    #expect(cache.opinions(on: all) != nil)
    #expect(cache.opinions(on: JudgeSubject(material.images, by: judge)) == nil)
    let other = JudgeTraining(of: material.images, heldOut: nil).judge { (_: Double) in }
    #expect(cache.opinions(on: JudgeSubject(material.distribution, by: other)) == nil)
  }

  @Test func `a folder that cannot be written costs the work and nothing else`() throws {
    // A file stands where the folder should be.
    try Data().write(to: URL(filePath: "\(folder)/judges"))
    let result = JudgeMaker(cache: cache).make(of: material)
    #expect(result.problem != nil)
    #expect(!result.isKept)
    let source = JudgeSource(cache: cache) { [material] in material }
    #expect(try source.wait().description == result.panel.description)
  }

  @Test func `images that cannot be loaded give a reason in one line`() {
    let source = JudgeSource(cache: nil) {
      throw DatasetError(.missing, "no data for 'mnist'")
    }
    #expect(throws: JudgeFailure.self) { _ = try source.wait() }
    #expect(source.standing == .failed("no data for 'mnist'"))
    #expect(source.ready == nil)
  }

  @Test func `a source that was stopped makes nothing`() {
    let source = JudgeSource(cache: nil) { [material] in material }
    source.stop()
    #expect(throws: JudgeFailure.self) { _ = try source.wait() }
    #expect(source.standing == .absent)
  }

  @Test func `the judge learns all classes where a run takes one`() throws {
    let images = material.dataset
    let path = "\(folder)/train-images-idx3-ubyte"
    func bytes(_ numbers: UInt32...) -> Data {
      Data(
        numbers.flatMap { number in
          unsafe withUnsafeBytes(of: number.bigEndian) { unsafe Array($0) }
        })
    }
    try (bytes(0x803, 200, 8, 8) + Data(images.pixels)).write(to: URL(filePath: path))
    try (bytes(0x801, 200) + Data(images.labels ?? [])).write(
      to: URL(filePath: "\(folder)/train-labels-idx1-ubyte"))
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: []))
    let found = try JudgeMaterial(
      of: "\(path):1", images: catalogue.load("\(path):1", limit: 30), in: catalogue)
    #expect(found.dataset.count == 200)
    #expect(found.heldOut == nil)
    #expect(found.distribution.count == 100)
    #expect(found.images.count == 30)
  }
}

import Datasets
import Session
import Tensors
import Testing

@testable import GANs

struct JudgeTests {
  private func judge(of dataset: ImageDataset, heldOut: ImageDataset? = nil) -> Judge {
    JudgeTraining(of: dataset, heldOut: heldOut).judge { _ in }
  }

  private func accuracy(of judge: Judge) -> Double? {
    if case .classifier(let accuracy) = judge.training { accuracy } else { nil }
  }

  @Test func `it learns to tell classes apart, and is measured on images it has not seen`() {
    let judge = judge(of: BarImages.dataset())
    #expect(judge.classNames == ["row", "column", "dot"])
    #expect(accuracy(of: judge).map { $0 >= 0.9 } == true)
  }

  @Test func `it is measured on the published test images where there are some`() {
    let dataset = BarImages.dataset()
    // Test images with the labels of others: whoever is right on the real ones gets these wrong.
    let wrong = ImageDataset(
      name: "bars", pixels: dataset.pixels, width: 12, height: 12, channels: 1,
      labels: dataset.labels.map { $0.map { ($0 + 1) % 3 } }, classNames: dataset.classNames)
    #expect(accuracy(of: judge(of: dataset, heldOut: wrong)).map { $0 <= 0.1 } == true)
  }

  @Test func `the same images give the same judge, whatever the number of threads`() {
    let fingerprints = [1, 2].map { threads in
      Workers.withCount(threads) { judge(of: BarImages.dataset()).fingerprint }
    }
    #expect(fingerprints[0] == fingerprints[1])
    #expect(fingerprints[0].count == 64)
  }

  @Test func `other images or labels give another judge`() {
    let dataset = BarImages.dataset(count: 60)
    let relabelled = ImageDataset(
      name: "bars", pixels: dataset.pixels, width: 12, height: 12, channels: 1,
      labels: dataset.labels?.reversed(), classNames: dataset.classNames)
    let keys = [dataset, relabelled, BarImages.dataset(count: 63)].map {
      JudgeTraining(of: $0, heldOut: nil).key
    }
    #expect(Set(keys).count == 3)
  }

  @Test(arguments: [
    BarImages.dataset(isLabelled: false),  // Nothing says what there is to tell apart.
    BarImages.dataset(count: 100, classes: 1),  // There is one class.
    BarImages.dataset(count: 30),  // There is too little to learn from.
  ])
  func `where there is nothing to learn its features are random`(dataset: ImageDataset) {
    let judge = judge(of: dataset)
    #expect(judge.training == .random)
    #expect(judge.classNames.isEmpty)
    let opinions = judge.opinions(of: dataset)
    #expect(opinions.probabilities == nil)
    #expect(Set(opinions.features.scalars).count > 100)
  }

  @Test(arguments: [(8, 1), (8, 3), (31, 1), (64, 3)])
  func `images of any size and color have 64 features`(side: Int, channels: Int) {
    let dataset = BarImages.dataset(count: 4, side: side, channels: channels, isLabelled: false)
    let opinions = judge(of: dataset).opinions(of: dataset)
    #expect(opinions.features.shape == [4, 64])
    #expect(opinions.features.scalars.allSatisfy { $0.isFinite && $0 >= 0 })
  }

  @Test func `what a generator puts out is judged as it is seen`() {
    let dataset = BarImages.dataset(count: 90)
    let judge = judge(of: dataset)
    let seen = judge.opinions(of: dataset.pixels, count: dataset.count)
    var outputs = dataset.batch(indices: Array(0..<dataset.count), range: .unit)
    // A third of a grey level, and more than white where it is white.
    outputs = Tensor(outputs.shape, scalars: outputs.scalars.map { $0 + 0.33 / 255 })
    let judged = judge.opinions(ofImages: outputs, in: .unit)
    #expect(judged.features == seen.features)
    #expect(judged.probabilities == seen.probabilities)
  }

  @Test func `opinions on parts join to those on the whole`() {
    let dataset = BarImages.dataset(count: 90)
    let judge = judge(of: dataset)
    var joined = judge.opinions(of: dataset, at: Array(0..<40))
    joined.append(judge.opinions(of: dataset, at: []))
    joined.append(judge.opinions(of: dataset, at: Array(40..<90)))
    let whole = judge.opinions(of: dataset)
    #expect(joined.features == whole.features)
    #expect(joined.probabilities == whole.probabilities)
    #expect(joined.classes == whole.classes)
  }

  @Test func `a judge that was kept is the same, and one with a changed weight is none`() throws {
    let dataset = BarImages.dataset(count: 90)
    let judge = judge(of: dataset)
    let kept = try #require(Judge(judge.record, weights: judge.weights))
    #expect(kept.record == judge.record)
    #expect(kept.opinions(of: dataset).features == judge.opinions(of: dataset).features)

    var changed = judge.weights
    var scalars = changed[0].tensor.scalars
    scalars[3] += 1
    changed[0] = NamedTensor(
      name: changed[0].name, tensor: Tensor(changed[0].tensor.shape, scalars: scalars))
    #expect(Judge(judge.record, weights: changed) == nil)
    #expect(Judge(judge.record, weights: Array(judge.weights.dropLast())) == nil)
  }

  @Test func `whoever no longer wants a judge ends its training`() {
    struct Unwanted: Error {}
    var shares: [Double] = []
    #expect(throws: Unwanted.self) {
      _ = try JudgeTraining(of: BarImages.dataset(), heldOut: nil).judge { share in
        shares.append(share)
        if share >= 0.1 { throw Unwanted() }
      }
    }
    #expect(shares == shares.sorted())
    #expect(shares.last.map { $0 < 0.2 } == true)
  }
}

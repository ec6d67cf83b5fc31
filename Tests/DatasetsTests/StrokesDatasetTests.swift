import Datasets
import Foundation
import Tensors
import Testing

struct StrokesDatasetTests {
  private static let dataset = StrokesDataset.make(split: .train, limit: 200)

  /// The pixels of each image.
  private static let images: [[UInt8]] = (0..<dataset.count).map {
    Array(dataset.pixels[$0 * dataset.imageSize..<($0 + 1) * dataset.imageSize])
  }

  @Test func `images are 28 by 28 and grey`() {
    #expect(Self.dataset.imageShape == [28, 28, 1])
    #expect(Self.dataset.count == 200)
    #expect(StrokesDataset.count(of: .train) == 60_000)
    #expect(StrokesDataset.count(of: .test) == 10_000)
  }

  @Test func `each digit is as frequent as any other and labelled`() throws {
    let labels = try #require(Self.dataset.labels)
    for digit in 0..<10 { #expect(labels.count { $0 == digit } == 20) }
    #expect(Self.dataset.classNames == (0...9).map(String.init))
  }

  @Test func `the same seed draws the same pixels`() {
    #expect(StrokesDataset.make(split: .train, limit: 200) == Self.dataset)
  }

  @Test func `another seed and the other split draw other pixels`() {
    let first = Self.images[..<10].flatMap { $0 }
    #expect(StrokesDataset.make(split: .train, limit: 10, seed: 2).pixels != first)
    #expect(StrokesDataset.make(split: .test, limit: 10).pixels != first)
  }

  @Test func `fewer images are the first of more`() {
    #expect(StrokesDataset.make(split: .train, limit: 130) == Self.dataset.limited(to: 130))
  }

  @Test func `no two images are the same`() {
    #expect(Set(Self.images).count == 200)
  }

  @Test func `each image has its centre of mass within half a pixel of the middle`() {
    for image in Self.images {
      var (mass, x, y) = (0.0, 0.0, 0.0)
      for (i, pixel) in image.enumerated() {
        mass += Double(pixel)
        x += Double(pixel) * (Double(i % 28) + 0.5)
        y += Double(pixel) * (Double(i / 28) + 0.5)
      }
      // The centre was found before rounding to 8 bits, and ink may be cut off at the border.
      #expect(abs(x / mass - 14) < 0.51 && abs(y / mass - 14) < 0.51)
    }
  }

  @Test func `the ink is scaled into 20 by 20 pixels and their edges`() {
    for image in Self.images {
      let inked = image.indices.filter { image[$0] >= 128 }
      let rows = Set(inked.map { $0 / 28 }).count
      let columns = Set(inked.map { $0 % 28 }).count
      #expect((17...20).contains(max(rows, columns)))
    }
  }

  @Test func `the mean intensity is near that of MNIST`() {
    let sum = Self.dataset.pixels.reduce(0) { $0 + Int($1) }
    let mean = Double(sum) / Double(Self.dataset.pixels.count)
    #expect((31...36).contains(mean))
  }

  @Test func `a one has less ink than a zero`() {
    func ink(_ digit: Int) -> Int {
      stride(from: digit, to: 200, by: 10).reduce(0) { sum, image in
        Self.images[image].reduce(sum) { $0 + Int($1) }
      }
    }
    #expect(ink(1) * 3 < ink(0) * 2)
  }
}

struct StrokesWorkersTests {
  @Test func `the number of workers does not change a pixel`() {
    let drawn = [1, 2, 5].map { workers in
      Workers.withCount(workers) { StrokesDataset.make(split: .test, limit: 260) }
    }
    #expect(drawn[0] == drawn[1] && drawn[0] == drawn[2])
  }

  /// Writes the whole set for `Scripts/strokes/score.py`, into the folder that is named in the
  /// environment.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["STROKES_EXPORT"] != nil))
  func `StrokesExport: the set is written as IDX files`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["STROKES_EXPORT"])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (split, prefix) in [(DatasetSplit.train, "train"), (.test, "t10k")] {
      let dataset = StrokesDataset.make(split: split)
      try IDXFile.write(
        IDXFile.Images(
          count: dataset.count, rows: dataset.height, columns: dataset.width,
          pixels: dataset.pixels),
        to: "\(folder)/\(prefix)-images-idx3-ubyte")
      try IDXFile.write(
        labels: #require(dataset.labels), to: "\(folder)/\(prefix)-labels-idx1-ubyte")
    }
  }
}

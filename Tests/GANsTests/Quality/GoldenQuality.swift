import Foundation
import Tensors

/// What Scripts/golden/quality.py writes: metrics of images by NumPy and SciPy.
struct GoldenQuality: Decodable {
  struct Neighbourhoods: Decodable {
    let precision: Double
    let recall: Double
    let coverage: Double
  }

  struct Kernel: Decodable {
    let value: Double
    let deviation: Double?
  }

  struct Features: Decodable {
    let realRows: Int
    let rows: Int
    let columns: Int
    let shift: Double
    let seed: UInt32
    let mean: [Double]
    let covariance: [Double]?
    let eigenvalues: [Double]
    let trace: Double
    let frechet: Double
    let neighbourhoods: Neighbourhoods?
    let kernel: Kernel
    let norm: Double
    let nearest: [Double]
    let usualDistance: Double?

    var real: Tensor { GoldenStream.features(seed: seed, rows: realRows, columns, shift: 0) }
    var generated: Tensor {
      GoldenStream.features(seed: seed + 1, rows: rows, columns, shift: shift)
    }
  }

  struct Classes: Decodable {
    let rows: Int
    let columns: Int
    let seed: UInt32
    let counts: [Int]
    let divergence: Double
    let score: Double

    var probabilities: Tensor { GoldenStream.probabilities(seed: seed, rows: rows, columns) }
    var real: Tensor { GoldenStream.probabilities(seed: seed + 1, rows: 3 * rows, columns) }
  }

  struct Pixels: Decodable {
    let count: Int
    let shape: [Int]
    let seed: UInt32
    let deviation: Double
    let pairwise: Double
    let saturated: Double
    let checkerboard: Double
    let nearest: [Int]
    let distances: [Double]

    var imageShape: Shape { Shape(shape) }
    var images: [UInt8] { GoldenStream.pixels(seed: seed, count: count, shape) }
    var others: [UInt8] { GoldenStream.pixels(seed: seed + 1, count: 3 * count, shape) }
  }

  struct Calibration: Decodable {
    let count: Int
    let seed: UInt32
    let error: Double

    /// Estimates, each with whether it is of a real image.
    var estimates: [(value: Float, isReal: Bool)] {
      var stream = GoldenStream(state: seed)
      return (0..<count).map { _ in (Float(stream.next()) / 65536, stream.next() < 30000) }
    }
  }

  let features: [Features]
  let classes: [Classes]
  let pixels: [Pixels]
  let calibration: [Calibration]

  static func read() throws -> GoldenQuality {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "GoldenNumbers/quality.json"))
    return try JSONDecoder().decode(GoldenQuality.self, from: data)
  }
}

/// The inputs of Scripts/golden/quality.py, made in the same way.
struct GoldenStream {
  var state: UInt32

  /// 16 bits of the linear congruential generator of "Numerical Recipes".
  mutating func next() -> Int {
    state = 1_664_525 &* state &+ 1_013_904_223
    return Int(state >> 16)
  }

  static func features(seed: UInt32, rows: Int, _ columns: Int, shift: Double) -> Tensor {
    var stream = GoldenStream(state: seed)
    func draw() -> Int { (0..<4).reduce(0) { sum, _ in sum + stream.next() } - 131_072 }
    let scalars = (0..<rows).flatMap { _ -> [Float] in
      let common = draw()
      return (0..<columns).map { column in
        let value = draw() * (1 + column % 5) + common * (column % 4)
        return Float(max(0, Double(value) / 16_384 + Double(column % 3) + shift))
      }
    }
    return Tensor([rows, columns], scalars: scalars)
  }

  static func probabilities(seed: UInt32, rows: Int, _ columns: Int) -> Tensor {
    var stream = GoldenStream(state: seed)
    let scalars = (0..<rows).flatMap { _ -> [Float] in
      let weights = (0..<columns).map { column -> Double in
        let draw = Double(stream.next())
        let cube = draw * draw * draw
        return cube * cube * Double(1 + column)
      }
      let sum = weights.reduce(0, +)
      return weights.map { Float($0 / sum) }
    }
    return Tensor([rows, columns], scalars: scalars)
  }

  static func pixels(seed: UInt32, count: Int, _ shape: [Int]) -> [UInt8] {
    var stream = GoldenStream(state: seed)
    let row = shape[1] * shape[2]
    return (0..<count * shape[0] * row).map { index in
      let noise = min(max(stream.next() / 200 - 36, 0), 255)
      let isGrey = index / row % shape[0] < shape[0] / 2
      return UInt8(isGrey ? 100 + noise / 8 : noise)
    }
  }
}

import Foundation

/// A data set of a few small pictures with two classes, so that a judge of it is made at once.
enum SmallImages {
  private static let side = 28

  /// Writes `images-idx3-ubyte` with its labels into a folder: bars that lie and bars that stand, each at
  /// its own place and in its own grey.
  ///
  /// - Returns: the path of the images.
  static func write(count: Int, into folder: URL) throws -> String {
    var images = header(0x803, [count, side, side])
    var labels = header(0x801, [count])
    for number in 0..<count {
      images += picture(number)
      labels.append(UInt8(number % 2))
    }
    let path = folder.appendingPathComponent("train-images-idx3-ubyte")
    try Data(images).write(to: path)
    try Data(labels).write(to: folder.appendingPathComponent("train-labels-idx1-ubyte"))
    return path.path
  }

  private static func picture(_ number: Int) -> [UInt8] {
    let (start, grey) = (2 + number * 7 % 18, UInt8(120 + number * 31 % 136))
    return (0..<side * side).map { place in
      let along = number % 2 == 0 ? place / side : place % side
      return (start..<start + 5).contains(along) ? grey : 0
    }
  }

  private static func header(_ kind: Int, _ sizes: [Int]) -> [UInt8] {
    ([kind] + sizes).flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }
}

import Foundation

/// What a training tells by one line of `train --json`, as far as a sweep wants to know.
struct ChildLine: Decodable {
  let event: String
  let epoch: Int?
  let step: Int?
  let discriminatorLoss: Float?
  let generatorLoss: Float?

  /// - Returns: nil for a line that is no such object, as errors are.
  init?(_ line: String) {
    guard line.hasPrefix("{") else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let value = try? decoder.decode(Self.self, from: Data(line.utf8)) else { return nil }
    self = value
  }
}

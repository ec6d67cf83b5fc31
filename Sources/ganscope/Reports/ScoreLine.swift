import Session

/// The object that `score --json` prints for one generator: the reading, and what it is of.
struct ScoreLine: Encodable {
  let run: String
  let branch: String
  /// The judge's fingerprint, without which numbers do not compare.
  let judge: String
  let reading: QualityReading

  private enum Key: String, CodingKey {
    case event, run, branch, judge
  }

  func encode(to encoder: any Encoder) throws {
    try reading.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode("score", forKey: .event)
    try container.encode(run, forKey: .run)
    try container.encode(branch, forKey: .branch)
    try container.encode(judge, forKey: .judge)
  }
}

import Configuration
import Training

extension SweepAxis {
  /// The axis with each value once, as it is written first.
  ///
  /// Values are the same where they mean the same: `1e-3` and `0.001`, `hinge` and `"hinge"`.
  ///
  /// - Returns: also the values that were left out, each with the one that means the same.
  func withoutRepeats() -> (axis: SweepAxis, repeats: [(value: String, first: String)]) {
    var first: [Setting: String] = [:]
    var (distinct, repeats) = ([String](), [(value: String, first: String)]())
    for value in values {
      let meaning = Setting(meaning: value)
      if let known = first[meaning] {
        repeats.append((value, known))
      } else {
        first[meaning] = value
        distinct.append(value)
      }
    }
    return (SweepAxis(key: key, values: distinct), repeats)
  }
}

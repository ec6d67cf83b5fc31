import Foundation

extension Double {
  /// The number with three or four digits, as reports have it: `222`, `41.2`, `3.70`, `0.451`.
  var report: String {
    guard isFinite else { return "\(self)" }
    let digits =
      switch abs(self) {
      case 100...: 0
      case 10...: 1
      case 1...: 2
      default: 3
      }
    return formatted(
      .number.precision(.fractionLength(digits)).grouping(.never)
        .locale(Locale(identifier: "C")))
  }
}

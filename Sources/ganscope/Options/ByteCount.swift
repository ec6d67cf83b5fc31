import ArgumentParser

/// A number of bytes as people write it: `750000`, `500M`, `2G`.
struct ByteCount: ExpressibleByArgument, Equatable {
  let bytes: Int

  private static let units = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let unit = argument.last.flatMap { Self.units[$0.uppercased()] }
    guard let number = Int(unit == nil ? argument : String(argument.dropLast())), number >= 0 else {
      return nil
    }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    let unit = Self.units.filter { bytes >= $0.value && bytes.isMultiple(of: $0.value) }
      .max { $0.value < $1.value }
    return unit.map { "\(bytes / $0.value)\($0.key)" } ?? "\(bytes)"
  }
}

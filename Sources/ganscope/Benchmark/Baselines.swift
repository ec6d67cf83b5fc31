import Foundation
import Tensors

/// The times of benchmarks that a file keeps, for later ones to be compared with.
struct Baseline: Codable {
  var version = programVersion
  var machine = machineDescription()
  var kernels = KernelSet.chosen.name
  var threads = Workers.count
  /// The median of each case, by its name.
  var milliseconds: [String: Double] = [:]
}

/// The times to compare with, and those to keep.
struct Baselines {
  private let old: Baseline?
  private var new = Baseline()
  private let place: String?

  /// - Parameters:
  ///   - compare: the file to compare with.
  ///   - save: the file to be written.
  init(compare: String?, save: String?) throws(ShellError) {
    old = if let compare { try Self.read(compare) } else { nil }
    place = save
  }

  /// Takes note of a result.
  ///
  /// The file is written each time, so that a place that cannot be written is noticed at once.
  /// - Returns: how many times faster it is than the one to compare with, if there is one.
  mutating func ratio(of name: String, milliseconds: Double) throws(ShellError) -> Double? {
    new.milliseconds[name] = milliseconds.rounded(places: 6)
    if let place { try Self.write(new, to: place) }
    return (old?.milliseconds[name]).map { ($0 / milliseconds).rounded(places: 3) }
  }

  private static func read(_ file: String) throws(ShellError) -> Baseline {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw ShellError("\(file): cannot be read; write it with --save", .noInput)
    }
    do {
      return try JSONDecoder().decode(Baseline.self, from: bytes)
    } catch {
      throw ShellError("\(file): not what --save writes; write it again with --save", .badData)
    }
  }

  private static func write(_ baseline: Baseline, to file: String) throws(ShellError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      try encoder.encode(baseline).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw ShellError("\(file): cannot be written; is its folder there?", .cannotCreate)
    }
  }
}

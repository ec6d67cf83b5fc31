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
  private let oldPlace: String?
  private var isCompared = false
  private var new = Baseline()
  private let place: String?

  /// - Parameters:
  ///   - compare: the file to compare with.
  ///   - save: the file to be written.
  /// - Throws: that the old times cannot be read, or are not of this machine, these kernels and as
  ///   many threads.
  init(compare: String?, save: String?) throws(ShellError) {
    old = if let compare { try Self.read(compare) } else { nil }
    (oldPlace, place) = (compare, save)
    guard let old, let compare else { return }
    for (what, before, now) in [
      ("on", old.machine, new.machine), ("with the kernels", old.kernels, new.kernels),
      ("with --threads", "\(old.threads)", "\(new.threads)"),
    ] where before != now {
      throw ShellError(
        "\(compare): measured \(what) \(before), not \(now); write it again with --save", .badData)
    }
  }

  /// Takes note of a result.
  ///
  /// The file is written each time, so that a place that cannot be written is noticed at once.
  /// - Returns: how many times faster it is than the one to compare with, if there is one.
  mutating func ratio(of name: String, milliseconds: Double) throws(ShellError) -> Double? {
    new.milliseconds[name] = milliseconds.rounded(places: 6)
    if let place { try Self.write(new, to: place) }
    guard let before = old?.milliseconds[name] else { return nil }
    isCompared = true
    return (before / milliseconds).rounded(places: 3)
  }

  /// To be called when all results are there.
  ///
  /// - Throws: that there was none to compare any of them with.
  func finish() throws(ShellError) {
    guard let oldPlace, !isCompared else { return }
    throw ShellError(
      "\(oldPlace): has no time of what was run; write them with --save", .badData)
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
      throw ShellError(
        "\(file): cannot be written; name a file in a folder that is there", .cannotCreate)
    }
  }
}

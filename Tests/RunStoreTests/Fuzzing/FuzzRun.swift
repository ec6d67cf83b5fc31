import Foundation
import Testing

@testable import RunStore

/// Mutated inputs for a reader, numbered, so that each of them can be made again.
///
/// A few thousand are tried each time. `Scripts/fuzz-readers.sh` sets `GANSCOPE_FUZZ_COUNT` for more,
/// and `GANSCOPE_FUZZ_FIRST` for others.
struct FuzzRun {
  private static let environment = ProcessInfo.processInfo.environment
  private static let first = environment["GANSCOPE_FUZZ_FIRST"].flatMap { UInt64($0) } ?? 0
  private static let wanted = environment["GANSCOPE_FUZZ_COUNT"].flatMap { Int($0) }

  private let reader: String
  private let count: Int
  private(set) var accepted = 0
  private(set) var refused = 0

  /// - Parameter share: of all inputs, 0 to 1.
  init(_ reader: String, share: Double) {
    self.reader = reader
    count = Int((Double(Self.wanted ?? 6_000) * share).rounded(.up))
  }

  /// Makes inputs and reads them.
  ///
  /// - Parameters:
  ///   - make: makes the input that follows from random numbers.
  ///   - read: reads it; expects of what was accepted that it is whole.
  mutating func run<Input>(
    _ make: (inout SplitMix64) throws -> Input, _ read: (Input) throws -> Void
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    var slowest = Duration.zero
    for number in Self.first..<Self.first + UInt64(count) {
      var random = SplitMix64(state: number &* 0x9e37_79b9_7f4a_7c15)
      let input = try make(&random)
      let time = clock.measure {
        do {
          try read(input)
          accepted += 1
        } catch {
          expectOneLine(error, number)
          refused += 1
        }
      }
      slowest = max(slowest, time)
    }
    guard Self.wanted != nil else { return }
    let seconds = (clock.now - start) / .seconds(1)
    print(
      "\(reader): \(count) inputs from number \(Self.first), \(accepted) accepted, "
        + "\(refused) refused, \(String(format: "%.1f", seconds)) s, "
        + "the slowest \(String(format: "%.1f", slowest / .milliseconds(1))) ms")
  }

  /// Exit code 65, and one line without commands to a terminal.
  private func expectOneLine(_ error: any Error, _ number: UInt64) {
    guard let error = error as? RunStoreError else {
      record("input \(number): \(error)")
      return
    }
    let text = error.description
    // Only where one fails is a comparison worth its report.
    let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    if error.exitCode != 65 || !isPlain || text.isEmpty || text.utf8.count > 1_000 {
      record("input \(number): exit code \(error.exitCode): \(text)")
    }
  }

  private func record(_ problem: String) {
    // What is no line may not come through the report of the tests.
    print(problem.debugDescription)
    Issue.record("\(problem.debugDescription)")
  }
}

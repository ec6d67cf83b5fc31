import Foundation
import RunStore
import Tensors

/// Compares ways to convolve with sums in double precision, and prints each figure as soon as it is
/// there.
struct AccuracyReport {
  let json: Bool

  private struct Line: Encodable {
    let name: String
    let kernels: String
    let way: String
    /// Both over the results' root mean square.
    let rootMeanSquareError, largestError: Double
  }

  func run(_ cases: [ConvolutionAccuracy]) throws {
    if !json {
      try StandardOutput.writeLine(
        "kernels \(KernelSet.chosen.name); errors over the results' root mean square")
      try StandardOutput.writeLine(" root mean square    largest")
    }
    for accuracy in cases {
      for result in accuracy.run() {
        let line = Line(
          name: accuracy.name, kernels: KernelSet.chosen.name, way: result.way.rawValue,
          rootMeanSquareError: result.rootMeanSquareError, largestError: result.largestError)
        try StandardOutput.write(json ? JSONLine.text(of: line) : text(of: line))
      }
    }
  }

  /// For example `          1.9e-06    8.4e-06  Winograd  convolution 7×7×256 → 128, …: forward`.
  private func text(of line: Line) -> String {
    let way = line.way.padding(toLength: 8, withPad: " ", startingAt: 0)
    return String(repeating: " ", count: 10) + scientific(line.rootMeanSquareError) + "    "
      + scientific(line.largestError) + "  \(way)  \(line.name)\n"
  }

  private func scientific(_ value: Double) -> String {
    String(format: "%.1e", value)
  }
}

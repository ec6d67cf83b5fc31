import ArgumentParser
import Tensors

extension Precision: ExpressibleByArgument {
  /// The precision, which the kernels in use must have.
  func available() throws -> Precision {
    guard isAvailable() else {
      throw ShellError(
        "--precision \(rawValue): the \(KernelSet.chosen) kernels have none; "
          + "use float32 or a processor with AVX512-BF16", .usage)
    }
    return self
  }
}

import Foundation
import Tensors

/// The machine in a few words, for example `Linux x86_64, 2 cores, AMD EPYC 9R45`.
func machineDescription() -> String {
  let cores = ProcessInfo.processInfo.activeProcessorCount
  let parts = ["\(systemName()), \(cores) \(cores == 1 ? "core" : "cores")", processorName()]
  return parts.compactMap(\.self).joined(separator: ", ")
}

private func systemName() -> String {
  #if os(Linux)
    let system = "Linux"
  #else
    let system = "macOS"
  #endif
  #if arch(x86_64)
    return "\(system) x86_64"
  #elseif arch(arm64)
    return "\(system) arm64"
  #else
    return system
  #endif
}

/// The processor's name as the kernel knows it, where it does.
private func processorName() -> String? {
  let table = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
  let line = table?.split(separator: "\n").first { $0.hasPrefix("model name") }
  return line?.split(separator: ":", maxSplits: 1).last
    .map { $0.trimmingCharacters(in: .whitespaces) }
}

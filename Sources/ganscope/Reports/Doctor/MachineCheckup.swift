import Foundation
import Tensors

/// What trains: processor, kernels, threads, memory.
struct MachineCheckup {
  var findings: [Finding] {
    [
      Finding("ganscope", programVersion), Finding("machine", machineDescription()),
      Finding("kernels", KernelSet.chosen.name), Finding("threads", "\(Workers.count)"), memory,
    ]
  }

  private var memory: Finding {
    let total = megabytes("MemTotal") ?? Int(ProcessInfo.processInfo.physicalMemory >> 20)
    guard let available = megabytes("MemAvailable") else {
      return Finding("memory", "\(total) MB")
    }
    let finding = Finding("memory", "\(available) of \(total) MB available")
    guard available < 1024 else { return finding }
    return finding.noting(
      "large recipes need 1 to 2 GB; `pocket` does with less", fix: "ganscope --recipe pocket")
  }

  /// An entry of the kernel's table, where there is one.
  private func megabytes(_ entry: String) -> Int? {
    let table = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)
    let line = table?.split(separator: "\n").first { $0.hasPrefix("\(entry):") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
  }
}

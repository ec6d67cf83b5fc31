import Foundation
import Testing

/// Python with the packages of `Tests/requirements.txt`, as `Scripts/setup-python.sh` installs them.
enum Python {
  /// The environment's own, or else the system's, which may have the packages too.
  private static let interpreter: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let own = root.appendingPathComponent(".build/python/bin/python").path
    return FileManager.default.isExecutableFile(atPath: own) ? [own] : ["python3"]
  }()

  /// Whether tests must fail rather than be left out where a package is missing.
  fileprivate static let isRequired =
    ProcessInfo.processInfo.environment["GANSCOPE_REQUIRE_PYTHON"] == "1"

  /// What a script prints, or nil where it fails, as it does without the modules it imports.
  static func run(_ script: String, _ arguments: [String] = []) -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = interpreter + ["-c", script] + arguments
    process.standardOutput = output
    process.standardError = isRequired ? FileHandle.standardError : FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : nil
  }
}

extension Trait where Self == ConditionTrait {
  /// The test is left out where Python or one of its modules is missing, unless it is required.
  static func needsPython(_ module: String) -> Self {
    .enabled("needs Python's \(module)") {
      Python.isRequired || Python.run("import \(module)") != nil
    }
  }
}

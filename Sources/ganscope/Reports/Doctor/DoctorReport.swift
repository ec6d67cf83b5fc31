import RunStore

/// What `ganscope doctor` has found.
struct DoctorReport: Encodable {
  let findings: [Finding]
  /// Whether a live screen can be opened.
  let canOpenScreen: Bool

  init(_ findings: [Finding]) {
    self.findings = findings
    canOpenScreen = !findings.contains(where: \.preventsScreen)
  }

  /// A table of all findings, and below it what those mean that are not as they should be.
  var text: String {
    var table = TextTable(["", "what", "found"])
    for finding in findings {
      table.add([finding.verdict.rawValue, finding.subject, finding.value])
    }
    return ([table.text] + remarks.map { "\n" + $0 }).joined(separator: "\n")
  }

  private var remarks: [String] {
    findings.compactMap { finding in
      guard let meaning = finding.meaning else { return nil }
      let line = "\(finding.verdict): \(finding.subject): \(meaning)"
      return finding.fix.map { "\(line)\n    \($0)" } ?? line
    }
  }

  var json: String { get throws { try JSONLine.text(of: self) } }
}

/// One thing that `ganscope doctor` has looked at, and what became of it.
struct Finding: Encodable {
  enum Verdict: String, Encodable {
    case ok
    /// It works, but would be better another way.
    case note
    /// It does not work.
    case problem
  }

  /// What was looked at, such as `colours`.
  let subject: String
  /// What was found.
  let value: String
  var verdict = Verdict.ok
  /// What that means; nil where it is as it should be.
  var meaning: String?
  /// A line to be copied into a shell or a file that mends it, where one does.
  var fix: String?
  /// Whether no live screen can be opened with it.
  var preventsScreen = false

  init(_ subject: String, _ value: String) {
    self.subject = subject
    self.value = value
  }

  /// The finding as something that works and could be better.
  func noting(_ meaning: String, fix: String? = nil) -> Finding {
    var finding = self
    (finding.verdict, finding.meaning, finding.fix) = (.note, meaning, fix)
    return finding
  }

  /// The finding as something that does not work.
  func failing(_ meaning: String, fix: String? = nil, preventsScreen: Bool = false) -> Finding {
    var finding = noting(meaning, fix: fix)
    (finding.verdict, finding.preventsScreen) = (.problem, preventsScreen)
    return finding
  }
}

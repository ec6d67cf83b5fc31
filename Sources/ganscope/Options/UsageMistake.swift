import ArgumentParser

/// A mistake in a command line in one line, with where to read on.
///
/// The argument parser's own text has a line of help and the usage too.
struct UsageMistake {
  let text: String

  /// - Parameter error: one of the argument parser, or what a command's `validate` throws.
  init(_ error: any Error) {
    let problem = Self.line(Ganscope.message(for: error))
    // Nothing else of the parser tells which command it was.
    let help = Ganscope.fullMessage(for: error).firstMatch(of: /See '(.+)' for more information/)
    let isQuestion = problem.hasSuffix("?")
    text = problem + (isQuestion ? " See" : "; see") + " '\(help?.1 ?? "ganscope --help")'"
  }

  /// A message without its ends of lines; behind them the parser lists what may be said, a line each.
  private static func line(_ message: String) -> String {
    let lines = message.split(whereSeparator: \.isNewline).map { line in
      line.drop { $0 == " " }
    }
    let choices = lines.filter { $0.hasPrefix("- ") }.map { $0.dropFirst(2) }
    let sentences = lines.filter { !$0.hasPrefix("- ") }
    var text = sentences.joined(separator: " ")
    if !choices.isEmpty { text += " " + choices.joined(separator: ", ") }
    while text.last == "." { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// One page of the lesson: a few short texts, and what the screen shows beside them.
package struct LessonPage: Sendable, Equatable {
  package let title: String
  /// What it is.
  package let text: String
  /// What to look at.
  package let look: String
  /// What to try.
  ///
  /// In all texts a command line in braces, such as `{pause}`, stands for its key, and a part in angle
  /// brackets is what `LessonSubject` has to say there, such as `<images>`.
  package let attempt: String
  /// The command lines that are performed when the page is opened, so that the screen shows what the
  /// page is about.
  package let commands: [String]

  package init(
    _ title: String, _ text: String, look: String, attempt: String, commands: [String] = []
  ) {
    self.title = title
    self.text = text
    self.look = look
    self.attempt = attempt
    self.commands = commands
  }
}

extension LessonPage {
  /// The page, counted from 0, that the one word of some arguments names by its number from 1 on.
  static func index(named words: [String]) throws(PromptError) -> Int {
    guard words.count == 1, let number = Int(words[0]), all.indices.contains(number - 1) else {
      throw PromptError("which page? lesson 1 to lesson \(all.count)")
    }
    return number - 1
  }
}

/// Why a line cannot be done, in one line for the person who typed it.
package struct PromptError: Error, Equatable {
  package let message: String

  init(_ message: String) {
    self.message = message
  }
}

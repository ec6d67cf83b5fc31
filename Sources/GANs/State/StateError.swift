/// A state that is not one of the GAN that was to take it.
package struct StateError: Error, Hashable, CustomStringConvertible {
  /// Which tensor or counter is wrong, and how, in one line.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

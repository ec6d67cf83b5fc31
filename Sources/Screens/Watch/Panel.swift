/// A part of the live screen that can be focused and shown alone.
package enum Panel: String, Sendable, CaseIterable {
  case losses, accuracy, knobs, samples, epochs, health

  /// Its number, counted from 1, which its title shows.
  package var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// The key that jumps to it.
  var digit: Character { Character("\(number)") }
}

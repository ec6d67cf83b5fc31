package import Terminal

/// The reports of the mouse after an escape character, in xterm's two forms ("Mouse Tracking" in
/// its `ctlseqs`): `[ < Cb ; Cx ; Cy M` (SGR, mode 1006; `m` for a release), whose numbers have no
/// limit, and the older `[ M Cb Cx Cy`, three characters from 32 on, of terminals without that mode.
package nonisolated enum MouseReport {
  /// What the next codes are.
  package enum Taken: Sendable, Hashable {
    /// No report of the mouse; nothing was taken.
    case none
    /// The beginning of one, which has been taken.
    case unfinished([InputCode])
    /// A whole one, of something that concerns us or not.
    case report(MouseEvent?)
  }

  /// No report is longer; what is, is none.
  private static let longest = 32

  /// Takes a report off the front of the codes that follow an escape character.
  ///
  /// - Parameter allowsBytes: whether the older form may come; else `[ M` is left to be a key.
  package static func take(
    from codes: inout ArraySlice<InputCode>, allowsBytes: Bool
  ) -> Taken {
    guard codes.count > 1, codes.first == scalar("[") else { return .none }
    switch codes[codes.startIndex + 1] {
    case scalar("<"): return takeNumbers(from: &codes)
    case scalar("M") where allowsBytes: return takeBytes(from: &codes)
    default: return .none
    }
  }

  // MARK: - The two forms

  /// A report that is broken off by anything else is dropped; that is left for its own meaning.
  private static func takeNumbers(from codes: inout ArraySlice<InputCode>) -> Taken {
    let text = codes.dropFirst(2).prefix(longest).prefix { isParameter($0) }
    let length = 2 + text.count
    guard length < codes.count else {
      defer { codes = [] }
      return .unfinished(Array(codes))
    }
    let end = codes[codes.startIndex + length]
    codes = codes.dropFirst(length)
    guard end == scalar("M") || end == scalar("m") else { return .report(nil) }
    codes = codes.dropFirst()
    let numbers = numbers(in: text)
    guard numbers.count == 3 else { return .report(nil) }
    return .report(
      event(
        code: numbers[0], column: numbers[1], row: numbers[2], isRelease: end == scalar("m")))
  }

  /// Also dropped where it is broken off: a key that follows is not to be lost in waiting for the rest.
  private static func takeBytes(from codes: inout ArraySlice<InputCode>) -> Taken {
    let values = codes.dropFirst(2).prefix(3).map(byte).prefix { $0 != nil }.compactMap(\.self)
    let length = 2 + values.count
    guard values.count == 3 || length < codes.count else {
      defer { codes = [] }
      return .unfinished(Array(codes))
    }
    codes = codes.dropFirst(length)
    guard values.count == 3 else { return .report(nil) }
    return .report(
      event(
        code: values[0], column: values[1], row: values[2],
        isRelease: values[0] & 0b110_0011 == 0b11))
  }

  // MARK: - Meaning

  /// - Parameters:
  ///   - code: the button in bits 0 and 1, modifiers in 2 to 4, motion in 5, the wheel in 6.
  ///   - column: from 1, as the row.
  private static func event(code: Int, column: Int, row: Int, isRelease: Bool) -> MouseEvent? {
    let (button, isMotion, isWheel) = (code & 0b11, code & 0b10_0000 != 0, code & 0b100_0000 != 0)
    guard code < 128, (1...Int(Int16.max)).contains(column), (1...Int(Int16.max)).contains(row)
    else { return nil }
    let kind: MouseEvent.Kind? =
      switch (isWheel, button, isMotion, isRelease) {
      case (true, 0, false, false): .wheelUp
      case (true, 1, false, false): .wheelDown
      case (false, 0, false, false): .press
      case (false, 0, true, false): .drag
      case (false, 0, false, true), (false, 3, false, true): .release
      // The other buttons are the terminal's: they paste and open menus.
      default: nil
      }
    return kind.map { MouseEvent($0, x: column - 1, y: row - 1) }
  }

  // MARK: - Characters

  private static func scalar(_ character: Unicode.Scalar) -> InputCode { .scalar(character.value) }

  private static func isParameter(_ code: InputCode) -> Bool {
    guard case .scalar(let value) = code else { return false }
    return (48...57).contains(value) || value == 59
  }

  private static func byte(_ code: InputCode) -> Int? {
    guard case .scalar(let value) = code, (32...255).contains(value) else { return nil }
    return Int(value) - 32
  }

  private static func numbers(in codes: ArraySlice<InputCode>) -> [Int] {
    let text = codes.map { code in
      guard case .scalar(let value) = code, let scalar = Unicode.Scalar(value) else { return "" }
      return String(Character(scalar))
    }.joined()
    return text.split(separator: ";", omittingEmptySubsequences: false).compactMap { Int($0) }
  }
}

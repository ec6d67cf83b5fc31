import CCurses
package import Terminal

/// What the user did, as it came in.
package nonisolated enum TerminalInput: Sendable, Hashable {
  case key(Key)
  case mouse(MouseEvent)
}

/// Turns the input that is at hand at one moment into keys and doings of the mouse.
///
/// ncurses recognises only the sequences that the terminal's description promises; several
/// multiplexers and remote shells send the other common form (`ESC [ B` for `ESC O B`), which then
/// arrives as single characters and is put together here. So do all reports of the mouse: what the
/// descriptions promise (X10 in tmux and screen) is not what is sent.
package nonisolated struct InputDecoder: Sendable {
  /// Whether the terminal was asked to report the mouse.
  ///
  /// Reports that nobody asked for, as another program may leave behind, are dropped.
  private let expectsMouse: Bool
  /// The beginning of a report whose end has not come yet.
  private var unfinished: [InputCode] = []

  package init(expectsMouse: Bool) {
    self.expectsMouse = expectsMouse
  }

  /// Decodes what has come since the last call.
  ///
  /// Of several steps of one drag only the last one is told.
  package mutating func decode(_ codes: [InputCode]) -> [TerminalInput] {
    guard !codes.isEmpty else { return [] }
    var inputs: [TerminalInput] = []
    var rest = (unfinished + codes)[...]
    unfinished = []
    while let code = rest.popFirst() {
      switch code {
      case .function(let number):
        if let key = Self.key(function: number) { inputs.append(.key(key)) }
      case .scalar(Self.escape):
        switch MouseReport.take(from: &rest, allowsBytes: expectsMouse) {
        case .none:
          for key in Self.takeSequence(from: &rest) ?? [] { inputs.append(.key(key)) }
        case .unfinished(let begun): unfinished = [code] + begun
        case .report(let event): if expectsMouse, let event { Self.append(event, to: &inputs) }
        }
      case .scalar(let value): if let key = Self.key(scalar: value) { inputs.append(.key(key)) }
      }
    }
    return inputs
  }

  private static func append(_ event: MouseEvent, to inputs: inout [TerminalInput]) {
    if event.kind == .drag, case .mouse(let last)? = inputs.last, last.kind == .drag {
      inputs.removeLast()
    }
    inputs.append(.mouse(event))
  }

  private static let escape: UInt32 = 27

  /// A single character.
  private static func key(scalar value: UInt32) -> Key? {
    switch value {
    case 9: return .tab
    case 10, 13: return .enter
    case 8, 127: return .backspace
    case 0: return .control(" ")
    case 1...26: return control(value + 96)
    case 28...31: return control(value + 64)
    case 128..<160: return nil
    default: return Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  private static func control(_ letter: UInt32) -> Key? {
    Unicode.Scalar(letter).map { .control(Character($0)) }
  }

  private static func key(function number: Int32) -> Key? {
    if (KEY_F0...KEY_F0 + 63).contains(number) { return .function(Int(number - KEY_F0)) }
    return functionKeys[number]
  }

  private static let functionKeys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
    KEY_HOME: .home, KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown,
    KEY_A1: .home, KEY_C1: .end, KEY_A3: .pageUp, KEY_C3: .pageDown,
    KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_BTAB: .backTab, KEY_ENTER: .enter,
    // The Linux console's description has it as a key of its own.
    KEY_SUSPEND: .control("z"),
    // With Shift they mean the same here.
    KEY_SF: .down, KEY_SR: .up, KEY_SLEFT: .left, KEY_SRIGHT: .right,
    KEY_SHOME: .home, KEY_SEND: .end,
  ]

  // MARK: - Escape sequences

  /// What follows an escape character: a sequence, or nothing, which is the key itself.
  ///
  /// - Returns: nil for a whole sequence that means no key of ours.
  private static func takeSequence(from rest: inout ArraySlice<InputCode>) -> [Key]? {
    guard case .scalar(let opener)? = rest.first, let letter = ascii(opener) else {
      return [.escape]
    }
    switch letter {
    case "O":
      guard rest.count > 1, case .scalar(let value) = rest[rest.startIndex + 1],
        let key = ascii(value).flatMap({ $0 == "M" ? .enter : cursorKeys[$0] })
      else { return [.escape] }
      rest = rest.dropFirst(2)
      return [key]
    case "[":
      guard let (parameters, final, length) = controlSequence(in: rest.dropFirst()) else {
        return [.escape]
      }
      rest = rest.dropFirst(1 + length)
      return key(parameters: parameters, final: final).map { [$0] }
    default:
      return [.escape]
    }
  }

  /// The parameters and the final character of a control sequence (ECMA-48, 5.4).
  private static func controlSequence(
    in codes: ArraySlice<InputCode>
  ) -> (parameters: String, final: Character, length: Int)? {
    var parameters = ""
    for (offset, code) in codes.enumerated() {
      guard case .scalar(let value) = code, let character = ascii(value) else { return nil }
      switch value {
      case 0x20...0x3F: parameters.append(character)
      case 0x40...0x7E: return (parameters, character, offset + 1)
      default: return nil
      }
    }
    return nil
  }

  private static func key(parameters: String, final: Character) -> Key? {
    guard final == "~" else { return cursorKeys[final] }
    let number = parameters.prefix { $0 != ";" }
    return Int(number).flatMap { editingKeys[$0] }
  }

  private static let cursorKeys: [Character: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
  ]

  private static let editingKeys: [Int: Key] = [
    1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]

  private static func ascii(_ value: UInt32) -> Character? {
    guard value < 128, let scalar = Unicode.Scalar(value) else { return nil }
    return Character(scalar)
  }
}

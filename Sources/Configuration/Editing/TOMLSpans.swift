/// Where values and tables stand in the bytes of a TOML document that has been parsed already.
///
/// Paths are like those of error messages: `generator.layers[2].units`.
struct TOMLSpans {
  /// The bytes of each value, those within lists and inline tables too.
  private(set) var values: [String: Range<Int>] = [:]
  /// The bytes of each key with its value.
  private(set) var entries: [String: Range<Int>] = [:]
  /// The first byte behind the header of each table that has one.
  private(set) var bodies: [String: Int] = [:]
  /// The first byte of the first header, or the end: where the keys of the document itself end.
  private(set) var endOfRoot: Int

  private let bytes: [UInt8]
  private var place = 0
  private var listCounts: [String: Int] = [:]

  init(_ text: String) {
    bytes = Array(text.utf8)
    endOfRoot = bytes.count
    readDocument()
  }

  // MARK: - Lines

  private mutating func readDocument() {
    var table = ""
    skipBlank()
    while let byte = next {
      if byte == UInt8(ascii: "[") {
        endOfRoot = min(endOfRoot, place)
        table = readHeader()
      } else {
        readEntry(of: table)
      }
      skipBlank()
    }
  }

  private mutating func readHeader() -> String {
    place += 1
    let isList = next == UInt8(ascii: "[")
    if isList { place += 1 }
    var path = readKey(until: UInt8(ascii: "]"))
    if isList {
      let number = listCounts[path, default: 0]
      listCounts[path] = number + 1
      path += "[\(number)]"
    }
    skipLine()
    bodies[path] = place
    return path
  }

  private mutating func readEntry(of table: String) {
    let start = place
    let key = readKey(until: UInt8(ascii: "="))
    place += 1
    skipSpaces()
    let path = table.isEmpty ? key : "\(table).\(key)"
    readValue(path)
    entries[path] = start..<place
  }

  /// Reads the parts of a key up to a byte, without their quotes.
  private mutating func readKey(until end: UInt8) -> String {
    var key: [UInt8] = []
    while let byte = next, byte != end {
      if isQuote(byte) {
        let start = place
        skipQuoted()
        key += bytes[(start + 1)..<max(start + 1, place - 1)]
      } else {
        if !isSpace(byte) { key.append(byte) }
        place += 1
      }
    }
    return String(decoding: key, as: UTF8.self)
  }

  // MARK: - Values

  private mutating func readValue(_ path: String) {
    let start = place
    switch next {
    case UInt8(ascii: "["): readList(path)
    case UInt8(ascii: "{"): readInlineTable(path)
    case let byte? where isQuote(byte): skipQuoted()
    default: skipBareValue()
    }
    values[path] = start..<place
  }

  private mutating func readList(_ path: String) {
    place += 1
    skipBlank()
    var number = 0
    while let byte = next, byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: ",") {
        place += 1
      } else {
        readValue("\(path)[\(number)]")
        number += 1
      }
      skipBlank()
    }
    place = min(place + 1, bytes.count)
  }

  private mutating func readInlineTable(_ path: String) {
    place += 1
    skipBlank()
    while let byte = next, byte != UInt8(ascii: "}") {
      if byte == UInt8(ascii: ",") { place += 1 } else { readEntry(of: path) }
      skipBlank()
    }
    place = min(place + 1, bytes.count)
  }

  private mutating func skipBareValue() {
    let ends = Array(",]}#\n\r".utf8)
    while let byte = next, !ends.contains(byte) { place += 1 }
    while place > 0, isSpace(bytes[place - 1]) { place -= 1 }
  }

  /// Goes behind a text in one or three quotes of either kind.
  private mutating func skipQuoted() {
    let quote = bytes[place]
    let isLong = bytes[place...].starts(with: [quote, quote, quote])
    let end = [UInt8](repeating: quote, count: isLong ? 3 : 1)
    place += end.count
    while let byte = next, !bytes[place...].starts(with: end) {
      place += byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
    place = min(place + end.count, bytes.count)
  }

  // MARK: - What means nothing

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  private mutating func skipSpaces() {
    while let byte = next, isSpace(byte) { place += 1 }
  }

  private mutating func skipLine() {
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\n") { return }
    }
  }

  /// Goes over spaces, ends of lines and comments.
  private mutating func skipBlank() {
    while let byte = next {
      if byte == UInt8(ascii: "#") {
        skipLine()
      } else if isSpace(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        place += 1
      } else {
        return
      }
    }
  }
}

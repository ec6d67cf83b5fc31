/// A TOML document in which values are changed one by one, while all else stays as somebody wrote it,
/// comments too.
package struct TOMLDocument: Sendable {
  package private(set) var text: String
  /// The file's name, for error messages.
  private let file: String

  /// - Throws: that the text is no TOML.
  package init(_ text: String, file: String) throws(ConfigurationError) {
    _ = try Setting.parse(toml: text, file: file)
    self.text = text
    self.file = file
  }

  /// The paths of all values, those of lists and tables too, in alphabetical order.
  package var paths: [String] { TOMLSpans(text).values.keys.sorted() }

  /// Whether there is a value at a path such as `generator.layers[2].units`, or a table with a header.
  package func has(_ path: String) -> Bool {
    let spans = TOMLSpans(text)
    return spans.values[path] != nil || spans.bodies[path] != nil
  }

  /// The value as it is written; nil where there is none.
  package subscript(path: String) -> String? {
    TOMLSpans(text).values[path].map {
      String(decoding: Array(text.utf8)[$0], as: UTF8.self)
    }
  }

  /// Writes a value at a path in place of the one there, or as a new one, in a new table if need be.
  ///
  /// - Parameter value: as it is written in TOML, such as `1e-4`, `true` or `"hinge"`.
  /// - Throws: that the path or the value cannot stand in the document.
  package mutating func set(_ value: String, at path: String) throws(ConfigurationError) {
    var changed = self
    changed.write(value, at: path)
    do {
      _ = try Setting.parse(toml: changed.text, file: file)
    } catch {
      throw misfit(value, path)
    }
    guard changed[path] == value else { throw misfit(value, path) }
    self = changed
  }

  /// Takes a key and its value out, with the line if nothing else begins on it; one that is not there
  /// is no error.
  package mutating func remove(_ path: String) {
    guard let entry = TOMLSpans(text).entries[path] else { return }
    let bytes = Array(text.utf8)
    let (newline, comma) = (UInt8(ascii: "\n"), UInt8(ascii: ","))
    let lineStart = (bytes[..<entry.lowerBound].lastIndex(of: newline) ?? -1) + 1
    let lineEnd = bytes[entry.upperBound...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
    func isBlank(_ part: ArraySlice<UInt8>) -> Bool {
      part.allSatisfy { [UInt8(ascii: " "), UInt8(ascii: "\t")].contains($0) }
    }
    if isBlank(bytes[lineStart..<entry.lowerBound]) {
      replace(lineStart..<lineEnd, with: "")
    } else if let next = bytes[entry.upperBound...].firstIndex(of: comma),
      isBlank(bytes[entry.upperBound..<next])
    {
      replace(entry.lowerBound..<(next + 1), with: "")
    } else {
      let before = bytes[..<entry.lowerBound].lastIndex(of: comma) ?? entry.lowerBound
      let isNext = before < entry.lowerBound && isBlank(bytes[(before + 1)..<entry.lowerBound])
      replace((isNext ? before : entry.lowerBound)..<entry.upperBound, with: "")
    }
  }

  private func misfit(_ value: String, _ path: String) -> ConfigurationError {
    let isValue = (try? Setting.parse(toml: "value = \(value)", file: file))?.count == 1
    return ConfigurationError(
      file: file, line: nil,
      problem: "\(path): " + (isValue ? "there is no place for it" : "\(value) is no value"))
  }

  private mutating func write(_ value: String, at path: String) {
    let spans = TOMLSpans(text)
    if let span = spans.values[path] { return replace(span, with: value) }
    guard let (parent, key) = Self.split(path) else {
      return replace(spans.endOfRoot..<spans.endOfRoot, with: "\(path) = \(value)\n")
    }
    if let span = spans.values[parent] {
      let isEmpty = !spans.values.keys.contains { $0.hasPrefix("\(parent).") }
      let start = span.lowerBound + 1
      replace(start..<start, with: " \(key) = \(value)" + (isEmpty ? " " : ","))
    } else if let body = spans.bodies[parent] {
      replace(body..<body, with: "\(key) = \(value)\n")
    } else if isImplied(parent, by: spans) {
      let end = text.utf8.count
      replace(end..<end, with: "\n[\(parent)]\n\(key) = \(value)\n")
    } else {
      write("{ \(key) = \(value) }", at: parent)
    }
  }

  /// Whether `[a]` has no header, but a table in it such as `[a.b]`.
  private func isImplied(_ path: String, by spans: TOMLSpans) -> Bool {
    spans.bodies.keys.contains { $0.hasPrefix("\(path).") }
  }

  private static func split(_ path: String) -> (parent: String, key: String)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return (String(path[..<dot]), String(path[path.index(after: dot)...]))
  }

  private mutating func replace(_ span: Range<Int>, with value: String) {
    var bytes = Array(text.utf8)
    // The last line of the document, or a header, may lack its end.
    let isNewLine = span.isEmpty && value.hasSuffix("\n") && !value.hasPrefix("\n")
    let lacksEnd = isNewLine && span.lowerBound > 0 && bytes[span.lowerBound - 1] != 0x0A
    bytes.replaceSubrange(span, with: Array(((lacksEnd ? "\n" : "") + value).utf8))
    text = String(decoding: bytes, as: UTF8.self)
  }
}

extension Setting {
  /// A value of the command line as it is written in TOML: what is none there is a text.
  package static func toml(meaning word: String) -> String {
    let lone = try? parse(toml: "value = \(word)", file: "")
    guard lone?.count == 1 else { return quoted(word) }
    return word
  }

  /// A value of the command line, whole numbers as numbers, so that what means the same is equal:
  /// `1e-3` and `0.001`, or `2` and `2.0`.
  package init(meaning word: String) {
    let document = try? Self.parse(toml: "value = \(Self.toml(meaning: word))", file: "")
    self = document?["value"]?.withoutIntegers ?? .text(word)
  }

  private var withoutIntegers: Setting {
    switch self {
    case .integer(let value): .number(Double(value))
    case .list(let values): .list(values.map(\.withoutIntegers))
    case .table(let table): .table(table.mapValues(\.withoutIntegers))
    case .boolean, .number, .text: self
    }
  }

  private static func quoted(_ word: String) -> String {
    let escaped = word.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20: "?"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

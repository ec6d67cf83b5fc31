/// What the header of an HTTP answer says about the body that follows.
struct HTTPAnswer: Hashable {
  /// Which part of a file the body is.
  struct Part: Hashable {
    /// The first byte, counted from 0.
    let first: Int
    /// The size of the whole file, where the server tells it.
    let total: Int?
  }

  private(set) var status = 0
  /// The number of bytes of the body, where the server tells it.
  private(set) var length: Int?
  /// Nil where the body is the whole file, or the server does not say which part it is.
  private(set) var part: Part?

  /// Takes in a line of the header.
  ///
  /// A status line begins a new answer, as after a redirect.
  mutating func read(headerLine line: String) {
    if line.hasPrefix("HTTP/") {
      let words = line.split(whereSeparator: \.isWhitespace)
      self = HTTPAnswer()
      status = words.count > 1 ? Int(words[1]) ?? 0 : 0
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = String(line[line.index(after: colon)...].filter { !$0.isWhitespace })
    switch line[..<colon].lowercased() {
    case "content-length": length = Int(value)
    case "content-range": part = Self.part(value)
    default: break
    }
  }

  /// The meaning of, for example, `bytes100-199/200`.
  private static func part(_ value: String) -> Part? {
    guard value.lowercased().hasPrefix("bytes") else { return nil }
    let halves = value.dropFirst(5).split(separator: "/")
    guard halves.count == 2, let first = halves[0].split(separator: "-").first.flatMap({ Int($0) })
    else { return nil }
    return Part(first: first, total: Int(halves[1]))
  }
}

/// A recording of canvases in the format asciicast v2, as lines to be written one after another.
///
/// The first line is a JSON object; each later one is an event, `[seconds, code, data]`, where the code is
/// `o` for what a terminal is sent, `r` for its new size and `m` for a marker. What is written so far is
/// a whole recording at any moment.
/// Source: <https://docs.asciinema.org/manual/asciicast/v2/>
package struct Asciicast: Sendable {
  /// What players are told before the first event.
  package struct Header: Sendable {
    package var width: Int
    package var height: Int
    package var title: String
    /// When it was begun, in seconds since 1970.
    package var timestamp: Int
    /// The seconds to which players shorten a time without events.
    package var idleTimeLimit: Double?

    package init(
      width: Int, height: Int, title: String, timestamp: Int, idleTimeLimit: Double? = nil
    ) {
      self.width = width
      self.height = height
      self.title = title
      self.timestamp = timestamp
      self.idleTimeLimit = idleTimeLimit
    }

    /// The first line.
    package var line: String {
      var fields = [
        "\"version\": 2", "\"width\": \(width)", "\"height\": \(height)",
        "\"timestamp\": \(timestamp)",
      ]
      if let idleTimeLimit { fields.append("\"idle_time_limit\": \(idleTimeLimit)") }
      fields.append("\"title\": \(title.quoted)")
      // What the texts are written for, whatever terminal they were shown on.
      fields.append("\"env\": {\"TERM\": \"xterm-256color\"}")
      return "{\(fields.joined(separator: ", "))}\n"
    }
  }

  private var encoder = FrameEncoder()
  private var start: Double?
  private var latest = 0.0
  private var size: (width: Int, height: Int)

  /// - Parameter header: whose size is that of the first canvas, or else an event tells the other one.
  package init(_ header: Header) {
    size = (header.width, header.height)
  }

  /// The lines that add a canvas; empty where it differs in nothing from the one before.
  ///
  /// - Parameter seconds: by any clock; the first event is at 0.
  package mutating func frame(_ canvas: Canvas, at seconds: Double) -> String {
    let text = encoder.text(for: canvas)
    guard !text.isEmpty else { return "" }
    var lines = ""
    if size != (canvas.width, canvas.height) {
      size = (canvas.width, canvas.height)
      lines += event("r", "\(canvas.width)x\(canvas.height)", at: seconds)
    }
    return lines + event("o", text, at: seconds)
  }

  /// The line of a marker, at which players can stop and to which they can jump.
  package mutating func marker(_ label: String, at seconds: Double) -> String {
    event("m", label, at: seconds)
  }

  /// The line that gives the cursor back.
  package mutating func end(at seconds: Double) -> String {
    event("o", encoder.ending, at: seconds)
  }

  /// How many seconds have been recorded.
  package var duration: Double { latest }

  /// Events never go back in time, whatever the clock does.
  private mutating func event(_ code: String, _ data: String, at seconds: Double) -> String {
    let start = start ?? seconds
    self.start = start
    latest = max(latest, seconds - start)
    return "[\(latest.microseconds), \"\(code)\", \(data.quoted)]\n"
  }
}

extension Double {
  /// The seconds with six decimals, as a JSON number; none where it is not finite.
  fileprivate var microseconds: String {
    let count = isFinite ? Int(clamping: Int64(exactly: (self * 1e6).rounded()) ?? .max) : 0
    let (whole, fraction) = count.quotientAndRemainder(dividingBy: 1_000_000)
    let digits = String(fraction)
    return "\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

extension String {
  /// The text as a JSON string (RFC 8259).
  fileprivate var quoted: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

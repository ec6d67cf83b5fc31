import Configuration

/// A part of a recipe as its file states it, in the file's own words.
///
/// What a report says of the rules of a training is thus what a person can look up in the recipe,
/// whatever rules there are.
struct StatedSettings: Encodable {
  private let settings: [String: Setting]

  /// A table of a file that has been read already; empty where the file has none of the name.
  init(_ table: String, of document: [String: Setting]) {
    guard case .table(let settings) = document[table] else {
      settings = [:]
      return
    }
    self.settings = settings
  }

  private init(_ settings: [String: Setting]) {
    self.settings = settings
  }

  /// The table under a key of this one.
  subscript(table: String) -> StatedSettings { StatedSettings(table, of: settings) }

  /// Each setting with its path, those that name a kind first; tables within tables one by one.
  var rows: [(name: String, value: String)] {
    sorted.flatMap { name, setting -> [(String, String)] in
      guard case .table(let table) = setting else { return [(name, setting.text)] }
      return StatedSettings(table).rows.map { ("\(name).\($0.name)", $0.value) }
    }
  }

  /// Each setting in one row, tables too.
  var flatRows: [(name: String, value: String)] { sorted.map { ($0, $1.text) } }

  /// All of them in one line: `adam, beta1 0.5, rate 0.001`.
  var line: String { Setting.table(settings).text }

  func encode(to encoder: any Encoder) throws {
    try Setting.table(settings).encode(to: encoder)
  }

  private var sorted: [(String, Setting)] { settings.inReadingOrder }
}

extension [String: Setting] {
  /// In alphabetical order, but plain settings before tables, and first what names the kind.
  fileprivate var inReadingOrder: [(String, Setting)] {
    let leading = ["type", "step", "loss", "rate"]
    func rank(_ name: String, _ setting: Setting) -> Int {
      if case .table = setting { return leading.count + 1 }
      return leading.firstIndex(of: name) ?? leading.count
    }
    return sorted { first, second in
      (rank(first.key, first.value), first.key) < (rank(second.key, second.value), second.key)
    }.map { ($0.key, $0.value) }
  }
}

extension Setting {
  /// The value as a person reads it.
  fileprivate var text: String {
    switch self {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): values.map(\.text).joined(separator: ", ")
    case .table(let table):
      table.inReadingOrder.map { name, setting in
        if case .table = setting { return "\(name) (\(setting.text))" }
        return name == "type" ? setting.text : "\(name) \(setting.text)"
      }.joined(separator: ", ")
    }
  }
}

extension Setting: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .table(let table): try container.encode(table)
    }
  }
}

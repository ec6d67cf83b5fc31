import TOMLKit

extension Setting {
  /// Parses a TOML document.
  ///
  /// - Parameter file: its name, for error messages.
  package static func parse(toml text: String, file: String) throws(ConfigurationError) -> [String:
    Setting]
  {
    // The parser reads a C string and would stop here without a word.
    guard !text.contains("\0") else {
      throw ConfigurationError(
        file: file, line: nil, problem: "not TOML: holds a zero byte; is it a text file?")
    }
    do {
      return try table(TOMLTable(string: text), file: file)
    } catch let error as ConfigurationError {
      throw error
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        file: file, line: error.source.begin.line, problem: "not TOML: \(error.description)")
    } catch {
      throw ConfigurationError(file: file, line: nil, problem: "not TOML: \(error)")
    }
  }

  private static func table(
    _ table: TOMLTable, file: String
  ) throws(ConfigurationError) -> [String: Setting] {
    var settings: [String: Setting] = [:]
    for key in table.keys {
      guard let value = table[key] else { continue }
      settings[key] = try setting(value, key: key, file: file)
    }
    return settings
  }

  private static func setting(
    _ value: some TOMLValueConvertible, key: String, file: String
  ) throws(ConfigurationError) -> Setting {
    if let value = value.bool { return .boolean(value) }
    if let value = value.int { return .integer(value) }
    if let value = value.double { return .number(value) }
    if let value = value.string { return .text(value) }
    if let value = value.table { return .table(try table(value, file: file)) }
    if let value = value.array {
      var list: [Setting] = []
      for element in value { list.append(try setting(element, key: key, file: file)) }
      return .list(list)
    }
    throw ConfigurationError(
      file: file, line: nil, problem: "'\(key)' is a date or time, which no setting takes")
  }
}

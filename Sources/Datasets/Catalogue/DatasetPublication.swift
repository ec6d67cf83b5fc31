internal import Configuration

/// Who has published a data set, and which files where.
package struct DatasetPublication: Sendable, Hashable {
  /// A file as it is published, byte for byte.
  package struct File: Sendable, Hashable {
    /// Its name, both at the publisher's and in the folder of the set.
    package let name: String
    package let bytes: Int
    /// The SHA-256 in 64 lowercase hexadecimal digits.
    package let sha256: String
  }

  package let publisher: String?
  /// How many images the splits hold, as far as the file says.
  package let counts: [DatasetSplit: Int]
  /// The addresses of folders with the published files, each ending in a slash; the best one first.
  package let mirrors: [String]
  /// The archive (`.tar.gz`) at the mirrors that holds the files; nil where they lie there
  /// themselves.
  package let archive: File?
  package let files: [File]
  /// How a person gets the files where no mirror offers them.
  package let byHand: String?

  /// Whether the files can be downloaded.
  package var isOffered: Bool { !mirrors.isEmpty }

  /// The number of bytes of a download of everything.
  package var downloadBytes: Int { archive?.bytes ?? files.reduce(0) { $0 + $1.bytes } }

  /// Reads the keys of a description that say who has published the set; all of them are optional.
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    publisher = reader.has("publisher") ? try reader.text("publisher") : nil
    byHand = reader.has("by_hand") ? try reader.text("by_hand") : nil
    counts = reader.has("counts") ? try Self.counts(reader.table("counts")) : [:]
    mirrors = reader.has("mirrors") ? try Self.mirrors(reader) : []
    archive = reader.has("archive") ? try File(reading: reader.table("archive")) : nil
    var files: [File] = []
    for table in reader.has("files") ? try reader.tables("files") : [] {
      files.append(try File(reading: table))
    }
    self.files = files
    guard mirrors.isEmpty || !files.isEmpty else {
      throw reader.error("expected [[files]], of which each has a name, bytes and sha256")
    }
    guard archive == nil || !mirrors.isEmpty else {
      throw reader.error("expected mirrors, from which the archive is fetched", at: "archive")
    }
  }

  private static func counts(
    _ table: SettingsReader
  ) throws(ConfigurationError) -> [DatasetSplit: Int] {
    var counts: [DatasetSplit: Int] = [:]
    for split in DatasetSplit.allCases { counts[split] = try table.integer(split.rawValue) }
    try table.finish()
    return counts
  }

  private static func mirrors(_ reader: SettingsReader) throws(ConfigurationError) -> [String] {
    let mirrors = try reader.texts("mirrors")
    guard let wrong = mirrors.first(where: { !isFolderAddress($0) }) else { return mirrors }
    throw reader.error(
      "found '\(wrong)', expected addresses that begin with http:// or https:// and end with /",
      at: "mirrors")
  }

  /// Whether a text is the address of a folder from which files can be fetched.
  static func isFolderAddress(_ text: String) -> Bool {
    text.hasSuffix("/") && ["http://", "https://"].contains(where: text.hasPrefix)
  }
}

extension DatasetPublication.File {
  init(reading table: SettingsReader) throws(ConfigurationError) {
    name = try table.text("name")
    bytes = try table.integer("bytes", in: 1...1_000_000_000_000)
    sha256 = try table.text("sha256")
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
      throw table.error("found '\(name)', expected the name of a file", at: "name")
    }
    guard sha256.utf8.count == 64, sha256.allSatisfy({ "0123456789abcdef".contains($0) }) else {
      throw table.error("expected 64 lowercase hexadecimal digits", at: "sha256")
    }
    try table.finish()
  }
}

extension DatasetDescription {
  /// What a person can do to get the set, in words that end a message.
  var wayToGet: String {
    if publication.isOffered { return "get it by `ganscope datasets fetch \(name)`" }
    let source = publication.byHand ?? page.map { "it is published at \($0)" }
    let reason = source.map { "\($0); " } ?? ""
    return "\(reason)take in files that you have by `ganscope datasets import \(name) PATH`"
  }
}

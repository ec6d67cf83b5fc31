internal import Configuration

/// What a file of `datasets/` says about a data set.
package struct DatasetDescription: Sendable, Hashable {
  package enum Format: String, Sendable, Hashable, CaseIterable {
    /// Drawn by the program.
    case builtIn = "built-in"
    case idx
    /// CIFAR-10's binary format, with the labels among the images.
    case cifar
  }

  /// The images of one split and their labels: file names without `.gz`.
  package struct Files: Sendable, Hashable {
    package let images: String
    /// Nil where the file of the images has them too.
    package let labels: String?
  }

  /// The name of the file, and of the option `--dataset`.
  package let name: String
  package let title: String
  package let description: String
  package let licence: String
  /// The publisher's page.
  package let page: String?
  package let format: Format
  /// The name of the folder of data: that of the set unless the file says otherwise.
  package let folder: String
  package let classNames: [String]
  /// The files of each split; empty for what is built in.
  package let files: [DatasetSplit: Files]
  /// Who has published the set, and which files where.
  package let publication: DatasetPublication

  /// Reads a file of `datasets/` strictly.
  ///
  /// - Parameter name: the file's name without `.toml`.
  package init(toml text: String, name: String) throws(DatasetError) {
    do throws(ConfigurationError) {
      let reader = try SettingsReader(toml: text, file: "\(name).toml")
      self.name = name
      title = try reader.text("title")
      description = try reader.text("description")
      licence = try reader.text("licence")
      page = reader.has("page") ? try reader.text("page") : nil
      format = try reader.choice("format")
      folder = reader.has("folder") ? try reader.text("folder") : name
      classNames = try reader.texts("classes")
      var files: [DatasetSplit: Files] = [:]
      for split in DatasetSplit.allCases where format != .builtIn {
        let table = try reader.table(split.rawValue)
        files[split] = Files(
          images: try table.text("images"),
          labels: format == .idx ? try table.text("labels") : nil)
        try table.finish()
      }
      self.files = files
      publication = try DatasetPublication(reading: reader)
      try reader.finish()
    } catch {
      throw DatasetError(.malformed, error.description)
    }
  }
}

/// The two parts in which data sets are published.
package enum DatasetSplit: String, Sendable, Hashable, CaseIterable {
  case train, test
}

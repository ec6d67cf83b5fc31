internal import Configuration

/// What a file of `datasets/` says about a data set.
package struct DatasetDescription: Sendable, Hashable {
  package enum Format: String, Sendable, Hashable, CaseIterable {
    /// Drawn by the program.
    case builtIn = "built-in"
    case idx
    /// CIFAR-10's binary format, with the labels among the images.
    case cifar
    /// Comma-separated values with the labels in the first column.
    case csv
    /// An array of bytes in NumPy's format, without labels.
    case npy
    /// A zip file of arrays in NumPy's format.
    case npz
    /// A folder of PNG or JPEG files, with the classes as its sub-folders.
    case folder
  }

  /// The images of one split and their labels: file names without `.gz`.
  package struct Files: Sendable, Hashable {
    /// At least one; the images of several follow each other.
    package let images: [String]
    /// Nil where the files of the images have them too.
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
  /// The label of the first class in IDX files.
  package let firstLabel: Int
  /// Whether rows and columns are exchanged in the files.
  package let isTransposed: Bool
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
      firstLabel = reader.has("first_label") ? try reader.integer("first_label", in: 0...255) : 0
      isTransposed = reader.has("transposed") ? try reader.boolean("transposed") : false
      var files: [DatasetSplit: Files] = [:]
      for split in DatasetSplit.allCases where format != .builtIn {
        let table = try reader.table(split.rawValue)
        files[split] = Files(
          images: format == .idx ? [try table.text("images")] : try table.textOrTexts("images"),
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

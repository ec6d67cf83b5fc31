internal import Configuration

extension DatasetCatalogue {
  /// The descriptions in the order of their names.
  package var sorted: [DatasetDescription] {
    descriptions.values.sorted { $0.name < $1.name }
  }

  /// The description of a known data set.
  package func description(of name: String) throws(DatasetError) -> DatasetDescription {
    guard let description = descriptions[name] else {
      throw DatasetError(
        .unknown,
        "no data set is called '\(name)'; \(knownWords(descriptions.keys, nearestTo: name))")
    }
    return description
  }
}

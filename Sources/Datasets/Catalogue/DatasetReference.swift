/// What a user calls a data set: a name or a path, and maybe classes of it behind a colon, as in
/// `cifar10:frog` or `mnist:3,7`.
struct DatasetReference {
  let place: String
  /// Names or numbers of classes; empty where all are meant.
  let classes: [String]

  /// - Parameter isPlace: whether there is something of a name or path, which may have colons
  ///   itself.
  init(_ text: String, isPlace: (String) -> Bool) throws(DatasetError) {
    let colons = text.indices.filter { text[$0] == ":" }
    let end = isPlace(text) ? nil : colons.first { isPlace(String(text[..<$0])) } ?? colons.first
    guard let end else {
      self.init(place: text, classes: [])
      return
    }
    // Another colon does what a comma does, so that classes can be put to a reference.
    let words = text[text.index(after: end)...].split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == ":" })
    let classes = words.map { word in
      String(word.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    guard !classes.contains("") else {
      throw DatasetError(
        .unknown,
        "'\(text)': expected names or numbers of classes after the colon, separated by"
          + " commas")
    }
    self.init(place: String(text[..<end]), classes: classes)
  }

  private init(place: String, classes: [String]) {
    self.place = place
    self.classes = classes
  }
}

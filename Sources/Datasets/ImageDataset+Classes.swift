internal import Configuration

extension ImageDataset {
  /// The images of the named classes only, in their order; the classes keep their numbers.
  ///
  /// - Parameter words: names of classes, in capitals or not, or their numbers from 0.
  /// - Throws: that there are no labels, no such class, or no image of a class.
  func keeping(classes words: [String]) throws(DatasetError) -> ImageDataset {
    guard let labels, !labels.isEmpty else {
      throw DatasetError(
        .unknown, "\(name): no class of it can be chosen ('\(words[0])'), as it has no labels")
    }
    var wanted: Set<UInt8> = []
    for word in words {
      let label = try label(of: word)
      guard labels.contains(label) else {
        throw DatasetError(.unknown, "\(name): there is no image of the class '\(word)'")
      }
      wanted.insert(label)
    }
    let kept = labels.indices.filter { wanted.contains(labels[$0]) }
    var chosen: [UInt8] = []
    chosen.reserveCapacity(kept.count * imageSize)
    for index in kept { chosen += pixels[index * imageSize..<(index + 1) * imageSize] }
    return ImageDataset(
      name: "\(name):\(words.joined(separator: ","))", pixels: chosen, width: width, height: height,
      channels: channels, labels: kept.map { labels[$0] }, classNames: classNames)
  }

  /// The label of a class by its name or else its number.
  private func label(of word: String) throws(DatasetError) -> UInt8 {
    let name = word.lowercased()
    if let index = classNames.firstIndex(where: { $0.lowercased() == name }) ?? Int(word),
      classNames.indices.contains(index)
    {
      return UInt8(index)
    }
    throw DatasetError(
      .unknown,
      "\(self.name): '\(word)' is no class of it, nor a number from 0 to"
        + " \(classNames.count - 1); \(knownWords(classNames, nearestTo: word))")
  }
}

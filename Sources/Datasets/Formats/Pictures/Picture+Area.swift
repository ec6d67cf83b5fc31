extension Picture {
  /// The picture in another size: each new pixel is the mean of the area that it covers.
  ///
  /// Exact in integers: an old pixel that lies across the border of two new ones counts in each by
  /// the part of it that lies there. Where the new picture is larger, pixels are repeated.
  func resized(toWidth newWidth: Int, height newHeight: Int) -> Picture {
    guard newWidth != width || newHeight != height else { return self }
    let columns = Overlap.all(from: width, to: newWidth)
    let rows = Overlap.all(from: height, to: newHeight)
    // A new pixel covers width × height parts, of which an old one has newWidth × newHeight.
    let area = width * height
    let rowSize = newWidth * channels
    var sums = [Int](repeating: 0, count: newHeight * rowSize)
    var row = (index: -1, sums: [Int](repeating: 0, count: rowSize))
    for overlap in rows {
      if row.index != overlap.old {
        row = (overlap.old, sumsOfRow(overlap.old, columns: columns, count: rowSize))
      }
      let start = overlap.new * rowSize
      for i in 0..<rowSize { sums[start + i] += overlap.weight * row.sums[i] }
    }
    return Picture(
      width: newWidth, height: newHeight, channels: channels,
      pixels: sums.map { UInt8(($0 + area / 2) / area) })
  }

  /// The sums of the pixels of one old row over the widths of the new pixels.
  private func sumsOfRow(_ row: Int, columns: [Overlap], count: Int) -> [Int] {
    var sums = [Int](repeating: 0, count: count)
    let start = row * width * channels
    for overlap in columns {
      for channel in 0..<channels {
        sums[overlap.new * channels + channel] +=
          overlap.weight * Int(pixels[start + overlap.old * channels + channel])
      }
    }
    return sums
  }
}

/// How much of an old pixel lies in a new one, along one axis.
private struct Overlap {
  let old: Int
  let new: Int
  /// In parts of which an old pixel has as many as there are new ones, and a new one as many as
  /// there are old ones.
  let weight: Int

  /// All overlaps, in the order in which they lie.
  static func all(from oldCount: Int, to newCount: Int) -> [Overlap] {
    var overlaps: [Overlap] = []
    var (old, new, place) = (0, 0, 0)
    while old < oldCount {
      let (oldEnd, newEnd) = ((old + 1) * newCount, (new + 1) * oldCount)
      let end = min(oldEnd, newEnd)
      overlaps.append(Overlap(old: old, new: new, weight: end - place))
      place = end
      if oldEnd == end { old += 1 }
      if newEnd == end { new += 1 }
    }
    return overlaps
  }
}

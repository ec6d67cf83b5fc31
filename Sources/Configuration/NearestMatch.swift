/// The known word that a mistyped one most likely meant, or nil where none is close.
///
/// Close is an edit distance of at most a third of the longer word, or being the
/// beginning of a known word.
package func nearestMatch(to word: String, among known: some Sequence<String>) -> String? {
  let candidates = known.map {
    (name: $0, distance: editDistance(word.lowercased(), $0.lowercased()))
  }
  let closest = candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
  if let closest, closest.distance * 3 <= max(word.count, closest.name.count) {
    return closest.name
  }
  guard !word.isEmpty else { return nil }
  return candidates.map(\.name).sorted().first { $0.lowercased().hasPrefix(word.lowercased()) }
}

/// A list of known words for an error message, with the nearest match in front.
///
/// For example `did you mean mnist? known: fashion-mnist, mnist, strokes`.
package func knownWords(_ known: some Sequence<String>, nearestTo word: String) -> String {
  let list = "known: " + known.sorted().joined(separator: ", ")
  guard let match = nearestMatch(to: word, among: known) else { return list }
  return "did you mean \(match)? \(list)"
}

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into
/// the other (optimal string alignment).
func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first), Array(second))
  var distances = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var distance = min(
        distances[i][j] + (a[i] == b[j] ? 0 : 1), distances[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, distances[i - 1][j - 1] + 1)
      }
      row.append(distance)
    }
    distances.append(row)
  }
  return distances[a.count][b.count]
}

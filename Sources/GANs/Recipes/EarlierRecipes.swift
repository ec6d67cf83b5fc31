/// Brings a recipe of an earlier version up to date, as runs keep the text that they were made with.
///
/// Before there were several losses each phase named the only one, label noise stood among the labels,
/// and at first there was one kind of step, which had no name.
func upgradedRecipe(_ text: String) -> String {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard lines.contains(where: { $0.hasPrefix(earlierLoss) }) else { return text }
  lines.removeAll { $0.hasPrefix(earlierLoss) }

  var training = ["[training]", "loss = \"non_saturating\""]
  if !lines.contains(where: { $0.hasPrefix("step = ") }) { training.append("step = \"two_phase\"") }
  if let header = lines.firstIndex(where: { $0.hasPrefix("[training]") }) {
    lines.replaceSubrange(header...header, with: training)
  } else if let phase = lines.firstIndex(where: { $0.hasPrefix("[training.") }) {
    lines.insert(contentsOf: training, at: phase)
  }

  let noise = lines.filter { $0.hasPrefix("label_noise = ") }
  lines.removeAll { $0.hasPrefix("label_noise = ") }
  if !noise.isEmpty { lines += ["[tricks]"] + noise }
  return lines.joined(separator: "\n")
}

private let earlierLoss = "loss = \"binary_cross_entropy\""

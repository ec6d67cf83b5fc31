extension String {
  /// The text as it fits a width: of a longer one the beginning and the end, with `...` between them.
  package func shortened(to width: Int) -> String {
    guard count > width else { return self }
    let gap = "..."
    guard width > 2 * gap.count else { return String(prefix(max(0, width))) }
    let tail = (width - gap.count) * 2 / 5
    return prefix(width - gap.count - tail) + gap + suffix(tail)
  }
}

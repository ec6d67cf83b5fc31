/// A share from 0 to 1 as a bar of characters that every terminal has.
func progressBar(_ share: Double, width: Int) -> String {
  let filled = Int(Double(width) * min(1, max(0, share)))
  return
    "[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: width - filled))]"
}

import Configuration
import Testing

struct NearestMatchTests {
  private let known = ["mnist", "fashion-mnist", "strokes", "cifar10"]

  @Test(arguments: [
    ("mnst", "mnist"), ("mnits", "mnist"), ("MNIST", "mnist"), ("fashon-mnist", "fashion-mnist"),
    ("stroke", "strokes"),
    ("cif", "cifar10"),
  ])
  func `a mistyped name finds the known one`(typed: String, meant: String) {
    #expect(nearestMatch(to: typed, among: known) == meant)
  }

  @Test(arguments: ["imagenet", "zzz", ""])
  func `a name far from all known ones finds none`(typed: String) {
    #expect(nearestMatch(to: typed, among: known) == nil)
  }

  @Test func `the list of known words puts the nearest first`() {
    #expect(
      knownWords(["b", "mnist"], nearestTo: "mnis") == "did you mean mnist? known: b, mnist")
  }
}

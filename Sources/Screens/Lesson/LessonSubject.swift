package import Session

/// What the lesson says of the recipe that is trained; everything else in it holds for any.
package struct LessonSubject: Sendable, Equatable {
  private let run: RunDescription?

  /// - Parameter run: nil while nothing is known of it yet.
  package init(_ run: RunDescription? = nil) {
    self.run = run
  }

  /// A text in which the parts in angle brackets are replaced by what is true of this recipe.
  package func fill(_ text: String) -> String {
    parts.reduce(text) { $0.replacing("<\($1.key)>", with: $1.value) }
  }

  private var parts: [String: String] {
    [
      "images": images, "soon": soon, "likeness": likeness, "riddle": riddle, "hope": hope,
      "edges": edges, "kinds": kinds,
    ]
  }

  /// Whether its images are digits, bright on black.
  private var showsDigits: Bool { ["strokes", "mnist"].contains(run?.dataset) }

  private var images: String {
    guard let run else { return "These are the examples. " }
    let what =
      showsDigits ? "These are the examples: digits as hands write them" : "These are the examples"
    let size = "\(run.format.width) by \(run.format.height) pixels each"
    return "\(what), \(size). There are \(Self.grouped(run.imageCount)). "
  }

  private var soon: String {
    run?.recipe == "pocket" && run?.dataset == "strokes"
      ? "within half a minute there are digits among them."
      : "the longer it learns, the more they have of the real ones."
  }

  private var likeness: String {
    showsDigits
      ? "How different one and the same digit can be, and what all have in common: thin bright "
        + "lines on black, round corners, one digit an image."
      : "How different they are, and what all have in common: shapes, edges, colours, light."
  }

  private var riddle: String {
    showsDigits ? "Say what makes a 7 a 7." : "Say what makes one of them look real."
  }

  private var hope: String { showsDigits ? "lines become digits" : "blots become pictures" }

  private var edges: String {
    showsDigits
      ? "It cares for lines and their edges; far out in the black little matters."
      : "It cares for some places, mostly where edges are; elsewhere little matters."
  }

  private var kinds: String {
    showsDigits
      ? "Count the digits from 0 to 9 among the images. Which are missing?"
      : "Which kinds of the real images are missing among these?"
  }

  /// A count with a comma between thousands.
  private static func grouped(_ count: Int) -> String {
    let digits = String(count)
    return String(
      digits.enumerated().flatMap { index, digit in
        index > 0 && (digits.count - index).isMultiple(of: 3) ? [",", digit] : [digit]
      })
  }
}

/// Named values of a state, of which each is to be taken once and none may be left over.
struct StateOffer<Value> {
  /// What they are, for errors: `tensor`.
  private let kind: String
  private var remaining: [String: Value] = [:]
  private var problem: StateError?

  /// - Parameter values: in any order; a name that is there twice is an error.
  init(_ kind: String, _ values: some Sequence<(name: String, value: Value)>) {
    self.kind = kind
    for (name, value) in values where remaining.updateValue(value, forKey: name) != nil {
      refuse(name, "is there twice")
    }
  }

  /// The value of a name, or nil where it is missing or does not fit, which is then an error.
  ///
  /// - Parameter misfit: says why a value does not fit, in a few words, or nil where it does.
  mutating func take(_ name: String, misfit: (Value) -> String?) -> Value? {
    guard let value = remaining.removeValue(forKey: name) else {
      refuse(name, "is missing")
      return nil
    }
    if let misfit = misfit(value) {
      refuse(name, misfit)
      return nil
    }
    return value
  }

  /// Makes sure that every value was taken.
  ///
  /// - Throws: the first error of all.
  consuming func finish() throws(StateError) {
    if let unknown = remaining.keys.min() { refuse(unknown, "is unknown") }
    if let problem { throw problem }
  }

  private mutating func refuse(_ name: String, _ what: String) {
    // Names may come from a file, so what is no text in them is shown and not printed.
    problem = problem ?? StateError("the \(kind) \(String(reflecting: name)) \(what)")
  }
}

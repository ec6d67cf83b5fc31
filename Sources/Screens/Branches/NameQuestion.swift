internal import Session
internal import Terminal

/// A name that is being asked for.
struct NameQuestion: Sendable, Equatable {
  enum Purpose: Sendable, Equatable {
    /// Of a branch that is to leave another one.
    case branch(RunPlace)
    /// Of the present batch.
    case mark
  }

  let purpose: Purpose
  var field = TextField(allowed: NameRule.allowed, limit: NameRule.limit)

  var label: String {
    switch purpose {
    case .branch: "branch "
    case .mark: "mark "
    }
  }

  /// What Enter does, in words.
  var note: String {
    switch purpose {
    case .branch(let place):
      let action = field.text.isEmpty ? "Enter: automatic name" : "Enter begins it"
      return "leaves \(place.branch.name) at \(place.moment); \(action), Esc"
    case .mark:
      return "Enter names this batch, Esc leaves it"
    }
  }
}

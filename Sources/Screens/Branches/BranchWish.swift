/// A branch that was asked for.
struct BranchWish: Sendable, Equatable {
  /// What it is, in words.
  let text: String
  /// Empty for an automatic name.
  let name: String
}

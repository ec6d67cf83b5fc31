/// The two players of the game.
package enum NetworkRole: String, Sendable, CaseIterable, Codable {
  case generator
  case discriminator
}

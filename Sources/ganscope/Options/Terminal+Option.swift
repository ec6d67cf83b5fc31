import ArgumentParser
import Terminal

extension GlyphSet: ExpressibleByArgument {}

extension ColorDepth: ExpressibleByArgument {
  private static let names: [(name: String, depth: ColorDepth)] = [
    ("256", .palette), ("16", .sixteen), ("8", .eight), ("mono", .monochrome),
  ]

  package init?(argument: String) {
    guard let named = Self.names.first(where: { $0.name == argument }) else { return nil }
    self = named.depth
  }

  package static var allValueStrings: [String] { names.map(\.name) }
}

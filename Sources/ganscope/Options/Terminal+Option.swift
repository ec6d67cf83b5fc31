import ArgumentParser
import Terminal

extension GlyphSet: ExpressibleByArgument {}

extension ColorDepth: ExpressibleByArgument {
  package init?(argument: String) { self.init(name: argument) }

  package static var allValueStrings: [String] { names }
}

/// The colour themes that are built into the program, by name, in btop's `.theme` syntax.
package enum BuiltinThemes {
  package static let all: [String: [UInt8]] = [
    "phosphor": PackageResources.phosphor_theme
  ]
}

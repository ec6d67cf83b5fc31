/// The colour themes that are built into the program, by name, in btop's `.theme` syntax.
package enum BuiltinThemes {
  package static let all: [String: [UInt8]] = [
    "contrast": PackageResources.contrast_theme,
    "paper": PackageResources.paper_theme,
    "phosphor": PackageResources.phosphor_theme,
  ]
}

/// The colour themes that are built into the program, by name, in btop's `.theme` syntax.
package enum BuiltinThemes {
  package static let all: [String: [UInt8]] = [
    "amber": PackageResources.amber_theme,
    "blueprint": PackageResources.blueprint_theme,
    "colorblind": PackageResources.colorblind_theme,
    "colorblind-light": PackageResources.colorblind_light_theme,
    "contrast": PackageResources.contrast_theme,
    "contrast-light": PackageResources.contrast_light_theme,
    "monochrome": PackageResources.monochrome_theme,
    "paper": PackageResources.paper_theme,
    "phosphor": PackageResources.phosphor_theme,
    "porcelain": PackageResources.porcelain_theme,
    "slate": PackageResources.slate_theme,
  ]
}

/// The data-set descriptions that are built into the program, by name.
package enum BuiltinDatafiles {
  package static let all: [String: [UInt8]] = [
    "strokes": PackageResources.strokes_toml
  ]
}

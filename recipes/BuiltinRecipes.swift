/// The recipes that are built into the program, by name, as the text of their TOML files.
package enum BuiltinRecipes {
  package static let all: [String: [UInt8]] = [
    "dcgan-frog": PackageResources.dcgan_frog_toml,
    "dcgan-lecture": PackageResources.dcgan_lecture_toml,
    "dcgan-selu": PackageResources.dcgan_selu_toml,
    "dcgan-tutorial": PackageResources.dcgan_tutorial_toml,
    "dense": PackageResources.dense_toml,
    "pocket": PackageResources.pocket_toml,
  ]
}

/// The recipes that are built into the program, by name, as the text of their TOML files.
package enum BuiltinRecipes {
  package static let all: [String: [UInt8]] = [
    "dcgan-frog": PackageResources.dcgan_frog_toml,
    "dcgan-frog-fashion": PackageResources.dcgan_frog_fashion_toml,
    "dcgan-hands": PackageResources.dcgan_hands_toml,
    "dcgan-lecture": PackageResources.dcgan_lecture_toml,
    "dcgan-lecture-plain": PackageResources.dcgan_lecture_plain_toml,
    "dcgan-selu": PackageResources.dcgan_selu_toml,
    "dcgan-tutorial": PackageResources.dcgan_tutorial_toml,
    "dense": PackageResources.dense_toml,
    "dense-selu": PackageResources.dense_selu_toml,
    "discriminator-alone": PackageResources.discriminator_alone_toml,
    "frog-lite": PackageResources.frog_lite_toml,
    "pocket": PackageResources.pocket_toml,
    "tutorial-lite": PackageResources.tutorial_lite_toml,
  ]
}

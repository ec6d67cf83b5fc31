/// The data-set descriptions that are built into the program, by name, as the text of their TOML
/// files.
package enum BuiltinDatafiles {
  package static let all: [String: [UInt8]] = [
    "cifar10": PackageResources.cifar10_toml,
    "cifar10-frog": PackageResources.cifar10_frog_toml,
    "emnist-letters": PackageResources.emnist_letters_toml,
    "fashion-mnist": PackageResources.fashion_mnist_toml,
    "kmnist": PackageResources.kmnist_toml,
    "mnist": PackageResources.mnist_toml,
    "sign-mnist": PackageResources.sign_mnist_toml,
    "strokes": PackageResources.strokes_toml,
  ]
}

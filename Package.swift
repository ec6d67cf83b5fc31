// swift-tools-version: 6.2
import PackageDescription

// The targets stand in the order of the arrows in ARCHITECTURE.md: each one imports only targets
// above it, and `Scripts/check-imports.sh` proves that no file imports anything else.
let package = Package(
  name: "ganscope",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ganscope", targets: ["ganscope"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CCurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CGIF", providers: [.apt(["libgif-dev"])]),
    // The interface of libjpeg-turbo that returns errors: the other one jumps out of its functions.
    .systemLibrary(name: "CJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // Data that a user reads, copies and edits; embedded so that one file runs anywhere.
    .target(
      name: "Datafiles", path: "datasets",
      resources: [
        "cifar10", "cifar10-frog", "emnist-letters", "fashion-mnist", "kmnist", "mnist",
        "sign-mnist", "strokes",
      ].map { .embedInCode("\($0).toml") }),
    .target(
      name: "Recipes", path: "recipes",
      resources: [
        "dcgan-frog", "dcgan-frog-fashion", "dcgan-hands", "dcgan-lecture",
        "dcgan-lecture-plain", "dcgan-selu", "dcgan-tutorial", "dense", "dense-selu",
        "discriminator-alone", "frog-lite", "pocket", "tutorial-lite",
      ].map { .embedInCode("\($0).toml") }),
    .target(
      name: "Themes", path: "themes",
      resources: [
        "amber", "blueprint", "colorblind", "colorblind-light", "contrast", "contrast-light",
        "monochrome", "paper", "phosphor", "porcelain", "slate",
      ].map { .embedInCode("\($0).theme") }),

    // The tensor core and the GANs.
    .target(
      name: "CKernels",
      // A debug build with unoptimised kernels would be 60 times slower: tests could not run. The
      // thread sanitizer would not survive the choice of clones, which the loader makes before it.
      cSettings: [
        .unsafeFlags(["-O3", "-fno-math-errno", "-ffp-contract=off", "-fno-sanitize=thread"])
      ]),
    .target(name: "Configuration", dependencies: ["TOMLKit"]),
    .target(name: "Hashing", dependencies: ["CCrypto"]),
    .target(name: "Tensors", dependencies: ["CKernels"]),
    .target(name: "Networks", dependencies: ["Tensors", "Configuration"]),
    .target(
      name: "Datasets",
      dependencies: [
        "Tensors", "Configuration", "Hashing", "Datafiles", "CCurl", "CJPEG", "CPNG", "CZlib",
      ]),
    .target(
      name: "GANs",
      dependencies: [
        "Networks", "Datasets", "Configuration", "Hashing", "Recipes", "Session",
      ]),

    // What crosses the border between training and the screen.
    .target(name: "Session"),
    .target(
      name: "RunStore",
      dependencies: [
        "Session", "Tensors", "Configuration", "Hashing", "CGIF", "CPNG",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Training",
      dependencies: ["GANs", "Networks", "Datasets", "Session", "RunStore", "Tensors"]),

    // The screen.
    .target(name: "Terminal", dependencies: ["Themes"]),
    .target(name: "Screens", dependencies: ["Terminal", "Session", "Configuration"]),
    .target(name: "CTerminalGuard"),
    .target(name: "CursesTerminal", dependencies: ["Terminal", "CCurses", "CTerminalGuard"]),

    .executableTarget(
      name: "ganscope",
      dependencies: [
        "CursesTerminal", "Screens", "Terminal", "Training", "RunStore", "GANs", "Datasets",
        "Networks", "Tensors", "Configuration", "Session",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(name: "ConfigurationTests", dependencies: ["Configuration"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Tensors", "Configuration"]),
    .testTarget(
      name: "RunStoreTests",
      dependencies: [
        "RunStore", "Session", "Tensors", "Configuration", "CGIF", "CPNG",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "GANsTests",
      dependencies: [
        "GANs", "Networks", "Datasets", "Recipes", "Tensors", "Configuration", "Session",
      ]),
    .testTarget(name: "SessionTests", dependencies: ["Session"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "GANs", "Networks", "Datasets", "Session", "RunStore", "Tensors",
      ]),

    // A web server with bad days, for the tests of downloads.
    .target(name: "LoopbackServer", path: "Tests/LoopbackServer"),
    .testTarget(
      name: "DatasetsTests",
      dependencies: [
        "Datasets", "Datafiles", "Hashing", "LoopbackServer", "Tensors", "CJPEG", "CPNG", "CZlib",
      ]),
    .testTarget(
      name: "CursesTerminalTests", dependencies: ["CursesTerminal", "Terminal", "CCurses"]),

    // A program that uses the terminal and nothing else, run by the end-to-end tests.
    .executableTarget(
      name: "terminal-probe", dependencies: ["CursesTerminal", "Terminal"],
      path: "Tests/TerminalProbe"),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["terminal-probe", "ganscope", "RunStore", "Terminal", "LoopbackServer"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
    .testTarget(
      name: "ScreensTests", dependencies: ["Screens", "Terminal", "Session"],
      exclude: ["Snapshots"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)

// The settings of every Swift target of our own; the reasons are in CONTRIBUTING.md.
let mainActorTargets: Set = ["CursesTerminal", "terminal-probe"]
let cTargets: Set = ["CKernels", "CTerminalGuard"]
for target in package.targets where target.type != .system && !cTargets.contains(target.name) {
  var settings = target.swiftSettings ?? []
  settings += [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
  if mainActorTargets.contains(target.name) {
    settings.append(.defaultIsolation(MainActor.self))
  }
  target.swiftSettings = settings
}

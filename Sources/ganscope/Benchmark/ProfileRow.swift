import Networks

/// What one part of a training step takes; the milliseconds and shares of all rows are the whole step.
struct ProfileRow: Encodable {
  let part: String
  let network: String?
  /// The layer's number in its network, the first being 0.
  let layer: Int?
  /// The layer's type in recipes.
  let kind: String?
  /// Mean over the steps.
  let ms: Double
  /// Of the whole step.
  let share: Double
  /// By the direct count; nil where there are no products.
  let gflopPerS: Double?
  let shareOfPeak: Double?

  private init(_ entry: StepProfile.Entry, steps: Int, whole: Duration, peak: Double) {
    part = entry.part.name
    (network, layer, kind) = entry.part.place
    let seconds = entry.time / .seconds(1)
    ms = (seconds * 1e3 / Double(steps)).rounded(places: 4)
    share = (entry.time / whole).rounded(places: 5)
    let rate = entry.multiplyAdds > 0 ? 2 * Double(entry.multiplyAdds) / seconds : nil
    gflopPerS = rate.map { ($0 / 1e9).rounded(places: 1) }
    shareOfPeak = rate.map { ($0 / peak).rounded(places: 3) }
  }

  /// The layers of each network in order, then all else.
  static func rows(of profile: StepProfile, steps: Int, peak: Double) -> [ProfileRow] {
    let entries = profile.entries.sorted {
      $0.part.order.lexicographicallyPrecedes($1.part.order)
    }
    let whole = entries.reduce(.zero) { $0 + $1.time }
    return entries.map { ProfileRow($0, steps: steps, whole: whole, peak: peak) }
  }
}

extension ProfileRow {
  /// A table for a person, with the whole step as its last row.
  static func table(_ rows: [ProfileRow]) -> String {
    var table = TextTable(
      ["ms/step", "share", "GFLOP/s", "of peak", "layer", "", "part"], numbers: 4)
    for row in rows {
      table.add([
        row.ms.fixed(3), (row.share * 100).fixed(1) + " %", row.gflopPerS?.fixed(0) ?? "",
        row.shareOfPeak.map { ($0 * 100).fixed(0) + " %" } ?? "", row.place, row.kind ?? "",
        row.part,
      ])
    }
    let whole = rows.reduce(0) { $0 + $1.ms }
    let shares = rows.reduce(0) { $0 + $1.share }
    table.add([whole.fixed(3), (shares * 100).fixed(1) + " %", "", "", "", "", "whole step"])
    return table.text
  }

  private var place: String {
    [network, layer.map(String.init)].compactMap(\.self).joined(separator: ".")
  }
}

extension StepPart {
  fileprivate var name: String {
    switch self {
    case .layer(_, let pass): pass.rawValue
    case .update: "update"
    case .latents: "latent vectors"
    case .realImages: "real images"
    case .joining: "joining batches"
    case .loss: "loss"
    case .other: "other"
    }
  }

  fileprivate var place: (network: String?, layer: Int?, kind: String?) {
    switch self {
    case .layer(let place, _): (place.network, place.number, place.kind)
    case .update(let network): (network, nil, nil)
    case .latents, .realImages, .joining, .loss, .other: (nil, nil, nil)
    }
  }

  /// Where it stands among the rows.
  fileprivate var order: [Int] {
    switch self {
    case .layer(let place, let pass):
      [
        0, place.network == "generator" ? 0 : 1, place.number,
        LayerPass.allCases.firstIndex(of: pass) ?? 0,
      ]
    case .update(let network): [1, network == "generator" ? 0 : 1]
    case .latents: [2]
    case .realImages: [3]
    case .joining: [4]
    case .loss: [5]
    case .other: [6]
    }
  }
}

internal import Datasets
internal import GANs
internal import Session
internal import Tensors

extension GANTrainer {
  /// The first fixed samples, each with the image of the training that is nearest to it.
  func nearestImages() -> SampleView {
    var view = view(.nearestImages, of: firstFakes)
    let matches = images.nearest(to: view.pixels)
    view.nearestPixels = gan.recipe.pixels.pixels(of: images.images(at: matches.map(\.index)))
    // A distance over all pixels is the root mean square times that of their number.
    let most = Double(run.format.byteCount).squareRoot()
    view.nearestDistances = matches.map { Float(min(1, $0.distance / most)) }
    return view
  }
}

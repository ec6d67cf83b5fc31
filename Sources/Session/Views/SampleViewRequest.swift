/// Images that a screen wants to see besides the kept sample grids; they are made only while somebody
/// looks at them.
package enum SampleViewRequest: Sendable, Hashable, Codable {
  /// The run's fixed latent vectors through the newest weights, with the discriminator's scores; as
  /// many as a sample grid has, as all views that name no other number.
  case fixedLatents
  /// Other latent vectors, drawn from the display's stream by this number.
  case freshLatents(draw: Int)
  /// Real images of the data set, a page of them after the other and the first again behind the last,
  /// with the discriminator's scores.
  case realImages(page: Int)
  /// Real and generated images in random order, drawn by this number, with the discriminator's scores.
  case realAndFake(draw: Int)
  /// The fixed samples, each with the image of the training that is nearest to it; fewer than a grid has.
  case nearestImages
  /// Where the discriminator looks: the gradient of its score by the pixels, of the fixed samples or of
  /// real images; fewer than a grid has.
  case attention(ofReal: Bool)
  /// What the generator wants: the fixed samples, and the same moved along the gradient by which they
  /// would please the discriminator more, by 16 grey levels in the root mean square; fewer than a grid
  /// has.
  case wish
  /// One picture between the first four of the fixed latent vectors, bilinear; both coordinates are from 0 to 1.
  case latentWalk(x: Double, y: Double)
  /// What one layer of a network makes of one image, the first fixed sample or the first real image: a
  /// grey picture for each of at most 64 channels, or one of a layer without channels. Layers are counted
  /// from 0 in the order of the recipe.
  case featureMaps(of: NetworkRole, layer: Int)
}

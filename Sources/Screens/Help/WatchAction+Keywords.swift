extension WatchAction {
  /// Other words for what an action is about, under which the help finds it.
  var keywords: String { Self.keywordsByName[name] ?? "" }

  private static let keywordsByName: [String: String] = [
    "play": "stop start continue",
    "until": "train wait goal condition",
    "turn-up": "mouse wheel drag knob increase",
    "turn-down": "mouse wheel drag knob decrease",
    "lr": "adam speed",
    "set": "tricks r1 noise augmentation overfit overfitting",
    "remedy": "alarm advice diagnosis fix wrong repair collapse",
    "dismiss": "alarm hide silence ignore",
    "next-alarm": "alarm select diagnosis",
    "focus-health": "quality distance frechet fid coverage classes judge alarms",
    "preset": "health quality alarms wall charts slow",
    "branch": "rewind fork back again collapse",
    "view":
      "fixed fresh real images mixed score scores attention where the discriminator looks saliency "
      + "what the generator wants wish nearest neighbour copies memorized latent walk film strip feature maps layers",
    "walk": "latent interpolation",
    "compare": "difference flicker side by side epochs",
    "theme": "color colors colour colours dark light",
    "colors": "colour colours monochrome",
    "glyphs": "braille quadrants blocks ascii characters",
    "screenshot": "png picture save image",
    "record": "asciinema cast video",
    "recipes": "dataset data sets mnist cifar",
    "log-scale": "logarithmic axis loss",
    "focus-samples": "mouse click select",
    "goto": "scrub history jump",
    "performance": "fps frame time slow",
  ]
}

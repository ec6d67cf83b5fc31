extension LessonPage {
  /// All pages, in their order.
  package static let all = players + steps + curves + knobs + insights + ends

  private static let players = [
    LessonPage(
      "a machine that learns to draw",
      """
      This program learns to draw. Nobody tells it how: it sees examples, and a second program finds \
      fault with what it draws. Both together are a GAN, a generative adversarial network.
      """,
      look: """
        The images are its newest drawings. At first they are grey noise; <soon>
        """,
      attempt: "{play} pauses the training and lets it go on. {lesson-forth} turns the page.",
      commands: ["preset watch", "view kept"]),
    LessonPage(
      "the real images",
      """
      <images>Nobody says what is to be seen on which.
      """,
      look: """
        <likeness> (Page 4 tells of the number below.)
        """,
      attempt: "<riddle> The generator has to find that out by itself.",
      commands: ["preset watch", "view real"]),
    LessonPage(
      "the generator: noise in, image out",
      """
      The generator is a network that draws. It is given random numbers, the noise, and makes an \
      image of them. The numbers stand for nothing; it must learn to give them a meaning.
      """,
      look: """
        Each place on the screen keeps its own numbers, so you see how one drawing changes \
        while the network learns.
        """,
      attempt: "{back} shows the same drawings earlier, {forth} later, {live} the newest.",
      commands: ["preset watch", "view kept"]),
    LessonPage(
      "the discriminator",
      """
      The discriminator is a network that judges. It looks at an image and gives it a score, from 0, \
      surely fake, to 1, surely real. It too begins without knowing anything.
      """,
      look: """
        Real images and fakes in random order, with their scores. Where is it right, where is it \
        taken in?
        """,
      attempt: "{guess} hides which are real: guess, then {guess} tells. {others} shows others.",
      commands: ["preset wall", "view mixed"]),
    LessonPage(
      "the game",
      """
      Both play against each other. The discriminator learns to tell fakes from real images, the \
      generator to make fakes that are taken for real. Each has to get better because the other does.
      """,
      look: """
        The generator never sees a real image. All that it learns, it learns from what the \
        discriminator would like to be different.
        """,
      attempt: "Let it play for an epoch or two and watch <hope>.",
      commands: ["preset watch", "view kept"]),
  ]

  private static let steps = [
    LessonPage(
      "slow motion: the discriminator learns",
      """
      A batch in slow motion. In the first half fakes and real images are judged, and the \
      discriminator's weights change so that it would judge them a little better.
      """,
      look: "The stage that the first line names, the part behind the >, the sentence below.",
      attempt:
        "{stage-forth} shows the next stage, {stage-back} the one before, {stage-play} plays them.",
      commands: ["slow discriminator"]),
    LessonPage(
      "slow motion: the generator learns",
      """
      Now the discriminator is frozen. The generator's fakes go through it, and what would make them \
      look more real comes back: to each pixel, and on to each weight of the generator.
      """,
      look: "The wish: where the fake should be brighter (orange, +) or darker (blue, -).",
      attempt: "{stage-forth} step by step; {slow} does it all again with the next batch.",
      commands: ["slow generator"]),
  ]

  private static let curves = [
    LessonPage(
      "the losses are no score",
      """
      A loss says how badly a player just did; most generators' is -log(score) of their fakes. While \
      every score is 1/2, a mere guess, it is 0.69. A loss can rise because the other player got \
      better, while the images get better too.
      """,
      look:
        "The curves go up and down against each other. None of them runs to 0, and none should.",
      attempt: "{back} and {forth}: find two epochs with the same losses and unlike images.",
      commands: ["preset watch", "view kept", "resume"]),
    LessonPage(
      "accuracy: who is winning",
      """
      Of a hundred real images, how many does the discriminator take for real; of a hundred fakes, \
      how many for fakes? With 50 % for both it only guesses, with 100 % for both it has won.
      """,
      look: """
        In between is where both learn. If both stay near 100 % for long, the generator hears \
        "wrong" to everything, and little of what would be better.
        """,
      attempt: "{step} trains one single batch: see how much one batch differs from the next.",
      commands: ["preset watch", "view kept"]),
    LessonPage(
      "epochs and the line of time",
      """
      An epoch is over when every real image was used once. The drawings at its end are kept, and \
      of the first epoch some of its way too, so you can look back at any time.
      """,
      look: """
        The line of time: # is what you look at, and each ^ on a curve is the moment when somebody \
        turned a knob.
        """,
      attempt: "{first} goes to the beginning, {forth} on, {live} back to the newest.",
      commands: ["preset watch", "view kept"]),
  ]

  private static let knobs = [
    LessonPage(
      "turn a knob: the learning rate",
      """
      The learning rate says how large a step the weights take. Too small, and nothing happens; too \
      large, and they jump to and fro. Each player has its own, so either can be made the stronger.
      """,
      look: """
        If the discriminator is faster, its loss falls and the generator's climbs: it is harder \
        to please. If it is too fast, it may break down.
        """,
      attempt: """
        {lr d x8} makes the discriminator's steps eight times as large, {turn-up} turns the chosen knob a \
        notch, {undo} takes that back.
        """,
      commands: ["preset watch", "view kept"]),
    LessonPage(
      "dropout: a handicap",
      """
      Dropout hides a random part of what the discriminator's layers say from the layers behind, \
      another part for each image. So it cannot rely on a single clue, and does not get too sure.
      """,
      look: "It gets less sure: its loss tends to rise and its accuracy to fall.",
      attempt: "{dropout 0.5} hides half of it, if this recipe has dropout. {undo} takes it back.",
      commands: ["preset watch", "view kept"]),
  ]

  private static let insights = [
    LessonPage(
      "how an image grows",
      """
      Most generators begin with few numbers and enlarge them, here from 4 by 4 to 6 by 6. Each number \
      prints a pattern, the kernel, into the larger image, as strongly as the number says; where prints \
      overlap, they add up.
      """,
      look: "The brackets: the number in turn, and the window of the output that it is added to.",
      attempt:
        "{stage-forth} sets one stamp after the other, {stage-back} takes it off; {stamps} shows another.",
      commands: ["stamps", "stage-first", "stage-forth"]),
    LessonPage(
      "a walk through the noise",
      """
      Between the noise of four images lies other noise. Its images are not copies: the generator \
      draws things that lie between, and has never seen any of them.
      """,
      look: "One drawing turns into another without a jump, if the generator has learned well.",
      attempt: "The arrows walk, {walk} goes by itself. While it trains, the way itself changes.",
      commands: ["preset watch", "view walk"]),
    LessonPage(
      "where the discriminator looks",
      """
      For each pixel: would the score rise if it were brighter, or darker? The colours show it, the \
      stronger the more it matters. It is the same gradient from which the generator learns.
      """,
      look: "<edges>",
      attempt:
        "{view attention-real} asks it about real images; {view wish} shows what a fake would gain.",
      commands: ["preset watch", "view attention"]),
    LessonPage(
      "mode collapse",
      """
      A generator may find one drawing that is always believed, and then draw nothing else: that is \
      mode collapse. Each image is good, but all are alike, and no loss tells you.
      """,
      look: "<kinds> Do any look alike?",
      attempt: "{tile-size} shows more of them, half as large; {others} shows others.",
      commands: ["preset wall", "view fresh"]),
  ]

  private static let ends = [
    LessonPage(
      "take another turn: branches",
      """
      Any epoch can be gone back to and left again with other knobs: that is a branch. Nothing that \
      was trained is lost, and both ways can be compared, image by image, from the same noise.
      """,
      look: "Each branch has its own colour on the curves and on the line of time.",
      attempt:
        "{back} to an earlier epoch, {branch} and a name, a knob, some epochs; then {compare}.",
      commands: ["preset watch", "view kept"]),
    LessonPage(
      "where to go on",
      """
      There are recipes for digits, clothes, hand signs and coloured frogs. Large ones take longer, and \
      have their own troubles. `ganscope datasets fetch mnist` brings the digits of the lectures.
      """,
      look:
        "Every recipe is a text file that says what its networks are: ganscope recipes show pocket",
      attempt:
        "{recipes} lists the recipes, {help} all that can be done, {command} takes commands.",
      commands: ["preset watch", "view kept"]),
  ]
}

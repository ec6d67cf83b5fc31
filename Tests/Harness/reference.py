"""The run that nothing happens to, with which all others are compared."""

from __future__ import annotations

import pathlib

from disk_run import Fault, RunContents, read_run
from trainer import Trainer

IMAGES, BATCH = 160, 8
BATCHES_PER_EPOCH = IMAGES // BATCH


def training_options(epochs: int) -> list[str]:
    """A quick training with all that needs care: moments, moving statistics, dropout."""
    return (
        ["--recipe", "pocket", "--limit", str(IMAGES), "--batch", str(BATCH), "--threads", "1"]
        + ["--epochs", str(epochs), "--checkpoint-budget", "20M"]
    )


class Reference:
    """The run that was never stopped."""

    def __init__(self, program: str, folder: pathlib.Path, epochs: int):
        run = folder / "reference"
        trainer = Trainer(program, ["train", "--run", str(run), *training_options(epochs)])
        code = trainer.read_to_end()
        if code != 0 or trainer.end is None:
            raise Fault(f"the undisturbed run ended with {code}: {trainer.errors}")
        self.contents = read_run(run)
        self.contents.check_series()
        self.contents.check_checkpoints(set())
        self.weights_sha256 = trainer.end["weights_sha256"]
        # From the start to the first batch, in seconds.
        self.start_up = trainer.batches[0][0] - trainer.started
        self.losses = {line["step"]: losses(line) for _, line in trainer.batches}

    def check_part(self, contents: RunContents) -> None:
        """What is there of another run is what was there of this one."""
        for ours, theirs in zip(self.contents.batches, contents.batches):
            if ours != theirs:
                raise Fault(f"batch {ours[0]} is {theirs}, was {ours}")
        grids = {grid[0]: grid for grid in self.contents.grids}
        steps = [grid[0] for grid in contents.grids]
        if len(set(steps)) != len(steps):
            raise Fault(f"a sample grid is there twice: those of the batches {steps}")
        for grid in contents.grids:
            if grids.get(grid[0]) != grid:
                raise Fault(f"the sample grid of batch {grid[0]} is another one")

    def check_report(self, trainer: Trainer) -> None:
        """What was printed are the losses that were printed of this run."""
        for _, line in trainer.batches:
            if losses(line) != self.losses[line["step"]]:
                raise Fault(f"batch {line['step']} was printed as {line}")

    def check_whole(self, contents: RunContents, weights_sha256: str | None) -> None:
        """Another run is this one."""
        if weights_sha256 != self.weights_sha256:
            raise Fault(f"the weights are {weights_sha256}, not {self.weights_sha256}")
        contents.check_series()
        self.check_part(contents)
        for what in ("batches", "grids"):
            ours, theirs = getattr(self.contents, what), getattr(contents, what)
            if sorted(ours) != sorted(theirs):
                raise Fault(f"there are {len(theirs)} {what}, not {len(ours)}")
        if contents.ended_epochs != self.contents.ended_epochs:
            raise Fault(f"the epochs that ended are {contents.ended_epochs}")
        if contents.status != "finished":
            raise Fault(f"the run is {contents.status}, not finished")
        leftovers = list((contents.folder / "checkpoints").glob(".*"))
        if leftovers:
            raise Fault(f"{leftovers[0]} was left over")


def losses(line: dict) -> tuple:
    """The numbers of a printed batch that do not depend on the clock."""
    names = ("epoch", "batch", "discriminator_loss", "generator_loss", "real_accuracy")
    return tuple(line[name] for name in names)

#!/usr/bin/env python3
"""Kills a training again and again, and looks at what is left each time.

    swift build -c release
    Tests/Harness/kills.py .build/release/ganscope --rounds 200

Each round starts the training of one run, or goes on with it, and ends it with SIGKILL: during start-up,
somewhere in the training, or while a checkpoint is being written. Then the run is opened. Its database
is sound, every kept checkpoint is whole, the series have no hole and reach as far as was printed, but for
the last report interval, and nothing that was on disk in an earlier round is missing. A run that comes
to its end has the weights, series and sample grids of one that was never killed; then another one begins.

Exit code 1 says what was lost. The moments follow from the seed, as far as a machine repeats itself.
"""

from __future__ import annotations

import argparse
import collections
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from disk_run import Fault, NoRun, RunContents, read_run
from reference import BATCHES_PER_EPOCH, Reference, training_options
from trainer import Trainer, partial_files, run_command


class Harness:
    """One run after the other, killed until the rounds are over."""

    def __init__(self, options: argparse.Namespace, folder: pathlib.Path):
        self.options = options
        self.folder = folder
        self.random = random.Random(options.seed)
        self.reference = Reference(options.program, folder, options.epochs)
        self.counts: collections.Counter = collections.Counter()
        self.runs = 0
        self.begin_run()

    def begin_run(self) -> None:
        """Chooses the place of the next run."""
        self.runs += 1
        self.run = self.folder / f"run-{self.runs}"
        # What has been on disk, and must stay there: batches, and checkpoints that were found whole.
        self.contents: RunContents | None = None
        self.printed = 0
        self.seen: set[tuple] = set()

    def go_on(self) -> Trainer:
        """Starts the program on the run."""
        if self.contents is None:
            options = training_options(self.options.epochs)
            return Trainer(self.options.program, ["train", "--run", str(self.run), *options])
        return Trainer(self.options.program, ["resume", str(self.run), "--threads", "1"])

    def round(self) -> None:
        """Trains for a while, kills, and opens the run."""
        trainer = self.go_on()
        moment = self.random.choices(["start-up", "batch", "checkpoint"], [1, 2, 2])[0]
        self.wait(trainer, moment)
        if trainer.kill():
            self.counts[moment] += 1
            self.open(trainer)
        else:
            self.finish(trainer)

    def wait(self, trainer: Trainer, moment: str) -> None:
        """Lets the training come to the moment at which it is to be killed."""
        if moment == "start-up":
            return self.read_for(trainer, self.random.uniform(0, 1.5 * self.reference.start_up))
        lines = self.random.randint(1, 2 * BATCHES_PER_EPOCH)
        while len(trainer.batches) < lines and not trainer.has_ended:
            trainer.read_line(1)
        if moment == "batch":
            return self.read_for(trainer, self.random.uniform(0, 0.02))
        deadline = time.monotonic() + 5
        while not trainer.has_ended and time.monotonic() < deadline and not partial_files(self.run):
            trainer.read_line(0)
        return self.read_for(trainer, self.random.uniform(0, 0.004))

    @staticmethod
    def read_for(trainer: Trainer, seconds: float) -> None:
        """Reads what comes within a time."""
        deadline = time.monotonic() + seconds
        while not trainer.has_ended and (left := deadline - time.monotonic()) > 0:
            trainer.read_line(left)

    def open(self, trainer: Trainer) -> None:
        """Looks at what is left of the run."""
        self.check_report(trainer)
        try:
            contents = read_run(self.run)
        except NoRun as reason:
            return self.begin_again(str(reason))
        contents.check_series()
        contents.check_checkpoints(self.seen)
        self.reference.check_part(contents)
        self.check_reach(contents, trainer)
        self.contents = contents
        shown = run_command(self.options.program, ["runs", "show", str(self.run)])
        if shown.returncode != 0:
            raise Fault(f"runs show ended with {shown.returncode}: {shown.stderr.strip()}")

    def check_report(self, trainer: Trainer) -> None:
        """The printed batches follow each other, and go on where the run had stopped."""
        self.reference.check_report(trainer)
        steps = [line["step"] for _, line in trainer.batches]
        if not steps:
            return
        if steps != list(range(steps[0], steps[0] + len(steps))):
            raise Fault(f"printed the batches {steps}")
        known = self.contents.step if self.contents else 0
        if steps[0] > known + 1:
            raise Fault(f"went on with batch {steps[0]}, but {known} was the last one on disk")
        self.printed = max(self.printed, steps[-1])

    def check_reach(self, contents: RunContents, trainer: Trainer) -> None:
        """Nothing is lost but what the last report interval brought."""
        before = self.contents.step if self.contents else 0
        in_time = trainer.killed - self.options.interval
        due = max((line["step"] for time, line in trainer.batches if time < in_time), default=0)
        if contents.step < max(before, due):
            raise Fault(
                f"batch {contents.step} is the last one on disk, where {before} had been before the "
                f"start and {due} was printed {self.options.interval} s before the kill"
            )
        kept = {(step, sha) for step, _, _, _, sha in contents.checkpoints}
        had = self.contents.checkpoints if self.contents else []
        lost = [step for step, _, _, _, sha in had if (step, sha) not in kept]
        if lost:
            raise Fault(f"nobody knows any more of the checkpoint of batch {lost[0]}")
        if contents.newest_checkpoint > contents.step:
            raise Fault(
                f"there is a checkpoint of batch {contents.newest_checkpoint}, but "
                f"batch {contents.step} is the last one on disk"
            )

    def begin_again(self, reason: str) -> None:
        """There was no run yet, which is right only if none had ever shown itself."""
        if self.contents is not None or self.printed:
            raise Fault(f"{reason}, but batch {self.printed} had been printed")
        shown = run_command(self.options.program, ["runs", "show", str(self.run)])
        if shown.returncode not in (65, 66) or len(shown.stderr.splitlines()) != 1:
            raise Fault(f"{reason}; runs show ended with {shown.returncode}: {shown.stderr.strip()}")
        self.counts["before there was a run"] += 1
        shutil.rmtree(self.run, ignore_errors=True)

    def finish(self, trainer: Trainer) -> None:
        """The training came to its end; begins another run."""
        code = trainer.read_to_end()
        if code != 0 or trainer.end is None:
            raise Fault(f"ended with {code}: {trainer.errors}")
        self.check_report(trainer)
        contents = read_run(self.run)
        contents.check_checkpoints(self.seen)
        self.reference.check_whole(contents, trainer.end["weights_sha256"])
        self.counts["finished runs"] += 1
        shutil.rmtree(self.run)
        self.begin_run()

    def run_all(self) -> None:
        """All rounds, and the last run to its end."""
        for number in range(1, self.options.rounds + 1):
            try:
                self.round()
            except Fault as fault:
                raise Fault(f"round {number}: {fault}") from fault
            if number % 10 == 0:
                step = self.contents.step if self.contents else 0
                print(f"{number} rounds, run {self.runs} at batch {step}", flush=True)
        self.finish(self.go_on())


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the path of ganscope")
    parser.add_argument("--rounds", type=int, default=200, help="how many kills; 200 if not given")
    parser.add_argument("--epochs", type=int, default=60, help="of each run")
    parser.add_argument("--seed", type=int, help="from which the moments follow")
    parser.add_argument(
        "--interval",
        type=float,
        default=1.0,
        help="after how many seconds what was printed must be on disk; on a machine with other work "
        "more than the half second that the program takes",
    )
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.randrange(1 << 32)
    print(f"seed {options.seed}", flush=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ganscope-kills-"))
    try:
        harness = Harness(options, folder)
        harness.run_all()
    except Fault as fault:
        print(f"{fault}\nseed {options.seed}; the runs are in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    for what, count in sorted(harness.counts.items()):
        print(f"{count:6} {what}")
    print("nothing was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())

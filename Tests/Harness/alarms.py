#!/usr/bin/env python3
"""Trains runs that are spoiled on purpose and healthy ones, and prints which alarms each raises.

    swift build -c release
    Tests/Harness/alarms.py .build/release/ganscope --jobs 2

`provocations.py` has the list. A provoked run ends at its own alarm, which must come up to a stated batch;
a healthy one trains to its end, and must raise none. At the end stands the matrix: for each run the first
batch of each alarm, the alarms that it is to raise in brackets, and how many batches it had. `--jobs 2`
trains two at a time, each with one thread; `--quick` stops each after 1,500 batches and asks nothing of
those provoked runs that are given longer; `--only NAME` does one of them, or all `provoked`, or all
`healthy`. Data sets are looked for where the program does. Exit code 1 says what was missed, or raised for nothing.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from disk_run import Fault
from provocations import HEALTHY, PROVOKED, Training

QUICK = 1500
# As in the program; the short words head the columns of the matrix.
COLUMNS = {
    "discriminator_dominates": "D dom.",
    "vanishing_gradient": "vanish",
    "broken_discriminator": "broken",
    "partial_collapse": "partial",
    "full_collapse": "full",
    "oscillation": "oscill.",
    "divergence": "diverg.",
    "overfitting": "overfit",
    "peak_passed": "peak",
    "saturated_pixels": "satur.",
    "checkerboard": "checker",
}


class Outcome:
    """What one training raised: the first batch of each alarm."""

    def __init__(self, training: Training):
        self.training = training
        self.raised: dict[str, int] = {}
        self.seen: list[str] = []
        self.step = 0
        self.is_whole = False

    def note(self, line: dict) -> None:
        """Takes a line of the program in."""
        if line["event"] in ("batch", "epoch", "alarm", "end"):
            self.step = max(self.step, line.get("step", 0))
        if line["event"] == "end":
            self.is_whole = line["status"] == "finished"
        if line["event"] == "alarm" and line["alarm"] in COLUMNS:
            if line["alarm"] not in self.raised:
                self.seen.append(f"batch {line['step']}: {line['alarm']}: {line.get('seen', '')}")
            self.raised.setdefault(line["alarm"], line["step"])

    @property
    def own(self) -> int | None:
        """The batch of the first alarm that it was provoked to raise."""
        steps = [self.raised[kind] for kind in self.training.alarms if kind in self.raised]
        return min(steps, default=None)

    def fault(self, quick: bool) -> str | None:
        """What is wrong with it, in one line."""
        name, deadline = self.training.name, self.training.deadline
        if not self.training.is_provoked and self.raised:
            return f"{name} is healthy and raised {', '.join(self.raised)}"
        if not self.training.is_provoked:
            return None if self.is_whole or quick else f"{name} stopped at batch {self.step}"
        if self.own is not None and self.own <= deadline:
            return None
        if quick and deadline > QUICK:
            return None
        wanted = " or ".join(self.training.alarms)
        if self.own is not None:
            return f"{name} raised {wanted} at batch {self.own}, not up to {deadline}"
        return f"{name} did not raise {wanted} in {self.step} batches"

    def row(self) -> str:
        """Its line of the matrix."""
        deadline = self.training.deadline if self.training.is_provoked else "-"
        cells = [f"{self.cell(kind):>9}" for kind in COLUMNS]
        return f"{self.training.name:<24}" + "".join(cells) + f"{deadline:>9}{self.step:>9}"

    def cell(self, kind: str) -> str:
        """The batch of an alarm, in brackets where it is to be raised."""
        batch = str(self.raised.get(kind, "-"))
        return f"[{batch}]" if kind in self.training.alarms else batch


def train(program: str, training: Training, options: argparse.Namespace) -> Outcome:
    """Trains one run in a folder of its own, and says what it raised."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = follow(program, training, pathlib.Path(folder), options)
    lines = outcome.seen or ["no alarm"]
    print("\n".join([f"{training.name}, {outcome.step} batches", *(f"    {line}" for line in lines)]))
    sys.stdout.flush()
    return outcome


def follow(
    program: str, training: Training, folder: pathlib.Path, options: argparse.Namespace
) -> Outcome:
    """Trains one run until its own alarm, its end, or its last batch."""
    recipe = folder / f"{training.name}.toml"
    recipe.write_text(training.recipe_text(), encoding="utf-8")
    command = [program, "train", "--recipe", str(recipe), "--run", str(folder / training.name)]
    command += ["--json", "--checkpoint-budget", "200M", *training.options]
    if options.jobs > 1:
        command += ["--threads", "1"]
    outcome = Outcome(training)
    with (folder / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            for line in process.stdout:
                outcome.note(json.loads(line))
                if outcome.own is not None or (options.quick and outcome.step >= QUICK):
                    break
        finally:
            process.terminate()
            process.stdout.close()
            process.wait()
        errors.seek(0)
        if outcome.step == 0:
            raise Fault(f"{training.name} trained nothing: {errors.read().strip()}")
    return outcome


def chosen(only: list[str]) -> list[Training]:
    """The trainings of some names; all of them where there are none."""
    groups = {"provoked": PROVOKED, "healthy": HEALTHY}
    trainings = PROVOKED + HEALTHY
    names = {training.name for training in trainings}
    if unknown := set(only) - names - set(groups):
        raise Fault(f"no run is called {', '.join(sorted(unknown))}; there are {', '.join(sorted(names))}")
    if not only:
        return trainings
    wanted = {training.name for name in only for training in groups.get(name, [])} | set(only)
    return [training for training in trainings if training.name in wanted]


def matrix(outcomes: list[Outcome]) -> str:
    """What each run raised, as a table."""
    words = [*COLUMNS.values(), "deadline", "batches"]
    head = f"{'':<24}" + "".join(f"{word:>9}" for word in words)
    return "\n".join([head, *(outcome.row() for outcome in outcomes)])


def main() -> int:
    """Trains what was asked for, and prints the matrix."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built ganscope")
    parser.add_argument("--only", action="append", default=[], metavar="NAME")
    parser.add_argument("--jobs", type=int, default=1, help="how many train at a time")
    parser.add_argument("--quick", action="store_true", help=f"stop each after {QUICK} batches")
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    start = time.monotonic()
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            trainings = chosen(options.only)
            outcomes = list(pool.map(lambda each: train(program, each, options), trainings))
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    print(matrix(outcomes))
    print(f"{len(outcomes)} runs in {(time.monotonic() - start) / 60:.0f} minutes")
    faults = [fault for outcome in outcomes if (fault := outcome.fault(options.quick))]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

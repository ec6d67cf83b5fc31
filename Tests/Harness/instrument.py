#!/usr/bin/env python3
"""Measures what the live screen promises, in a real pseudo-terminal.

    swift build -c release
    Tests/Harness/instrument.py .build/release/ganscope

Prints one table: what is promised, what was measured, whether it was kept. Nothing but the program and
this script should be busy; the load of the machine stands below the table. `--quick` takes a few minutes
less and fewer samples, `--only NAME` one group of measurements, `--json` prints lines for programs.

`--short` is what the end-to-end tests run: it judges only what depends neither on time nor on load, and
its exit code 1 says what was wrong. All else ends with 0 even where a promise was not kept, as that may
be the fault of the machine.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import pathlib
import random
import signal
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from disk_run import Fault
from process_usage import (
    all_thread_seconds,
    load,
    machine_description,
    memory_bytes,
    processor_seconds,
    thread_seconds,
    wake_ups,
)
from pseudo_terminal import PATIENCE, PseudoTerminal
from screen_model import ScreenModel

HALF_BLOCKS = "▀▄"
BORDERS = "─│╭╮╰╯┌┐└┘├┤┬┴┼"
RECIPE = ["watch", "--recipe", "pocket", "--seed", "1"]
# More than is trained while something is measured.
ENDLESS = ["--epochs", "1000", "--limit", "6400"]
# Its batches take so long that nearly everything on the screen happens because of a key.
HEAVY = ["watch", "--recipe", "dcgan-lecture", "--dataset", "strokes", "--epochs", "1000"]


@dataclasses.dataclass
class Figure:
    """One line of the table."""

    what: str
    target: str
    measured: str
    # None where nothing was promised.
    is_met: bool | None

    @property
    def verdict(self) -> str:
        """Whether the promise was kept, in a word."""
        return {True: "met", False: "MISSED", None: "-"}[self.is_met]


def percentile(values: list[float], share: float) -> float:
    """The smallest value that is not below so many of all."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Instrument:
    """The measurements; each returns its lines of the table."""

    def __init__(self, options: argparse.Namespace, home: pathlib.Path):
        self.program = str(pathlib.Path(options.program).resolve())
        self.is_quick = options.quick or options.short
        self.is_short = options.short
        self.home = home
        self.random = random.Random(options.seed)
        self.runs = 0

    # The program in a terminal.

    @property
    def environment(self) -> dict[str, str]:
        """That of a user who has no files of the program yet."""
        kept = {key: os.environ[key] for key in ("PATH", "GANSCOPE_DATA") if key in os.environ}
        folders = {
            f"XDG_{kind}_HOME": str(self.home / kind.lower())
            for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        home = {"HOME": str(self.home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        return {**kept, **folders, **home}

    def start(self, *arguments: str, width: int = 120, height: int = 40) -> PseudoTerminal:
        """The program in a terminal of its own."""
        return PseudoTerminal(
            [self.program, *arguments], self.environment, width=width, height=height
        )

    def new_run(self) -> pathlib.Path:
        """A place for a run."""
        self.runs += 1
        return self.home / f"run-{self.runs}"

    @staticmethod
    def quit(terminal: PseudoTerminal) -> None:
        """Ends the program as a user in a hurry does, and expects a terminal as it was before."""
        terminal.press("\x03")
        code = terminal.wait_for_end()
        if code != 0:
            raise Fault(f"the program ended with {code}:\n{terminal.screen.text}")
        if not terminal.has_sane_modes():
            raise Fault("the program has left the terminal in other modes than it was in")

    @staticmethod
    def wait_for_samples(terminal: PseudoTerminal) -> float:
        """Waits for generated images; returns when they were there."""
        return terminal.wait_until(
            lambda screen: screen.count(HALF_BLOCKS) > 60, "samples on the screen"
        )

    def pause(self, terminal: PseudoTerminal) -> None:
        """Pauses the training."""
        terminal.press(" ")
        terminal.wait_for("paused")
        terminal.wait_for_silence(2.0)

    @staticmethod
    def screen_thread(terminal: PseudoTerminal) -> int:
        """The thread that answers keys while nothing else is done.

        It is not the process's first one: on Linux that one ends where Swift's main queue begins.
        """
        before = all_thread_seconds(terminal.process)
        for _ in range(4):
            for key in "jk":
                terminal.press(key)
                terminal.wait_for_silence(0.05)
        after = all_thread_seconds(terminal.process)
        return max(after, key=lambda thread: after[thread] - before.get(thread, 0))

    # Measurements.

    def first_frame(self) -> list[Figure]:
        """From the start to a screen, and to images on it."""
        frames, samples = [], []
        for _ in range(5 if self.is_quick else 20):
            with self.start() as terminal:
                enough = 0.3 * terminal.width * terminal.height
                while terminal.written <= enough:
                    terminal.take(1.0)
                frames.append(time.monotonic() - terminal.started)
                samples.append(self.wait_for_samples(terminal) - terminal.started)
                self.quit(terminal)
        frame, sample = percentile(frames, 0.95), percentile(samples, 0.95)
        return [
            Figure(
                "first frame after exec",
                "<= 60 ms",
                f"p50 {1000 * statistics.median(frames):.0f}, p95 {1000 * frame:.0f} ms"
                f" of {len(frames)}",
                frame <= 0.060,
            ),
            Figure(
                "first samples after exec",
                "<= 1.5 s",
                f"p50 {statistics.median(samples):.2f}, p95 {sample:.2f} s of {len(samples)}",
                sample <= 1.5,
            ),
        ]

    def paused(self) -> list[Figure]:
        """What a paused program costs."""
        seconds = 2 if self.is_short else 10 if self.is_quick else 60
        # A judge that is made meanwhile would be news.
        arguments = [*RECIPE, *ENDLESS, "--no-judge", "--run", str(self.new_run())]
        with self.start(*arguments) as terminal:
            self.wait_for_samples(terminal)
            self.pause(terminal)
            place = terminal.process, self.screen_thread(terminal)
            terminal.wait_for_silence(1.0)
            used, written, woken = self._cost(terminal, place, seconds)
            # What a busy machine has not yet answered of the keys comes late, once.
            for _ in range(10 if self.is_short else 0):
                if not written and not woken:
                    break
                used, written, woken = self._cost(terminal, place, seconds)
            self.quit(terminal)
        if self.is_short and (written or woken):
            raise Fault(f"while paused {written} bytes were written, and the screen woke {woken} times")
        share = 100 * used / seconds
        return [
            Figure("CPU while paused", "<= 0.05 %", f"{share:.4f} % over {seconds} s", share <= 0.05),
            Figure("written while paused", "0 bytes", f"{written} bytes", written == 0),
            Figure("wakes of the screen while paused", "0", f"{woken}", woken == 0),
        ]

    @staticmethod
    def _cost(
        terminal: PseudoTerminal, screen: tuple[int, int], seconds: float
    ) -> tuple[float, int, int]:
        """The processor time, the bytes written and how often the screen's thread woke, of some seconds."""
        before, bytes_before = processor_seconds(terminal.process), terminal.written
        woken_before = wake_ups(*screen)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            terminal.take(left)
        return (
            processor_seconds(terminal.process) - before,
            terminal.written - bytes_before,
            wake_ups(*screen) - woken_before,
        )

    def training_screen(self) -> list[Figure]:
        """What the screen's thread costs while all cores train."""
        seconds = 5 if self.is_quick else 20
        with self.start(*RECIPE, *ENDLESS, "--run", str(self.new_run())) as terminal:
            self.wait_for_samples(terminal)
            self.pause(terminal)
            place = terminal.process, self.screen_thread(terminal)
            terminal.press(" ")
            terminal.wait_for("* training")
            before, bytes_before = thread_seconds(*place), terminal.written
            start = time.monotonic()
            while time.monotonic() < start + seconds:
                terminal.read(0.1)
            passed = time.monotonic() - start
            share = 100 * (thread_seconds(*place) - before) / passed
            rate = (terminal.written - bytes_before) / passed / 1000
            self.quit(terminal)
        return [
            Figure(
                "CPU of the screen while training",
                "<= 2 % of a core",
                f"{share:.2f} % over {seconds} s",
                share <= 2,
            ),
            Figure(
                "written while training", "<= 250 kB/s", f"{rate:.0f} kB/s", rate <= 250
            ),
        ]

    def overhead(self) -> list[Figure]:
        """What the screen takes from the training, and the memory that it adds."""
        pairs = 1 if self.is_quick else 5
        epochs = 4 if self.is_quick else 9
        ratios, added = [], []
        for pair in range(pairs):
            kinds = ["train", "watch"] if pair % 2 == 0 else ["watch", "train"]
            results = {kind: self._train(kind, epochs) for kind in kinds}
            ratios.append(100 * (results["watch"][0] / results["train"][0] - 1))
            added.append((results["watch"][1] - results["train"][1]) / 1e6)
        lost, memory = statistics.median(ratios), statistics.median(added)
        return [
            Figure(
                "training time added by the screen",
                "<= 1 %",
                f"{lost:+.2f} % ({min(ratios):+.2f} to {max(ratios):+.2f}), {pairs} pairs",
                lost <= 1,
            ),
            Figure(
                "memory added by the screen",
                "<= 15 MB",
                f"{memory:+.1f} MB ({min(added):+.1f} to {max(added):+.1f})",
                memory <= 15,
            ),
        ]

    def _train(self, kind: str, epochs: int) -> tuple[float, float]:
        """The seconds from the end of the first epoch to that of the last, and the memory in between.

        An epoch's end is the moment at which its checkpoint was written, with and without a screen.
        """
        run = self.new_run()
        options = ["--recipe", "pocket", "--seed", "1", "--limit", "6400", "--epochs", str(epochs)]
        memory = []
        with self.start(kind, *options, "--run", str(run)) as terminal:
            deadline = time.monotonic() + 600
            while len(ends := checkpoint_times(run)) < epochs:
                if time.monotonic() > deadline or terminal.has_ended:
                    raise Fault(f"{kind}: trained {len(ends)} of {epochs} epochs")
                for _ in range(8):
                    terminal.read(0.02)
                if len(ends) >= 1:
                    memory.append(memory_bytes(terminal.process))
            if kind == "watch":
                self.quit(terminal)
            elif terminal.wait_for_end() != 0:
                raise Fault("the training has failed")
        return ends[-1] - ends[0], statistics.median(memory)

    def key(self) -> list[Figure]:
        """From a key to the first byte of the frame that shows what it did, while all cores train."""
        presses = 40 if self.is_quick else 300
        delays = []
        with self.start(*HEAVY, "--run", str(self.new_run())) as terminal:
            terminal.wait_for("* training")
            for number in range(presses):
                pause = time.monotonic() + self.random.uniform(0.02, 0.25)
                while (left := pause - time.monotonic()) > 0:
                    terminal.take(left)
                delays.append(self._delay(terminal, "k" if number % 2 else "j"))
            self.quit(terminal)
        middle, last = statistics.median(delays), percentile(delays, 0.99)
        return [
            Figure(
                "key to first byte while training",
                "p50 <= 5 ms",
                f"{1000 * middle:.2f} ms of {presses}",
                middle <= 0.005,
            ),
            Figure("", "p99 <= 25 ms", f"{1000 * last:.2f} ms", last <= 0.025),
        ]

    @staticmethod
    def _delay(terminal: PseudoTerminal, key: str) -> float:
        """From pressing a key that selects another knob until its mark begins to move."""
        marks = terminal.screen.places(">")
        pressed = time.monotonic()
        terminal.press(key)
        while time.monotonic() < pressed + 10:
            if not terminal.take(0.5):
                continue
            moment = time.monotonic()
            if terminal.screen.places(">") != marks:
                return moment - pressed
        raise Fault(f"'{key}' selects no other knob:\n{terminal.screen.text}")

    def frame(self) -> list[Figure]:
        """What one frame of 160x50 costs in which eight full images change."""
        count = 60 if self.is_quick else 300
        costs, sizes = [], []
        with self.start(
            *RECIPE, "--epochs", "4", "--limit", "3200", "--run", str(self.new_run()),
            width=160, height=50,
        ) as terminal:  # fmt: skip
            terminal.wait_for("finished")
            terminal.wait_for_silence(0.5)
            place = terminal.process, self.screen_thread(terminal)
            for number in range(count):
                before, written = thread_seconds(*place), terminal.written
                terminal.press("[" if number // 12 % 2 == 0 else "]")
                terminal.wait_for_silence(0.02)
                costs.append(1000 * (thread_seconds(*place) - before))
                sizes.append((terminal.written - written) / 1000)
            self.quit(terminal)
        middle, last = statistics.median(costs), percentile(costs, 0.99)
        return [
            Figure(
                "frame of 160x50 with 8 images",
                "p50 <= 4 ms",
                f"{middle:.2f} ms of {count} frames of {statistics.median(sizes):.0f} kB",
                middle <= 4,
            ),
            Figure("", "p99 <= 12 ms", f"{last:.2f} ms", last <= 12),
        ]

    def resize(self) -> list[Figure]:
        """A storm of sizes, and the frame after it."""
        count = 200 if self.is_short else 1000 if self.is_quick else 10_000
        delays = []
        with self.start(*RECIPE, *ENDLESS, "--run", str(self.new_run())) as terminal:
            self.wait_for_samples(terminal)
            self._storm(terminal, count // 2)
            terminal.resize(120, 40)
            terminal.wait_until(lambda screen: screen.count(BORDERS) > 200, "borders again")
            self.pause(terminal)
            expected = terminal.screen.text
            rounds = 2 if self.is_short else 10
            for _ in range(rounds):
                self._storm(terminal, count // 2 // rounds)
                delays.append(self._delay_of_right_frame(terminal, expected))
            if terminal.screen.unknown:
                raise Fault(f"the harness does not understand {terminal.screen.unknown}")
            self.quit(terminal)
        worst = max(delays)
        return [
            Figure(
                f"right frame after {count:,} sizes",
                "<= 50 ms",
                f"{1000 * worst:.1f} ms, the longest of {rounds}",
                worst <= 0.050,
            )
        ]

    def _storm(self, terminal: PseudoTerminal, count: int) -> None:
        """Gives the terminal many sizes, one after the other, as fast as a frame and faster."""
        for _ in range(count):
            terminal.resize(self.random.randint(1, 500), self.random.randint(1, 200))
            pause = time.monotonic() + self.random.choice([0, 0, 0.0005, 0.002])
            while terminal.read(0) or time.monotonic() < pause:
                pass
            if terminal.has_ended:
                raise Fault(f"it ended with {terminal.code}:\n{terminal.screen.text}")

    @staticmethod
    def _delay_of_right_frame(terminal: PseudoTerminal, expected: str) -> float:
        """The time from the last size until the screen is as it was before all of them."""
        terminal.resize(120, 40)
        resized = time.monotonic()
        pieces: list[tuple[float, bytes]] = []
        while time.monotonic() < resized + PATIENCE:
            # Read first and understood later, or this would delay the reading.
            while piece := terminal.read(0.1):
                pieces.append((time.monotonic(), piece))
            if (moment := moment_of_text(pieces, expected)) is not None:
                return moment - resized
        raise Fault(f"no right screen after the resizes; before them it was:\n{expected}")

    def suspend(self) -> list[Figure]:
        """Ctrl-Z and fg, again and again."""
        count = 5 if self.is_short else 20 if self.is_quick else 100
        with self.start(*RECIPE, *ENDLESS, "--run", str(self.new_run())) as terminal:
            self.wait_for_samples(terminal)
            self.pause(terminal)
            expected = terminal.screen.text
            used = 0.0
            for number in range(count):
                terminal.press("\x1a")
                terminal.wait_for_stop()
                if not terminal.has_sane_modes():
                    raise Fault(f"stop {number + 1}: the shell's modes are not what they were")
                before = processor_seconds(terminal.process)
                time.sleep(0.01)
                used += processor_seconds(terminal.process) - before
                terminal.continue_job()
                terminal.wait_until(lambda screen: screen.text == expected, "screen as before")
            self.quit(terminal)
        if self.is_short and used:
            raise Fault("the stopped program was not stopped")
        return [
            Figure(
                "Ctrl-Z and fg", "the same screen", f"{count} times, {used:.0f} s CPU between", True
            )
        ]


def checkpoint_times(run: pathlib.Path) -> list[float]:
    """When each checkpoint that is kept was written, the earliest first."""
    try:
        entries = [entry for entry in os.scandir(run / "checkpoints") if entry.name[0] != "."]
    except FileNotFoundError:
        return []
    return sorted(entry.stat().st_mtime for entry in entries)


def moment_of_text(pieces: list[tuple[float, bytes]], expected: str) -> float | None:
    """When a text was on a screen of 120x40, of what was written since it was last cleared."""
    output = b"".join(piece for _, piece in pieces)
    start = max(output.rfind(clear) for clear in (b"\x1b[2J", b"\x1b[H\x1b[J"))
    if start < 0:
        return None
    model = ScreenModel(120, 40)
    end = shown = 0
    for moment, piece in pieces:
        end += len(piece)
        if end <= start:
            continue
        model.feed(output[max(start, shown) : end])
        shown = end
        if model.text == expected:
            return moment
    return None


GROUPS = {
    "first": Instrument.first_frame,
    "paused": Instrument.paused,
    "screen": Instrument.training_screen,
    "overhead": Instrument.overhead,
    "key": Instrument.key,
    "frame": Instrument.frame,
    "resize": Instrument.resize,
    "suspend": Instrument.suspend,
}
SHORT_GROUPS = ["paused", "resize", "suspend"]


def take_precedence() -> str:
    """Lets the harness read what has come at once, or its own waiting would count as the program's.

    The program and its threads do not inherit that.
    """
    try:
        policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, policy, os.sched_param(1))
    except PermissionError:
        return "the harness waits for a core like the program"
    return "the harness takes precedence, the program does not"


def print_table(figures: list[Figure]) -> None:
    """The table, as wide as its words."""
    rows = [("what", "target", "measured", "")]
    rows += [(figure.what, figure.target, figure.measured, figure.verdict) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the path of ganscope")
    parser.add_argument("--only", action="append", choices=list(GROUPS), help="this group alone")
    parser.add_argument("--quick", action="store_true", help="fewer samples")
    parser.add_argument("--short", action="store_true", help="judge what no load can change")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--seed", type=int, default=1, help="from which moments and sizes follow")
    options = parser.parse_args()
    method = take_precedence()
    before = load()
    figures: list[Figure] = []
    names = options.only or (SHORT_GROUPS if options.short else list(GROUPS))
    with tempfile.TemporaryDirectory(prefix="ganscope-instrument-") as home:
        instrument = Instrument(options, pathlib.Path(home))
        for name in names:
            try:
                figures += GROUPS[name](instrument)
            except Fault as fault:
                if options.short:
                    print(f"{name}: {fault}", file=sys.stderr)
                    return 1
                figures.append(Figure(name, "-", str(fault).splitlines()[0], False))
                print(f"{name}: {fault}", file=sys.stderr)
    if options.json:
        for figure in figures:
            print(json.dumps({**dataclasses.asdict(figure), "verdict": figure.verdict}))
        return 0
    print_table(figures)
    print(f"\n{machine_description()}; load before {before}, after {load()}; {method}")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())

"""The program at work, read as fast or as slowly as a test wants it to train."""

from __future__ import annotations

import fcntl
import json
import os
import pathlib
import select
import signal
import subprocess
import tempfile
import time

from disk_run import Fault

# Beyond this a program counts as hanging; nothing that is tested depends on it.
PATIENCE = 900.0


class Trainer:
    """One process of `ganscope train` or `ganscope resume` with `--json`."""

    def __init__(self, program: str, arguments: list[str], *, is_paced: bool = False):
        self.errors_file = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [program, *arguments, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.errors_file,
        )
        self.output = self.process.stdout.fileno()
        if is_paced and hasattr(fcntl, "F_SETPIPE_SZ"):
            # The program waits once it is this much ahead, so that a test decides how far it gets.
            fcntl.fcntl(self.output, fcntl.F_SETPIPE_SZ, 4096)
        self.started = time.monotonic()
        self.buffer = b""
        self.has_ended = False
        # What was read: the batches, each with its time, and the line at the end.
        self.batches: list[tuple[float, dict]] = []
        self.end: dict | None = None

    @property
    def step(self) -> int:
        """The last batch that was read."""
        return self.batches[-1][1]["step"] if self.batches else 0

    @property
    def errors(self) -> list[str]:
        """The lines on standard error."""
        self.errors_file.seek(0)
        return self.errors_file.read().decode().splitlines()

    def read_line(self, wait: float) -> bool:
        """Reads one line, if one comes in time; False where none has come or none will."""
        deadline = time.monotonic() + wait
        while b"\n" not in self.buffer and not self.has_ended:
            left = deadline - time.monotonic()
            if left < 0 or not select.select([self.output], [], [], left)[0]:
                return False
            piece = os.read(self.output, 4096)
            self.has_ended = not piece
            self.buffer += piece
        line, separator, self.buffer = self.buffer.partition(b"\n")
        if separator:
            self._note(json.loads(line))
        return bool(separator)

    def _note(self, line: dict) -> None:
        if line["event"] == "batch":
            self.batches.append((time.monotonic(), line))
        elif line["event"] == "end":
            self.end = line

    def read_until(self, is_reached, what: str, *, is_slow: bool = False) -> None:
        """Reads on, one line at a time, until something is so.

        Slowly means with longer and longer pauses, so that few batches last for a long time.
        """
        deadline = time.monotonic() + PATIENCE
        pause = 0.02
        while not is_reached():
            if self.has_ended:
                raise Fault(f"the training ended before {what}: {self.errors}")
            if time.monotonic() > deadline:
                raise Fault(f"{PATIENCE:.0f} seconds have passed without {what}: {self.errors}")
            self.read_line(1)
            if is_slow:
                time.sleep(pause)
                pause = min(1, 1.2 * pause)

    def read_to_end(self) -> int:
        """Reads all that is left, and returns the exit code."""
        deadline = time.monotonic() + PATIENCE
        while not self.has_ended:
            if not self.read_line(1) and time.monotonic() > deadline:
                raise Fault(f"the training has not ended after {PATIENCE:.0f} seconds")
        return self.process.wait(PATIENCE)

    def kill(self) -> bool:
        """Kills the process at once, and reads what it had printed; False where it had ended itself."""
        self.process.send_signal(signal.SIGKILL)
        self.killed = time.monotonic()
        code = self.process.wait(PATIENCE)
        while self.read_line(0):
            pass
        return code == -signal.SIGKILL


def run_command(program: str, arguments: list[str]) -> subprocess.CompletedProcess:
    """Runs a short command of the program."""
    return subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def partial_files(run: pathlib.Path) -> bool:
    """Whether a checkpoint is being written at this moment."""
    try:
        return any(entry.name.endswith(".partial") for entry in os.scandir(run / "checkpoints"))
    except FileNotFoundError:
        return False

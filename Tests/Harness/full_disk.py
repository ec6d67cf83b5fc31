#!/usr/bin/env python3
"""Takes the disk away from a training in every way that happens, and gives it back.

    swift build -c release
    Tests/Harness/full_disk.py .build/release/ganscope

The disk is full, too small for the checkpoints, read-only, or the run's folder is moved away, or removed.
Each time the training goes on, the trouble is said once, and nothing that was on disk is damaged. When
there is room again, writing goes on by itself, and in the end nothing is missing. The disks are small
file systems in memory, mounted where no other process sees them; that needs root, or the right to make
user namespaces.

Exit code 1 says what went wrong, 77 that nothing can be mounted here.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from disk_run import Fault, RunContents, read_live_run, read_run, step_on_disk
from reference import BATCHES_PER_EPOCH, Reference, training_options
from trainer import Trainer, run_command

SKIPPED = 77
# Set in the process that may mount.
MARK = "GANSCOPE_HARNESS_MAY_MOUNT"
EPOCHS = 16


class Place:
    """A run on a disk of its own, while it is trained."""

    def __init__(self, program: str, reference: Reference, disk: pathlib.Path, size: str):
        self.program, self.reference, self.disk = program, reference, disk
        disk.mkdir()
        mount("-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", disk)
        self.run = disk / "run"
        self.trainer = Trainer(
            program, ["train", "--run", str(self.run), *training_options(EPOCHS)], is_paced=True
        )

    def train_batches(self, count: int) -> None:
        """Trains so many batches more."""
        goal = self.trainer.step + count
        self.trainer.read_until(lambda: self.trainer.step >= goal, f"batch {goal}")

    def wait_for_trouble(self, *words: str, make_worse=lambda: None) -> None:
        """Trains until the trouble is said, and then two epochs more, in memory."""

        def is_said() -> bool:
            make_worse()
            return len(self.trainer.errors) > 0

        self.trainer.read_until(is_said, "a word about the disk", is_slow=True)
        line = self.trainer.errors[0]
        if not line.startswith("ganscope: ") or not any(word in line for word in words):
            raise Fault(f"the trouble is said as '{line}'")
        self.train_batches(2 * BATCHES_PER_EPOCH)

    def look(self) -> RunContents:
        """What is on disk now is sound."""
        contents = read_live_run(self.run)
        contents.check_series()
        contents.check_checkpoints(set())
        self.reference.check_part(contents)
        return contents

    def wait_until_written(self) -> None:
        """Trains until all that was trained before is on disk."""
        goal = self.trainer.step
        self.trainer.read_until(
            lambda: step_on_disk(self.run) >= goal, "what was in memory is on disk", is_slow=True
        )

    def finish(self) -> None:
        """Trains to the end; each trouble and its end were said once, and nothing is missing."""
        code = self.trainer.read_to_end()
        ends = [line == "ganscope: writing to disk again" for line in self.trainer.errors]
        if code != 0 or self.trainer.end is None or ends != [False, True] * (len(ends) // 2):
            raise Fault(f"the training ended with {code}: {self.trainer.errors}")
        contents = read_run(self.run)
        contents.check_checkpoints(set())
        self.reference.check_whole(contents, self.trainer.end["weights_sha256"])


def full(place: Place) -> None:
    """Something else fills the disk, and is removed again."""
    place.train_batches(BATCHES_PER_EPOCH + 3)
    place.wait_until_written()
    ballast = place.disk / "ballast"
    # Again and again, as a checkpoint that could not be written makes room.
    place.wait_for_trouble("No space left", "full", make_worse=lambda: fill(ballast))
    place.look()
    ballast.unlink()
    place.wait_until_written()
    place.finish()


def too_small(place: Place) -> None:
    """The checkpoints themselves fill the disk, which then grows."""
    place.wait_for_trouble("No space left", "full")
    place.look()
    mount("-o", "remount,size=64m", place.disk)
    place.wait_until_written()
    place.finish()


def moved(place: Place) -> None:
    """The run's folder is moved away and back."""
    place.train_batches(BATCHES_PER_EPOCH + 3)
    place.wait_until_written()
    away = place.disk / "away"
    place.run.rename(away)
    place.wait_for_trouble("No such file")
    away.rename(place.run)
    place.look()
    place.wait_until_written()
    place.finish()


def read_only(place: Place) -> None:
    """The run's folder becomes read-only, and then as it was.

    Files that are open stay writable, as they do on a disk that is mounted anew.
    """
    place.train_batches(BATCHES_PER_EPOCH + 3)
    place.wait_until_written()
    mount("--bind", place.run, place.run)
    mount("-o", "remount,bind,ro", place.run)
    place.wait_for_trouble("Read-only")
    place.look()
    unmount(place.run)
    place.wait_until_written()
    place.finish()


def removed(place: Place) -> None:
    """The run's folder is removed: it is made again, with all but the checkpoints that were in it."""
    place.train_batches(BATCHES_PER_EPOCH + 3)
    place.wait_until_written()
    shutil.rmtree(place.run)
    code = place.trainer.read_to_end()
    if code != 0 or place.trainer.end is None:
        raise Fault(f"the training ended with {code}: {place.trainer.errors}")
    contents = read_run(place.run)
    contents.check_checkpoints(set())
    place.reference.check_whole(contents, place.trainer.end["weights_sha256"])


SCENARIOS = {
    "full": (full, "64m"),
    "too-small": (too_small, "8m"),
    "moved": (moved, "64m"),
    "read-only": (read_only, "64m"),
    "removed": (removed, "64m"),
}


def read_only_beginning(program: str, folder: pathlib.Path) -> None:
    """A folder that was always read-only: nothing is trained in it."""
    disk = folder / "medium"
    disk.mkdir()
    mount("--bind", disk, disk)
    mount("-o", "remount,bind,ro", disk)
    try:
        options = training_options(EPOCHS)
        refused = run_command(program, ["train", "--run", str(disk / "new"), *options])
        if refused.returncode != 73 or len(refused.stderr.splitlines()) != 1:
            raise Fault(f"train ended with {refused.returncode}: {refused.stderr}")
        if refused.stdout:
            raise Fault(f"train did not notice before it began: {refused.stdout}")
    finally:
        unmount(disk)


def fill(file: pathlib.Path) -> None:
    """Takes all the room that there is."""
    with contextlib.suppress(OSError), open(file, "ab", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))


def mount(*arguments) -> None:
    """Mounts something in this process's own namespace."""
    subprocess.run(["mount", *map(str, arguments)], check=True)


def unmount(place: pathlib.Path) -> None:
    """Takes a mount away, with what is mounted in it, at once for whoever looks it up."""
    subprocess.run(["umount", "--recursive", "--lazy", place], check=True)


def may_mount() -> list[str] | None:
    """The command under which one may mount, or nil."""
    for rights in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        command = ["unshare", *rights]
        probe = ["sh", "-c", "mount -t tmpfs tmpfs /tmp"]
        with contextlib.suppress(OSError):
            if subprocess.run([*command, *probe], capture_output=True, check=False).returncode == 0:
                return command
    return None


def run_all(program: str, names: list[str]) -> None:
    """The scenarios, one after the other."""
    with tempfile.TemporaryDirectory(prefix="ganscope-disk-") as name:
        folder = pathlib.Path(name)
        reference = Reference(program, folder, EPOCHS)
        for scenario in names:
            action, size = SCENARIOS[scenario]
            disk = folder / scenario
            place = Place(program, reference, disk, size)
            try:
                action(place)
            except Fault as fault:
                raise Fault(f"{scenario}: {fault}") from fault
            finally:
                place.trainer.process.kill()
                place.trainer.process.wait()
                unmount(disk)
            print(f"{scenario}: {action.__doc__.splitlines()[0]} Nothing was lost.", flush=True)
        read_only_beginning(program, folder)
        print(f"always read-only: {read_only_beginning.__doc__.splitlines()[0]}", flush=True)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", help="the path of ganscope; else only tries to mount")
    parser.add_argument("--only", choices=SCENARIOS, action="append", help="one of the scenarios")
    options = parser.parse_args()
    if MARK not in os.environ:
        command = may_mount()
        if command is None:
            print("nothing can be mounted here: neither root nor user namespaces", file=sys.stderr)
            return SKIPPED
        os.environ[MARK] = "yes"
        os.execvp(command[0], [*command, sys.executable, __file__, *sys.argv[1:]])
    if options.program is None:
        return 0
    try:
        run_all(options.program, options.only or list(SCENARIOS))
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

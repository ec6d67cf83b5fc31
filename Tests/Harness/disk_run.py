"""A run on disk as any program can read it: with SQLite and by the safetensors format alone."""

from __future__ import annotations

import hashlib
import json
import pathlib
import shutil
import sqlite3
import struct
import tempfile

try:
    from safetensors import safe_open
except ImportError:
    safe_open = None


class Fault(Exception):
    """Something that a run must not be, in one line."""


class NoRun(Exception):
    """There is no run yet: its program was killed before its database was whole."""


class RunContents:
    """What the database of a run says, and the folder with its checkpoints."""

    def __init__(self, folder: pathlib.Path, database: sqlite3.Connection):
        self.folder = folder
        verdict = [row[0] for row in database.execute("PRAGMA integrity_check")]
        if verdict != ["ok"]:
            raise Fault(f"{folder}/run.sqlite: {'; '.join(verdict)}")
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        if not {"run", "batch", "checkpoint"} <= tables:
            raise NoRun(f"{folder}/run.sqlite has no tables yet")
        if not database.execute("SELECT 1 FROM run").fetchone():
            raise NoRun(f"{folder}/run.sqlite describes no run yet")
        self.status = database.execute("SELECT status FROM run").fetchone()[0]
        self.batches = database.execute(
            "SELECT step, epoch, batch, discriminator_loss, generator_loss, real_accuracy,"
            " fake_accuracy FROM batch WHERE branch = 1 ORDER BY step"
        ).fetchall()
        self.grids = database.execute(
            "SELECT step, epoch, ends_epoch, pixels FROM sample_grid WHERE branch = 1 ORDER BY id"
        ).fetchall()
        self.events = [
            (step, json.loads(kind))
            for step, kind in database.execute("SELECT step, kind FROM event ORDER BY id")
        ]
        self.checkpoints = database.execute(
            "SELECT step, reason, file, bytes, weights_sha256 FROM checkpoint ORDER BY id"
        ).fetchall()

    @property
    def step(self) -> int:
        """The last batch on disk."""
        return self.batches[-1][0] if self.batches else 0

    @property
    def newest_checkpoint(self) -> int:
        """The batch of the newest checkpoint whose file is kept."""
        return max((step for step, _, file, _, _ in self.checkpoints if file), default=0)

    @property
    def ended_epochs(self) -> list[int]:
        """The epochs whose ends are among the events."""
        return [kind["epochEnded"]["_0"] for _, kind in self.events if "epochEnded" in kind]

    def check_series(self) -> None:
        """The batches have no hole."""
        steps = [row[0] for row in self.batches]
        if steps != list(range(1, len(steps) + 1)):
            hole = next(n for n, step in enumerate(steps, start=1) if n != step)
            raise Fault(f"{self.folder}: batch {hole} is missing, batch {steps[-1]} is there")

    def check_checkpoints(self, seen: set[tuple]) -> None:
        """Every kept checkpoint is whole and has the weights that the database says.

        Also a file of which the database does not know yet is whole: its name says that it is. Files
        in `seen` have been checked before.
        """
        known = {file: sha for _, _, file, _, sha in self.checkpoints if file}
        folder = self.folder / "checkpoints"
        files = {path.name: path for path in folder.glob("*")} if folder.exists() else {}
        for name in known:
            if name not in files:
                raise Fault(f"{folder}/{name}: the database knows it, but it is not there")
        for name, path in files.items():
            if name.startswith(".") and name.endswith(".partial"):
                continue  # What a kill leaves; it has no name that anybody reads.
            if not name.endswith(".safetensors"):
                raise Fault(f"{path}: nobody knows what this is")
            status = path.stat()
            mark = (path, status.st_ino, status.st_size, status.st_mtime_ns, known.get(name))
            if mark not in seen:
                check_checkpoint(path, known.get(name))
                seen.add(mark)


def read_run(folder: pathlib.Path) -> RunContents:
    """Reads a run that nobody is writing, and leaves it as it is.

    SQLite would bring the database in order on opening; the program is to do that itself.
    """
    if not (folder / "run.sqlite").exists():
        raise NoRun(f"{folder} has no database yet")
    with tempfile.TemporaryDirectory() as copy:
        for suffix in ("", "-wal"):
            source = folder / f"run.sqlite{suffix}"
            if source.exists():
                shutil.copy(source, copy)
        database = sqlite3.connect(f"{copy}/run.sqlite")
        try:
            return RunContents(folder, database)
        finally:
            database.close()


def read_live_run(folder: pathlib.Path) -> RunContents:
    """Reads a run while another process writes it."""
    database = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True, timeout=30)
    try:
        return RunContents(folder, database)
    finally:
        database.close()


def step_on_disk(folder: pathlib.Path) -> int:
    """The last batch on disk of a run that another process writes."""
    database = sqlite3.connect(f"file:{folder}/run.sqlite?mode=ro", uri=True, timeout=30)
    try:
        return database.execute("SELECT max(step) FROM batch").fetchone()[0] or 0
    finally:
        database.close()


def check_checkpoint(path: pathlib.Path, weights_sha256: str | None) -> None:
    """The file is what the format prescribes, to its last byte, and has the weights it is said to."""
    content = path.read_bytes()
    try:
        (length,) = struct.unpack_from("<Q", content)
        header = json.loads(content[8 : 8 + length])
    except (struct.error, ValueError) as error:
        raise Fault(f"{path}: {error}") from error
    metadata = header.pop("__metadata__")
    start, end = 8 + length, 0
    tensors = sorted(header.items(), key=lambda item: item[1]["data_offsets"])
    for name, tensor in tensors:
        first, last = tensor["data_offsets"]
        count = 4
        for extent in tensor["shape"]:
            count *= extent
        if tensor["dtype"] != "F32" or first != end or last - first != count:
            raise Fault(f"{path}: the tensor {name} is not where it belongs")
        end = last
    if start + end != len(content):
        raise Fault(f"{path}: has {len(content)} bytes, should have {start + end}")
    found = weights_hash(tensors, memoryview(content)[start:])
    if found != metadata["weights_sha256"] or found != (weights_sha256 or found):
        raise Fault(f"{path}: has other weights than it is said to have")
    if safe_open is not None:
        with safe_open(path, "numpy") as file:
            if set(file.keys()) != set(header):
                raise Fault(f"{path}: Python's safetensors reads other tensors")


def weights_hash(tensors: list, scalars: memoryview) -> str:
    """The program's SHA-256 of weights: of all tensors but those of the optimizers."""
    digest = hashlib.sha256()
    for name, tensor in tensors:
        if name.startswith("optimizer."):
            continue
        shape = tensor["shape"]
        digest.update(struct.pack("<Q", len(name.encode())) + name.encode())
        digest.update(struct.pack(f"<{1 + len(shape)}Q", len(shape), *shape))
        digest.update(scalars[slice(*tensor["data_offsets"])])
    return digest.hexdigest()

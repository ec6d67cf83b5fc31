"""A trace file, as Documentation/trace.md describes it."""

from __future__ import annotations

import copy
import math
import pathlib

import numpy as np
from safetensors import SafetensorError, safe_open

from .numbers import Numbers
from .recipe import Recipe

FORMAT = "ganscope-trace-1"


class TraceError(Exception):
    """A trace that cannot be replayed: one line for the user."""


class Trace:
    """The tensors of a file by name, and what its metadata say."""

    def __init__(self, path: str | pathlib.Path):
        self.path = pathlib.Path(path)
        self.tensors: dict[str, np.ndarray] = {}
        self.metadata: dict[str, str] = {}
        try:
            self._read_file()
        except (OSError, SafetensorError) as problem:
            raise TraceError(f"{path}: cannot be read: {problem}") from None
        if self.metadata.get("format") != FORMAT:
            raise TraceError(f"{path}: the format is not {FORMAT}")
        try:
            self.recipe = self._read_recipe()
        except KeyError as missing:
            raise TraceError(f"{path}: the recipe or the metadata have no {missing}") from None

    def _read_file(self) -> None:
        with safe_open(str(self.path), framework="numpy") as file:
            self.metadata = file.metadata() or {}
            for name in file.keys():
                self.tensors[name] = file.get_tensor(name)

    def _read_recipe(self) -> Recipe:
        return Recipe(
            self.metadata["recipe"],
            rates={
                network: float(self.metadata[f"{network}_rate"])
                for network in ("generator", "discriminator")
            },
            dropout=float(self.metadata["dropout"]) if "dropout" in self.metadata else None,
        )

    @property
    def batches(self) -> int:
        """How many batches there are."""
        return 1 + max(
            (int(n.split(".")[1]) for n in self.tensors if n.startswith("batch.")), default=-1
        )

    def replaced(self, batches: list[Numbers]) -> Trace:
        """The same trace as if its batches had given a replay's numbers."""
        trace = copy.copy(self)
        trace.tensors = dict(self.tensors)
        for number, batch in enumerate(batches):
            named = {f"loss.{n}": np.array([loss]) for n, loss in batch.losses.items()}
            named |= {f"gradient.{n}": gradient for n, gradient in batch.gradients.items()}
            named |= {f"after.{n}": tensor for n, tensor in batch.after.items()}
            trace.tensors |= {f"batch.{number}.{n}": tensor for n, tensor in named.items()}
        return trace

    def under(self, prefix: str) -> dict[str, np.ndarray]:
        """The tensors whose names begin with a prefix, without it."""
        return {n[len(prefix) :]: t for n, t in self.tensors.items() if n.startswith(prefix)}

    @property
    def start(self) -> dict[str, np.ndarray]:
        """Weights and moving statistics before the first batch, without the optimizers' state."""
        return self.under("start.")

    def real(self, batch: int) -> np.ndarray:
        """The real images of a batch."""
        return self.tensors[f"batch.{batch}.real"]

    def draws(self, batch: int) -> Draws:
        """What a batch drew."""
        return Draws(self.under(f"batch.{batch}.draw."), f"batch {batch}")


class Draws:
    """What one batch drew.

    Each kind has its own stream of random numbers, so each is handed out in the order in which it
    was drawn, whatever was drawn of other kinds in between.
    """

    def __init__(self, tensors: dict[str, np.ndarray], place: str):
        self._place = place
        self._left: dict[str, list[np.ndarray]] = {}
        for name in sorted(tensors, key=lambda name: int(name.split(".")[0])):
            self._left.setdefault(name.split(".")[1], []).append(tensors[name])

    def take(self, kind: str, shape: tuple[int, ...] | None = None) -> np.ndarray:
        """The next draw of a kind; where a shape is given it must have as many values."""
        if not self._left.get(kind):
            raise TraceError(f"{self._place}: no {kind} is left where the replay needs one")
        tensor = self._left[kind].pop(0)
        if shape is None:
            return tensor
        if tensor.size != math.prod(shape):
            raise TraceError(f"{self._place}: the next {kind} is {tensor.shape}, not {shape}")
        return tensor.reshape(shape)

    def finish(self) -> None:
        """Checks that the replay has used every draw."""
        kinds = [f"{len(left)} {kind}" for kind, left in self._left.items() if left]
        if kinds:
            raise TraceError(f"{self._place}: the replay has not used {', '.join(kinds)}")

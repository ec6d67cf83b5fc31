"""What a test of the program itself is given of a replay: its numbers, without Python."""

from __future__ import annotations

import json
import pathlib

import numpy as np

from .compare import Comparison
from .numbers import Numbers

# Tensors with no more scalars than this are kept whole, of others as many from the start.
KEPT = 24


def save(path: pathlib.Path, comparison: Comparison, batches: list[Numbers], images: int) -> None:
    """Writes the recipe, and what the framework computed for it from the run's weights and draws.

    `images` is how many images of the data set the run had, of which each epoch's order depends.
    """
    trace, last = comparison.trace, len(batches) - 1
    content = {
        "madeBy": "Scripts/golden/parity.py",
        "recipe": trace.recipe.text,
        "seed": int(trace.metadata["seed"]),
        "dataset": trace.metadata["dataset"],
        "images": images,
        "batches": [
            {
                "losses": {name: float(f"{loss:.9g}") for name, loss in batch.losses.items()},
                "gradients": [
                    summary(name, tensor, comparison.scales[f"batch.{number}.gradient.{name}"])
                    for name, tensor in batch.gradients.items()
                ],
            }
            for number, batch in enumerate(batches)
        ],
        "after": [
            summary(name, tensor, comparison.scales[f"batch.{last}.after.{name}"])
            for name, tensor in batches[last].after.items()
        ],
    }
    text = json.dumps(content, separators=(",", ":")).replace('{"name"', '\n{"name"')
    path.write_text(text + "\n")


def summary(name: str, tensor: np.ndarray, scale: float) -> dict:
    """A tensor's norm, projection and first scalars, and what tolerances are a share of."""
    flat = tensor.ravel()
    return {
        "name": name,
        "shape": list(tensor.shape),
        "scale": rounded(scale),
        "norm": rounded(float(np.linalg.norm(flat))),
        "projection": rounded(float(flat @ direction(flat.size))),
        "scalars": [rounded(float(x)) for x in flat[:KEPT]],
    }


def direction(count: int) -> np.ndarray:
    """Multiples of the golden ratio less their whole part: they tell any two scalars apart."""
    return np.modf((np.arange(count) + 1) * 0.6180339887498949)[0] - 0.5


def rounded(number: float) -> float:
    """Seven digits, as many as single precision has."""
    return float(f"{number:.7g}")

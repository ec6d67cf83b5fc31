"""What a replay hands to the comparison."""

from __future__ import annotations

import dataclasses

import numpy as np


@dataclasses.dataclass
class Numbers:
    """What one batch computed, by its names in the trace without `batch.<k>.`."""

    losses: dict[str, float]
    gradients: dict[str, np.ndarray]
    after: dict[str, np.ndarray]
    # For each pass through a rectifier its place, the units at a kink, and all units.
    kinks: list[tuple[str, int, int]] = dataclasses.field(default_factory=list)
    # How near a unit comes to a kink without being exactly there, as a share of the others' size.
    nearest_kink: float = float("inf")
    # How far each gradient may move by those units alone.
    reach: dict[str, float] = dataclasses.field(default_factory=dict)

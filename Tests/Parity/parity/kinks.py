"""Where a rectifier's input is so near to 0 that rounding alone decides its slope."""

from __future__ import annotations

from typing import Any

import torch

from .layers import SELU_ALPHA, SELU_SCALE

# Inputs this near to 0, as a share of their root mean square, may get another sign by rounding.
REACH = 1e-5

# The slopes left and right of 0.
SLOPES = {
    "leaky_relu": lambda layer: (layer["slope"], 1.0),
    "relu": lambda layer: (0.0, 1.0),
    "selu": lambda layer: (SELU_SCALE * SELU_ALPHA, SELU_SCALE),
}


class Kinks:
    """Counts the units near a kink in each pass, and gives those of one pass the other slope.

    Passes are numbered in the order of a batch. Outputs stay as they are; only gradients change.
    """

    def __init__(self, other_slope_in: int | None = None):
        self.other_slope_in = other_slope_in
        self.counts: list[tuple[str, int, int]] = []
        # Of all inputs that are not 0 exactly, as a share of the root mean square of their pass.
        self.nearest = float("inf")

    def look(
        self, place: str, layer: dict[str, Any], x: torch.Tensor, y: torch.Tensor
    ) -> torch.Tensor:
        """The output of a layer, with the other slope where that is asked for."""
        if layer["type"] not in SLOPES or not x.requires_grad:
            return y
        values = x.detach()
        distances = values.abs() / values.square().mean().sqrt()
        near = distances <= REACH
        self.nearest = min([self.nearest, *distances[distances > 0].min().reshape(1).tolist()])
        self.counts.append((place, int(near.sum()), near.numel()))
        if self.other_slope_in != len(self.counts) - 1:
            return y
        left, right = SLOPES[layer["type"]](layer)
        other = torch.where(values > 0, left, right)
        return torch.where(near, y.detach() + other * (x - values), y)

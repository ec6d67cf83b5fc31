"""Keras's layers in PyTorch, on images [batch, row, column, channel] and in Keras's layouts."""

from __future__ import annotations

from typing import Any, Callable

import numpy as np
import torch
import torch.nn.functional as F

from .recipe import Player
from .trace import Draws

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805


def same_padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """The pixels before and after an axis: the odd one is at the end."""
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def transposed(kernel: torch.Tensor) -> torch.Tensor:
    """Keras's kernel in PyTorch's layout; some of its convolutions take no strided view."""
    return kernel.permute(3, 2, 0, 1).contiguous()


def conv2d(
    x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None, layer: dict[str, Any]
) -> torch.Tensor:
    """A convolution; the kernel is [height, width, inputs, outputs]."""
    x = x.permute(0, 3, 1, 2)
    if layer["padding"] == "same":
        rows = same_padding(x.shape[2], kernel.shape[0], layer["strides"][0])
        columns = same_padding(x.shape[3], kernel.shape[1], layer["strides"][1])
        x = F.pad(x, (*columns, *rows))
    y = F.conv2d(x, transposed(kernel), bias, stride=tuple(layer["strides"]))
    return y.permute(0, 2, 3, 1)


def conv2d_transpose(
    x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None, layer: dict[str, Any]
) -> torch.Tensor:
    """A convolution's gradient by its input; the kernel is [height, width, outputs, inputs]."""
    strides = layer["strides"]
    y = F.conv_transpose2d(x.permute(0, 3, 1, 2), transposed(kernel), stride=tuple(strides))
    for axis in (2, 3):
        size, stride = x.shape[axis - 1], strides[axis - 2]
        if layer["padding"] == "same":
            before, size = (
                same_padding(size * stride, kernel.shape[axis - 2], stride)[0],
                size * stride,
            )
        else:
            before, size = 0, (size - 1) * stride + max(kernel.shape[axis - 2], stride)
        y = y.narrow(axis, before, min(size, y.shape[axis] - before))
        if (
            y.shape[axis] < size
        ):  # A kernel smaller than its stride leaves pixels without any input.
            missing = [0, 0, 0, 0]
            missing[1 if axis == 3 else 3] = size - y.shape[axis]
            y = F.pad(y, missing)
    if bias is not None:
        y = y + bias[None, :, None, None]
    return y.permute(0, 2, 3, 1)


def minibatch_deviation(x: torch.Tensor, epsilon: float) -> torch.Tensor:
    """Appends a feature: the deviation of each value over the batch, averaged to one number."""
    deviation = torch.sqrt(x.var(0, unbiased=False) + epsilon).mean()
    return torch.cat([x, deviation.expand(*x.shape[:-1], 1)], -1)


ACTIVATIONS: dict[str, Callable[[torch.Tensor, dict[str, Any]], torch.Tensor]] = {
    "leaky_relu": lambda x, layer: F.leaky_relu(x, layer["slope"]),
    "relu": lambda x, layer: F.relu(x),
    "selu": lambda x, layer: SELU_SCALE * torch.where(x > 0, x, SELU_ALPHA * torch.expm1(x)),
    "tanh": lambda x, layer: torch.tanh(x),
    "sigmoid": lambda x, layer: torch.sigmoid(x),
    "flatten": lambda x, layer: x.flatten(1),
    "reshape": lambda x, layer: x.reshape(-1, *layer["shape"]),
    "minibatch_deviation": lambda x, layer: minibatch_deviation(x, layer["epsilon"]),
}


class Network:
    """One network of a recipe: its weights by their names in the trace, and its forward pass."""

    STATISTICS = ("moving_mean", "moving_variance")

    def __init__(self, player: Player, start: dict[str, np.ndarray], dtype: torch.dtype):
        self.name = player.name
        self.layers = player.layers
        self.dtype = dtype
        own = {
            n: t for n, t in start.items() if n.startswith(f"{player.name}.") and n.count(".") == 2
        }
        self.parameters = {
            n: torch.tensor(t, dtype=dtype).requires_grad_()
            for n, t in own.items()
            if not n.endswith(self.STATISTICS)
        }
        self.statistics = {
            n: torch.tensor(t, dtype=dtype) for n, t in own.items() if n.endswith(self.STATISTICS)
        }
        # What becomes of a kernel before it is used; the identity where there is no trick.
        self.prepared: Callable[[str, torch.Tensor], torch.Tensor] = lambda name, kernel: kernel
        # Is shown each layer's input and output, and may give it another slope.
        self.looked_at: Callable[[str, dict[str, Any], torch.Tensor, torch.Tensor], torch.Tensor]
        self.looked_at = lambda place, layer, x, y: y

    def tensors(self) -> dict[str, torch.Tensor]:
        """Every weight and moving statistic."""
        return {**{n: t.detach() for n, t in self.parameters.items()}, **self.statistics}

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Takes over weights and moving statistics, in place of the dictionaries' tensors."""
        for name in self.parameters:
            self.parameters[name] = torch.tensor(state[name], dtype=self.dtype).requires_grad_()
        for name in self.statistics:
            self.statistics[name] = torch.tensor(state[name], dtype=self.dtype)

    def __call__(
        self,
        x: torch.Tensor,
        draws: Draws | None = None,
        *,
        training: bool = True,
        follow: bool = True,
    ) -> torch.Tensor:
        """The output for a batch.

        In training mode dropout takes its masks from `draws`, and batch normalisation uses the
        batch's statistics, which the moving ones follow if `follow` is set.
        """
        for number, layer in enumerate(self.layers):
            x = self._layer(number, layer, x, draws, training, follow)
        return x

    def _layer(
        self,
        number: int,
        layer: dict[str, Any],
        x: torch.Tensor,
        draws: Draws | None,
        training: bool,
        follow: bool,
    ) -> torch.Tensor:
        kind, place = layer["type"], f"{self.name}.{number}"
        if kind in ACTIVATIONS:
            return self.looked_at(place, layer, x, ACTIVATIONS[kind](x, layer))
        if kind == "dropout":
            return self._dropout(x, layer["rate"], draws) if training else x
        if kind == "batch_normalization":
            return self._batch_normalization(x, place, layer, training, follow)
        kernel = self.prepared(f"{place}.kernel", self.parameters[f"{place}.kernel"])
        bias = self.parameters.get(f"{place}.bias")
        if kind == "dense":
            return x @ kernel if bias is None else x @ kernel + bias
        return {"conv2d": conv2d, "conv2d_transpose": conv2d_transpose}[kind](
            x, kernel, bias, layer
        )

    def _dropout(self, x: torch.Tensor, rate: float, draws: Draws | None) -> torch.Tensor:
        if rate == 0:
            return x
        assert draws is not None, "dropout in training mode needs masks"
        mask = torch.tensor(draws.take("dropout_mask", tuple(x.shape)), dtype=self.dtype)
        return x * mask / (1 - rate)

    def _batch_normalization(
        self, x: torch.Tensor, place: str, layer: dict[str, Any], training: bool, follow: bool
    ) -> torch.Tensor:
        if training:
            axes = tuple(range(x.dim() - 1))
            mean, variance = x.mean(axes), x.var(axes, unbiased=False)
            if follow:
                momentum = layer["momentum"]
                for kind, value in (("mean", mean), ("variance", variance)):
                    moving = self.statistics[f"{place}.moving_{kind}"]
                    self.statistics[f"{place}.moving_{kind}"] = (
                        momentum * moving + (1 - momentum) * value.detach()
                    )
        else:
            mean = self.statistics[f"{place}.moving_mean"]
            variance = self.statistics[f"{place}.moving_variance"]
        normal = (x - mean) / torch.sqrt(variance + layer["epsilon"])
        return self.parameters[f"{place}.gamma"] * normal + self.parameters[f"{place}.beta"]

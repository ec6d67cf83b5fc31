"""Keras's optimizers, written out on dictionaries of tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

Tensors = dict[str, torch.Tensor]


class Optimizer:
    """What all optimizers share: clipping, the schedule of the rate, and their memory by name."""

    memories: tuple[str, ...] = ()

    def __init__(self, settings: dict[str, Any], parameters: Tensors, start: dict[str, np.ndarray]):
        self.settings = settings
        self.steps = 0
        self.memory = {
            f"{name}.{kind}": (
                torch.tensor(start[f"optimizer.{name}.{kind}"], dtype=tensor.dtype)
                if f"optimizer.{name}.{kind}" in start
                else torch.zeros_like(tensor, requires_grad=False)
            )
            for kind in self.memories
            for name, tensor in parameters.items()
        }

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Takes over what is remembered; the number of steps is its own."""
        for name, tensor in self.memory.items():
            self.memory[name] = torch.tensor(state[f"optimizer.{name}"], dtype=tensor.dtype)

    def update(self, parameters: Tensors, gradients: Tensors) -> None:
        """Changes the parameters, in place of the dictionary's tensors, along the gradients."""
        gradients = self._clipped(gradients)
        rate = self._rate()
        self.steps += 1
        with torch.no_grad():
            for name, gradient in gradients.items():
                step = self.step(name, gradient, rate)
                parameters[name] = (parameters[name].detach() - step).requires_grad_()

    def step(self, name: str, gradient: torch.Tensor, rate: float) -> torch.Tensor:
        """What is taken off a parameter."""
        raise NotImplementedError

    def _clipped(self, gradients: Tensors) -> Tensors:
        """The norm of all gradients together is bounded first, then each value."""
        limit, bound = self.settings.get("clip_norm"), self.settings.get("clip_value")
        if limit is not None:
            norm = torch.sqrt(sum((g * g).sum() for g in gradients.values()))
            if norm > limit:
                gradients = {n: g * (limit / norm) for n, g in gradients.items()}
        if bound is not None:
            gradients = {n: g.clamp(-bound, bound) for n, g in gradients.items()}
        return gradients

    def _rate(self) -> float:
        """The rate of the step after `self.steps` others."""
        rate = self.settings["rate"] / (1 + self.settings.get("decay", 0.0) * self.steps)
        schedule = self.settings.get("schedule")
        if schedule is None:
            return rate
        if schedule["type"] == "exponential":
            return rate * 0.5 ** (self.steps / schedule["half_life"])
        if schedule["type"] == "linear":
            return rate * (1 + (schedule["end"] - 1) * min(1, self.steps / schedule["steps"]))
        raise ValueError(f"no schedule '{schedule['type']}'")


class Adam(Optimizer):
    """Kingma and Ba's, in Keras's form: epsilon stands outside of the corrected root."""

    memories = ("first_moment", "second_moment")

    def step(self, name: str, gradient: torch.Tensor, rate: float) -> torch.Tensor:
        beta1, beta2 = self.settings["beta1"], self.settings["beta2"]
        first = self.memory[f"{name}.first_moment"]
        second = self.memory[f"{name}.second_moment"]
        first += (1 - beta1) * (gradient - first)
        second += (1 - beta2) * (gradient * gradient - second)
        corrected = rate * (1 - beta2**self.steps) ** 0.5 / (1 - beta1**self.steps)
        return corrected * first / (second.sqrt() + self.settings["epsilon"])


class RMSprop(Optimizer):
    """Hinton's, with epsilon outside of the root (Keras 2) or inside of it (Keras 3)."""

    @property
    def memories(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("mean_square", "velocity") if self.settings.get("momentum") else ("mean_square",)

    def step(self, name: str, gradient: torch.Tensor, rate: float) -> torch.Tensor:
        rho, epsilon = self.settings["rho"], self.settings["epsilon"]
        mean_square = self.memory[f"{name}.mean_square"]
        mean_square.mul_(rho).add_((1 - rho) * gradient * gradient)
        inside = self.settings["epsilon_inside_root"]
        root = (mean_square + epsilon).sqrt() if inside else mean_square.sqrt() + epsilon
        step = rate * gradient / root
        if not self.settings.get("momentum"):
            return step
        velocity = self.memory[f"{name}.velocity"]
        velocity.mul_(self.settings["momentum"]).add_(step)
        return velocity.clone()


class GradientDescent(Optimizer):
    """With momentum as in Keras: the velocity is what is added to a parameter."""

    @property
    def memories(self) -> tuple[str, ...]:  # type: ignore[override]
        return ("velocity",) if self.settings.get("momentum") else ()

    def step(self, name: str, gradient: torch.Tensor, rate: float) -> torch.Tensor:
        if not self.settings.get("momentum"):
            return rate * gradient
        velocity = self.memory[f"{name}.velocity"]
        velocity.mul_(self.settings["momentum"]).sub_(rate * gradient)
        return -velocity


OPTIMIZERS: dict[str, type[Optimizer]] = {"adam": Adam, "rmsprop": RMSprop, "sgd": GradientDescent}


def make_optimizer(
    settings: dict[str, Any], parameters: Tensors, start: dict[str, np.ndarray]
) -> Optimizer:
    """The optimizer of one network."""
    return OPTIMIZERS[settings["type"]](settings, parameters, start)

"""Keras's own optimizers with a recipe's settings, and what they remember by its names."""

from __future__ import annotations

from typing import Any, Callable

import keras
import numpy as np
import tensorflow as tf

from .trace import TraceError


def schedule(settings: dict[str, Any]) -> Any:
    """The learning rate, as a schedule where it has one."""
    if "schedule" in settings and settings.get("decay"):
        raise TraceError("Keras has no schedule that decays in two ways")
    rate, course = settings["rate"], settings.get("schedule", {"type": "constant"})
    if course["type"] == "exponential":
        return keras.optimizers.schedules.ExponentialDecay(rate, course["half_life"], 0.5)
    if course["type"] == "linear":
        return keras.optimizers.schedules.PolynomialDecay(
            rate, course["steps"], rate * course["end"]
        )
    if settings.get("decay"):
        return keras.optimizers.schedules.InverseTimeDecay(settings["rate"], 1, settings["decay"])
    return settings["rate"]


def clipping(settings: dict[str, Any]) -> dict[str, float]:
    """Keras's arguments for clipped gradients, of which it takes one."""
    if "clip_value" in settings and "clip_norm" in settings:
        raise TraceError("Keras clips by value or by norm, not by both")
    names = {"clip_value": "clipvalue", "clip_norm": "global_clipnorm"}
    return {theirs: settings[ours] for ours, theirs in names.items() if ours in settings}


class KerasOptimizer:
    """An optimizer of one network, of Keras 3 or, for RMSprop as it was, of Keras 2."""

    def __init__(self, settings: dict[str, Any], parameters: dict[str, keras.Variable]):
        self.parameters = parameters
        self.updates = 0
        self.memory: dict[str, Callable[[int], Any]] = {}
        self._make(settings)

    def _make(self, settings: dict[str, Any]) -> None:
        kind, momentum = settings["type"], settings.get("momentum", 0.0)
        self.legacy = kind == "rmsprop" and not settings["epsilon_inside_root"]
        if kind == "adam":
            self.own = keras.optimizers.Adam(
                schedule(settings),
                settings["beta1"],
                settings["beta2"],
                settings["epsilon"],
                **clipping(settings),
            )
            self.memory = {
                "first_moment": lambda index: self.own._momentums[index],
                "second_moment": lambda index: self.own._velocities[index],
            }
        elif kind == "sgd":
            self.own = keras.optimizers.SGD(schedule(settings), momentum, **clipping(settings))
            self.memory = {"velocity": lambda index: self.own.momentums[index]} if momentum else {}
        elif self.legacy:
            self._make_legacy(settings)
        else:
            self.own = keras.optimizers.RMSprop(
                schedule(settings),
                settings["rho"],
                momentum,
                settings["epsilon"],
                **clipping(settings),
            )
            self.memory = {"mean_square": lambda index: self.own._velocities[index]}
            if momentum:
                self.memory["velocity"] = lambda index: self.own._momentums[index]

    def _make_legacy(self, settings: dict[str, Any]) -> None:
        """RMSprop of Keras 2, whose epsilon stands outside of the root."""
        from tf_keras.optimizers import legacy

        if settings.get("momentum"):
            raise TraceError(
                "with momentum the RMSprop of Keras 2 has its epsilon inside of the root"
            )
        self.own = legacy.RMSprop(
            settings["rate"],
            settings["rho"],
            epsilon=settings["epsilon"],
            decay=settings.get("decay", 0.0),
            **clipping(settings),
        )
        values = [variable.value for variable in self.parameters.values()]
        self.memory = {"mean_square": lambda index: self.own.get_slot(values[index], "rms")}

    def update(self, gradients: dict[str, tf.Tensor]) -> None:
        """One update along the gradients, in Keras's way."""
        self.updates += 1
        if self.legacy:
            values = [variable.value for variable in self.parameters.values()]
            self.own.apply_gradients(zip(gradients.values(), values))
        else:
            self.own.apply(list(gradients.values()), list(self.parameters.values()))

    def state(self) -> dict[str, np.ndarray]:
        """What is remembered of each parameter; nothing before the first update."""
        if self.updates == 0:
            return {}
        return {
            f"optimizer.{name}.{kind}": np.array(slot(index), dtype=np.float64)
            for kind, slot in self.memory.items()
            for index, name in enumerate(self.parameters)
        }

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Takes over what is remembered, after the first update; the number of steps is its own."""
        if self.updates == 0:
            return
        for kind, slot in self.memory.items():
            for index, name in enumerate(self.parameters):
                slot(index).assign(state[f"optimizer.{name}.{kind}"])

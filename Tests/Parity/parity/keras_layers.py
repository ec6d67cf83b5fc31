"""A recipe's networks made of Keras's own layers."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from .recipe import Player
from .trace import Draws, TraceError

# What makes each layer; dropout is a product with the given masks.
OWN = {
    "dense": lambda layer: keras.layers.Dense(layer["units"], use_bias=layer["bias"]),
    "conv2d": lambda layer: keras.layers.Conv2D(**convolution(layer)),
    "conv2d_transpose": lambda layer: keras.layers.Conv2DTranspose(**convolution(layer)),
    "batch_normalization": lambda layer: keras.layers.BatchNormalization(
        momentum=layer["momentum"], epsilon=layer["epsilon"]
    ),
    "leaky_relu": lambda layer: keras.layers.LeakyReLU(negative_slope=layer["slope"]),
    "relu": lambda layer: keras.layers.ReLU(),
    "selu": lambda layer: keras.layers.Activation("selu"),
    "tanh": lambda layer: keras.layers.Activation("tanh"),
    "sigmoid": lambda layer: keras.layers.Activation("sigmoid"),
    "flatten": lambda layer: keras.layers.Flatten(),
    "reshape": lambda layer: keras.layers.Reshape(layer["shape"]),
    "dropout": lambda layer: None,
}


def convolution(layer: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a convolution layer."""
    return {
        "filters": layer["filters"],
        "kernel_size": layer["kernel"],
        "strides": layer["strides"],
        "padding": layer["padding"],
        "use_bias": layer["bias"],
    }


class KerasNetwork:
    """One network of a recipe, with the weights of a trace."""

    def __init__(self, player: Player, start: dict[str, np.ndarray], sample: np.ndarray):
        self.name, self.layers = player.name, player.layers
        unknown = {layer["type"] for layer in self.layers} - set(OWN)
        if unknown:
            raise TraceError(f"Keras has no layer {', '.join(sorted(unknown))}")
        self.made = [OWN[layer["type"]](layer) for layer in self.layers]
        self(tf.convert_to_tensor(sample), None, training=False)
        # Keras's variables by their names in the trace, parameters and moving statistics.
        self.variables = {
            f"{self.name}.{number}.{variable.name}": variable
            for number, layer in enumerate(self.made)
            if layer is not None
            for variable in layer.variables
        }
        trainable = {
            id(v) for layer in self.made if layer is not None for v in layer.trainable_variables
        }
        self.parameters = {n: v for n, v in self.variables.items() if id(v) in trainable}
        self.take(start)

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Takes over weights and moving statistics."""
        for name, variable in self.variables.items():
            variable.assign(state[name])

    def tensors(self) -> dict[str, np.ndarray]:
        """Every weight and moving statistic."""
        return {n: np.array(v.value, dtype=np.float64) for n, v in self.variables.items()}

    def __call__(
        self, x: tf.Tensor, draws: Draws | None, *, training: bool = True, follow: bool = True
    ) -> tf.Tensor:
        """The output for a batch; moving statistics stay as they are unless `follow` is set."""
        for number, (layer, made) in enumerate(zip(self.layers, self.made)):
            if layer["type"] == "dropout":
                if training and layer["rate"] > 0:
                    mask = draws.take("dropout_mask", tuple(x.shape))
                    x = (
                        x
                        * tf.convert_to_tensor(mask.astype(x.dtype.as_numpy_dtype))
                        / (1 - layer["rate"])
                    )
            elif layer["type"] == "batch_normalization":
                before = [] if follow else [v.numpy() for v in made.non_trainable_variables]
                x = made(x, training=training)
                for variable, value in zip(made.non_trainable_variables, before):
                    variable.assign(value)
            else:
                x = made(x)
        return x

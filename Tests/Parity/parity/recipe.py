"""A recipe's TOML as plain values."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import Any


@dataclasses.dataclass(frozen=True)
class Player:
    """One of the two networks."""

    name: str
    layers: list[dict[str, Any]]
    optimizer: dict[str, Any]


class Recipe:
    """What a replay needs of a recipe, with what the options of the run have changed of it."""

    def __init__(self, text: str, rates: dict[str, float], dropout: float | None):
        document = tomllib.loads(text)
        self.text = text
        self.players = {
            name: Player(name, document[name]["layers"], dict(document[name]["optimizer"]))
            for name in ("generator", "discriminator")
            if name in document
        }
        for name, player in self.players.items():
            player.optimizer["rate"] = rates.get(name, player.optimizer["rate"])
        if dropout is not None:
            # As the program does: one rate for all the discriminator's dropout layers.
            for layer in self.players["discriminator"].layers:
                if layer["type"] == "dropout":
                    layer["rate"] = dropout

        training = document["training"]
        self.step: str = training["step"]
        self.loss: str = training["loss"]
        self.probability_clip: float | None = training.get("probability_clip")
        self.discriminator: dict[str, Any] = training["discriminator"]
        self.generator: dict[str, Any] = training.get("generator", {})
        self.tricks: dict[str, Any] = document.get("tricks", {})

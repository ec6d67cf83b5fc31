"""Training steps with Keras's layers, gradients by TensorFlow's tape, and Keras's optimizers."""

from __future__ import annotations

import math
import os
from typing import Iterator

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

from .keras_layers import KerasNetwork
from .keras_optimizers import KerasOptimizer
from .numbers import Numbers
from .trace import Trace, TraceError

LABEL_TRICKS = ("label_noise", "label_flips")


class KerasReplay:
    """Both networks of a trace; of losses only cross-entropies, of tricks those of labels."""

    def __init__(self, trace: Trace, precision: str, each_batch: bool = False):
        self.trace, self.recipe, self.each_batch = trace, trace.recipe, each_batch
        self._refuse()
        keras.config.set_floatx(precision)
        self.dtype = np.dtype(precision)
        samples = {
            "generator": trace.draws(0).take("latents")[:1],
            "discriminator": trace.real(0)[:1],
        }
        self.networks = {
            name: KerasNetwork(player, trace.start, samples[name].astype(self.dtype))
            for name, player in self.recipe.players.items()
        }
        self.optimizers = {
            name: KerasOptimizer(player.optimizer, self.networks[name].parameters)
            for name, player in self.recipe.players.items()
        }

    def _refuse(self) -> None:
        """Says what is not replayed here."""
        if self.recipe.loss not in ("non_saturating", "minimax"):
            raise TraceError(f"--keras does not replay the loss {self.recipe.loss}")
        if self.recipe.step not in ("two_phase", "simultaneous"):
            raise TraceError(f"--keras does not replay the step {self.recipe.step}")
        for trick in self.recipe.tricks:
            if trick not in LABEL_TRICKS:
                raise TraceError(f"--keras does not replay the trick {trick}")

    def batches(self) -> Iterator[Numbers]:
        """Trains batch after batch."""
        train = {"two_phase": self._two_phase, "simultaneous": self._simultaneous}[self.recipe.step]
        for self.batch in range(self.trace.batches):
            if self.each_batch and self.batch > 0:
                self._take(self.trace.under(f"batch.{self.batch - 1}.after."))
            self.gradients: dict[str, np.ndarray] = {}
            self.updates: dict[str, int] = {}
            self.draws = self.trace.draws(self.batch)
            losses = train(self._tensor(self.trace.real(self.batch)))
            self.draws.finish()
            yield Numbers(losses=losses, gradients=self.gradients, after=self._state())

    def _take(self, state: dict[str, np.ndarray]) -> None:
        for name, network in self.networks.items():
            network.take(state)
            self.optimizers[name].take(state)

    def _state(self) -> dict[str, np.ndarray]:
        state = {n: t for network in self.networks.values() for n, t in network.tensors().items()}
        for optimizer in self.optimizers.values():
            state |= optimizer.state()
        return state

    def _tensor(self, array: np.ndarray) -> tf.Tensor:
        return tf.convert_to_tensor(array.astype(self.dtype))

    # The kinds of steps

    def _two_phase(self, real: tf.Tensor) -> dict[str, float]:
        phase = self.recipe.discriminator
        size = -(-len(real) // phase.get("updates", 1))
        found = [
            self._discriminator_phase(real[start : start + size], phase["fakes_from"] == "training")
            for start in range(0, len(real), size)
        ]
        return {"discriminator": float(np.mean(found)), "generator": self._generator_phase()}

    def _discriminator_phase(self, real: tf.Tensor, training: bool) -> float:
        latents = self._tensor(self.draws.take("latents"))
        fakes = self.networks["generator"](latents, self.draws, training=training, follow=False)
        targets = self._targets(len(real), len(fakes))
        with tf.GradientTape() as tape:
            logits = self._verdict(tf.concat([fakes, real], 0))
            loss = tf.reduce_mean(cross_entropy(logits, targets))
        self._update("discriminator", self._gradients(tape, "discriminator", loss))
        return float(loss)

    def _generator_phase(self) -> float:
        latents = self._tensor(self.draws.take("latents"))
        with tf.GradientTape() as tape:
            images = self.networks["generator"](latents, self.draws)
            loss = self._generator_loss(self._verdict(images, follow=False))
        self._update("generator", self._gradients(tape, "generator", loss))
        return float(loss)

    def _simultaneous(self, real: tf.Tensor) -> dict[str, float]:
        latents = self._tensor(self.draws.take("latents"))
        targets = self._targets(len(real), len(latents))
        with tf.GradientTape(persistent=True) as tape:
            images = self.networks["generator"](latents, self.draws)
            on_real = self._verdict(real)
            on_fake = self._verdict(images)
            count = len(latents)
            loss = tf.reduce_mean(cross_entropy(on_real, targets[count:])) + tf.reduce_mean(
                cross_entropy(on_fake, targets[:count])
            )
            generator_loss = self._generator_loss(on_fake)
        gradients = {
            "generator": self._gradients(tape, "generator", generator_loss),
            "discriminator": self._gradients(tape, "discriminator", loss),
        }
        for name, own in gradients.items():
            self._update(name, own)
        return {"discriminator": float(loss), "generator": float(generator_loss)}

    def _verdict(self, images: tf.Tensor, follow: bool = True) -> tf.Tensor:
        """The discriminator's logits as they count."""
        logits = self.networks["discriminator"](images, self.draws, follow=follow)
        clip = self.recipe.probability_clip
        if clip is None:
            return logits
        limit = math.log((1 - clip) / clip)
        return tf.clip_by_value(logits, -limit, limit)

    def _generator_loss(self, logits: tf.Tensor) -> tf.Tensor:
        if self.recipe.loss == "minimax":
            return -tf.reduce_mean(tf.math.softplus(logits))
        label = self.recipe.generator["label"]
        return tf.reduce_mean(
            cross_entropy(logits, tf.fill(tf.shape(logits), tf.cast(label, logits.dtype)))
        )

    def _targets(self, real: int, fake: int) -> tf.Tensor:
        """The labels of generated, then of real images, with their tricks."""
        phase, tricks = self.recipe.discriminator, self.recipe.tricks
        real_label, fake_label = phase["real_label"], phase["fake_label"]
        targets = np.concatenate([np.full((fake, 1), fake_label), np.full((real, 1), real_label)])
        if tricks.get("label_flips"):
            flips = self.draws.take("label_flips", targets.shape)
            targets = targets + flips * (real_label + fake_label - 2 * targets)
        if tricks.get("label_noise"):
            targets = targets + tricks["label_noise"] * self.draws.take(
                "label_noise", targets.shape
            )
        return self._tensor(targets)

    def _gradients(self, tape: tf.GradientTape, name: str, loss: tf.Tensor) -> dict[str, tf.Tensor]:
        parameters = self.networks[name].parameters
        return dict(zip(parameters, tape.gradient(loss, [v.value for v in parameters.values()])))

    def _update(self, name: str, gradients: dict[str, tf.Tensor]) -> None:
        number = self.updates.get(name, 0)
        self.updates[name] = number + 1
        self.gradients |= {
            f"{number}.{n}": np.array(g, dtype=np.float64) for n, g in gradients.items()
        }
        if self.each_batch:
            prefix = f"batch.{self.batch}.gradient.{number}."
            gradients = {n: self._tensor(self.trace.tensors[prefix + n]) for n in gradients}
        self.optimizers[name].update(gradients)


def cross_entropy(logits: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
    """Keras's own, of each logit."""
    return keras.ops.binary_crossentropy(targets, logits, from_logits=True)

"""The kinds of training steps."""

from __future__ import annotations

import copy
import dataclasses
from typing import Callable, Iterator

import numpy as np
import torch

from . import losses
from .kinks import Kinks
from .layers import Network
from .numbers import Numbers
from .optimizers import make_optimizer
from .trace import Trace
from .tricks import Tricks


@dataclasses.dataclass
class Verdict:
    """What an update of the discriminator came to: its loss with penalties, its logits of fakes."""

    loss: float
    fake_logits: torch.Tensor


class Replay:
    """Both networks of a trace with their optimizers, trained on its images and draws alone.

    With `each_batch` every batch starts from the trace's tensors and every update follows its
    gradients, so that each link of the chain is compared on its own and no deviation is passed on.
    """

    def __init__(self, trace: Trace, dtype: torch.dtype = torch.float64, each_batch: bool = False):
        self.trace, self.recipe, self.dtype, self.each_batch = (
            trace,
            trace.recipe,
            dtype,
            each_batch,
        )
        self.networks = {
            name: Network(player, trace.start, dtype)
            for name, player in self.recipe.players.items()
        }
        self.optimizers = {
            name: make_optimizer(player.optimizer, self.networks[name].parameters, trace.start)
            for name, player in self.recipe.players.items()
        }
        self.discriminator = self.networks["discriminator"]
        self.tricks = Tricks(self.recipe.tricks, self.discriminator, trace.start)

    def batches(self) -> Iterator[Numbers]:
        """Trains batch after batch."""
        for batch in range(self.trace.batches):
            if self.each_batch and batch > 0:
                self._take(self.trace.under(f"batch.{batch - 1}.after."))
            before = copy.deepcopy(self, {id(self.trace): self.trace}) if self.each_batch else None
            numbers = self._train(batch, Kinks())
            if before is not None:
                numbers.reach = before._kink_reach(batch, numbers)
            yield numbers

    def _train(self, batch: int, kinks: Kinks) -> Numbers:
        self.batch = batch
        self.gradients: dict[str, torch.Tensor] = {}
        self.updates: dict[str, int] = {}
        self.draws = self.trace.draws(batch)
        for network in self.networks.values():
            network.looked_at = kinks.look
        found = STEPS[self.recipe.step](self, self._tensor(self.trace.real(batch)))
        self.draws.finish()
        return Numbers(
            losses=found,
            gradients={n: numpy(t) for n, t in self.gradients.items()},
            after={n: numpy(t) for n, t in self._state().items()},
            kinks=kinks.counts,
            nearest_kink=kinks.nearest,
        )

    def _kink_reach(self, batch: int, numbers: Numbers) -> dict[str, float]:
        """How far each gradient moves, at most, when units at a kink take their other slope."""
        reach = dict.fromkeys(numbers.gradients, 0.0)
        for number, (_, near, _) in enumerate(numbers.kinks):
            if near == 0:
                continue
            replay = copy.deepcopy(self, {id(self.trace): self.trace})
            for name, gradient in replay._train(batch, Kinks(number)).gradients.items():
                reach[name] += float(np.linalg.norm(gradient - numbers.gradients[name]))
        return reach

    def _take(self, state: dict[str, np.ndarray]) -> None:
        """Goes on from what the trace had after a batch."""
        for network in self.networks.values():
            network.take(state)
        for optimizer in self.optimizers.values():
            if optimizer.steps > 0:
                optimizer.take(state)
        self.tricks.take(state)

    def _state(self) -> dict[str, torch.Tensor]:
        state = {n: t for network in self.networks.values() for n, t in network.tensors().items()}
        state |= self.tricks.state()
        for optimizer in self.optimizers.values():
            if optimizer.steps > 0:  # It has nothing to remember before.
                state |= {f"optimizer.{n}": t for n, t in optimizer.memory.items()}
        return state

    def _tensor(self, array: np.ndarray) -> torch.Tensor:
        return torch.tensor(array, dtype=self.dtype)

    # What the kinds of steps have in common

    def latents(self) -> torch.Tensor:
        """The next latent vectors."""
        return self._tensor(self.draws.take("latents"))

    def targets(self, real: int, fake: int) -> tuple[torch.Tensor, torch.Tensor]:
        """What the discriminator is to say of real and of generated images."""
        phase = self.recipe.discriminator
        return self.tricks.targets(
            self.draws, real, fake, phase.get("real_label", 1.0), phase.get("fake_label", 0.0)
        )

    def altered(self, images: torch.Tensor) -> torch.Tensor:
        """Images as the discriminator sees them."""
        return self.tricks.altered(images, self.draws, self.batch)

    def iterate_spectral(self) -> None:
        """Begins an update of the discriminator."""
        if self.tricks.spectral:
            self.tricks.spectral.iterate()

    def gradients_of(self, name: str, loss: torch.Tensor) -> dict[str, torch.Tensor]:
        """The gradients of a loss by one network's parameters."""
        parameters = self.networks[name].parameters
        found = torch.autograd.grad(
            loss, list(parameters.values()), retain_graph=True, materialize_grads=True
        )
        return dict(zip(parameters, found))

    def update(self, name: str, gradients: dict[str, torch.Tensor]) -> None:
        """Updates one network, and notes what it followed."""
        number = self.updates.get(name, 0)
        self.updates[name] = number + 1
        self.gradients |= {f"{number}.{n}": g for n, g in gradients.items()}
        if self.each_batch:
            prefix = f"batch.{self.batch}.gradient.{number}."
            gradients = {n: self._tensor(self.trace.tensors[prefix + n]) for n in gradients}
        self.optimizers[name].update(self.networks[name].parameters, gradients)
        if name == "generator" and self.tricks.average:
            self.tricks.average.follow(self.networks[name], self.batch)

    def verdict(self, images: torch.Tensor, follow: bool = True) -> torch.Tensor:
        """The discriminator's logits as they count."""
        logits = self.discriminator(images, self.draws, follow=follow)
        return losses.clipped(logits, self.recipe.probability_clip)

    def update_discriminator(self, fakes: torch.Tensor, real: torch.Tensor) -> Verdict:
        """One update on generated and real images in one batch; one kind may be missing."""
        count = len(fakes)
        self.iterate_spectral()
        real_targets, fake_targets = self.targets(len(real), count)
        images = self.altered(torch.cat([fakes, real]).detach())
        logits = self.verdict(images)
        if self.recipe.loss in losses.LABELLED:
            targets = torch.cat([fake_targets, real_targets])
            loss = losses.to_label(self.recipe.loss, logits, targets).mean()
        else:
            loss = losses.discriminator_loss(self.recipe.loss, logits[count:], logits[:count])
        loss = loss + self.tricks.penalty(
            self.discriminator, images[count:], images[:count], self.draws
        )
        self.update("discriminator", self.gradients_of("discriminator", loss))
        return Verdict(loss.item(), logits[:count].detach())


def two_phase(replay: Replay, real: torch.Tensor) -> dict[str, float]:
    """First the discriminator learns, on one batch or several, then the generator through it."""
    phase = replay.recipe.discriminator
    updates = phase.get("updates", 1)
    size = -(-len(real) // updates)
    generator = replay.networks["generator"]
    found = []
    for part in real.split(size):
        training = phase["fakes_from"] == "training"
        with torch.no_grad():
            fakes = generator(replay.latents(), replay.draws, training=training, follow=False)
        found.append(replay.update_discriminator(fakes, part).loss)
    return {
        "discriminator": sum(found) / len(found),
        "generator": generator_phase(replay, real),
    }


def generator_phase(replay: Replay, real: torch.Tensor) -> float:
    """One update of the generator through the frozen discriminator; the loss."""
    images = replay.networks["generator"](replay.latents(), replay.draws)
    fake = replay.verdict(replay.altered(images), follow=False)
    judged = None
    if replay.recipe.loss == "relativistic":
        judged = replay.verdict(replay.altered(real), follow=False).detach()
    loss = losses.generator_loss(
        replay.recipe.loss, fake, replay.recipe.generator.get("label"), judged
    )
    replay.update("generator", replay.gradients_of("generator", loss))
    return loss.item()


def simultaneous(replay: Replay, real: torch.Tensor) -> dict[str, float]:
    """Both learn from one forward pass, neither from the other's update."""
    images = replay.networks["generator"](replay.latents(), replay.draws)
    replay.iterate_spectral()
    seen_real, seen_fake = replay.altered(real), replay.altered(images)
    on_real = replay.verdict(seen_real)
    on_fake = replay.verdict(seen_fake)
    real_targets, fake_targets = replay.targets(len(real), len(images))
    loss = losses.discriminator_halves(
        replay.recipe.loss, on_real, on_fake, real_targets, fake_targets
    ) + replay.tricks.penalty(replay.discriminator, seen_real, seen_fake, replay.draws)
    generator_loss = losses.generator_loss(
        replay.recipe.loss, on_fake, replay.recipe.generator.get("label"), on_real
    )
    gradients = {
        "generator": replay.gradients_of("generator", generator_loss),
        "discriminator": replay.gradients_of("discriminator", loss),
    }
    for name, own in gradients.items():
        replay.update(name, own)
    return {"discriminator": loss.item(), "generator": generator_loss.item()}


def discriminator_alone(replay: Replay, real: torch.Tensor) -> dict[str, float]:
    """One update on real images, then one on generated ones, by a generator that stays as it is."""
    with torch.no_grad():
        fakes = replay.networks["generator"](replay.latents(), training=False)
    on_real = replay.update_discriminator(fakes[:0], real)
    on_fake = replay.update_discriminator(fakes, real[:0])
    # What the generator would lose if it learned.
    label = replay.recipe.discriminator.get("real_label", 1.0)
    loss = losses.generator_loss(replay.recipe.loss, on_fake.fake_logits, label, None)
    return {"discriminator": (on_real.loss + on_fake.loss) / 2, "generator": loss.item()}


def numpy(tensor: torch.Tensor) -> np.ndarray:
    """A copy of the values in double precision."""
    return tensor.detach().double().numpy().copy()


STEPS: dict[str, Callable[[Replay, torch.Tensor], dict[str, float]]] = {
    "two_phase": two_phase,
    "simultaneous": simultaneous,
    "discriminator": discriminator_alone,
}

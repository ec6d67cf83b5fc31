"""The tricks of a recipe, each with what the run drew for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from .layers import Network
from .trace import Draws


class Tricks:
    """All tricks of a recipe; those that it does not name do nothing."""

    def __init__(
        self, settings: dict[str, Any], discriminator: Network, start: dict[str, np.ndarray]
    ):
        self.settings = settings
        self.dtype = discriminator.dtype
        self.spectral = None
        if settings.get("spectral_normalization", {}).get("iterations", 0) > 0:
            self.spectral = SpectralNormalization(
                settings["spectral_normalization"], discriminator, start
            )
        average = settings.get("generator_average", {})
        self.average = GeneratorAverage(average) if average.get("decay", 0) > 0 else None

    def state(self) -> dict[str, torch.Tensor]:
        """What tricks remember from batch to batch, by its names in the trace."""
        return {
            **(self.spectral.state() if self.spectral else {}),
            **(self.average.state() if self.average else {}),
        }

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Goes on from what the trace had after a batch."""
        if self.spectral:
            self.spectral.take(state)
        if self.average:
            self.average.take(state, self.dtype)

    def _drawn(self, draws: Draws, kind: str, shape: tuple[int, ...] | None = None) -> torch.Tensor:
        return torch.tensor(draws.take(kind, shape), dtype=self.dtype)

    # Labels

    def targets(
        self, draws: Draws, real: int, fake: int, real_label: float, fake_label: float
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The labels of real and of generated images, `[count, 1]` each."""
        targets = torch.cat(
            [
                torch.full((fake, 1), fake_label, dtype=self.dtype),
                torch.full((real, 1), real_label, dtype=self.dtype),
            ]
        )
        shape = tuple(targets.shape)
        # Noise is on top of a label, exchanged or not.
        if self.settings.get("label_flips"):
            flips = self._drawn(draws, "label_flips", shape)
            targets = targets + flips * ((real_label + fake_label) - 2 * targets)
        if self.settings.get("label_noise"):
            targets = targets + self.settings["label_noise"] * self._drawn(
                draws, "label_noise", shape
            )
        return targets[fake:], targets[:fake]

    # Images

    def altered(self, images: torch.Tensor, draws: Draws, step: int) -> torch.Tensor:
        """Images as the discriminator sees them."""
        augmentation = self.settings.get("augmentation", {})
        if augmentation.get("translation", 0) > 0:
            images = translated(images, draws.take("translation", (len(images), 2)))
        if augmentation.get("cutout", 0) > 0:
            images = covered(images, draws.take("cutout", (len(images), 2)), augmentation["cutout"])
        noise = self.settings.get("instance_noise")
        if noise:
            deviation = noise["deviation"] * max(0.0, 1 - step / noise["steps"])
            if deviation > 0:
                images = images + deviation * self._drawn(
                    draws, "instance_noise", tuple(images.shape)
                )
        return images

    # Penalties

    def penalty(
        self, discriminator: Network, real: torch.Tensor, fake: torch.Tensor, draws: Draws
    ) -> torch.Tensor:
        """The sum of all penalties, on images as the discriminator saw them."""
        real, fake = real.detach(), fake.detach()
        total = torch.zeros((), dtype=self.dtype)
        for name, images in (("r1", real), ("r2", fake)):
            weight = self.settings.get(name, {}).get("weight", 0)
            if weight > 0:
                squares = squared_slopes(discriminator, images, draws)
                total = total + weight / 2 * squares.mean()
        weight = self.settings.get("gradient_penalty", {}).get("weight", 0)
        if weight > 0:
            count = min(len(real), len(fake))
            share = self._drawn(draws, "mixing", (count, 1, 1, 1))
            mixed = fake[:count] + share * (real[:count] - fake[:count])
            norms = squared_slopes(discriminator, mixed, draws).sqrt()
            total = total + weight * ((norms - 1) ** 2).mean()
        return total


def squared_slopes(discriminator: Network, images: torch.Tensor, draws: Draws) -> torch.Tensor:
    """The squared length of each logit's gradient by its image, itself differentiable."""
    images = images.detach().requires_grad_()
    logits = discriminator(images, draws, follow=False)
    (gradient,) = torch.autograd.grad(logits.sum(), images, create_graph=True)
    return (gradient**2).flatten(1).sum(1)


def translated(images: torch.Tensor, offsets: np.ndarray) -> torch.Tensor:
    """Images moved by whole pixels down and right; what comes in from outside is 0."""
    moved = []
    for image, (rows, columns) in zip(images, offsets.astype(int)):
        height, width = image.shape[:2]
        image = image[
            max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)
        ]
        margins = (0, 0, max(0, columns), max(0, -columns), max(0, rows), max(0, -rows))
        moved.append(torch.nn.functional.pad(image, margins))
    return torch.stack(moved)


def covered(images: torch.Tensor, centers: np.ndarray, share: float) -> torch.Tensor:
    """Images with a square of 0 in each, cut off where it leaves the image."""
    sides = [int(extent * share + 0.5) for extent in images.shape[1:3]]
    mask = torch.ones_like(images)
    for number, center in enumerate(centers.astype(int)):
        (top, bottom), (left, right) = (
            (max(0, place - side // 2), max(0, place - side // 2 + side))
            for place, side in zip(center, sides)
        )
        mask[number, top:bottom, left:right] = 0
    return images * mask


class SpectralNormalization:
    """Divides each kernel by an estimate of its largest singular value, as the paper's algorithm 1.

    A kernel is taken as a matrix `[everything else, last axis]`; vectors count as constants.
    """

    def __init__(
        self, settings: dict[str, Any], discriminator: Network, start: dict[str, np.ndarray]
    ):
        self.iterations = settings["iterations"]
        self.parameters = discriminator.parameters
        self.right = {
            n: torch.tensor(start[f"{n}.u"], dtype=t.dtype)
            for n, t in discriminator.parameters.items()
            if n.endswith(".kernel")
        }
        self.left: dict[str, torch.Tensor] = {}
        discriminator.prepared = self.divided

    def take(self, state: dict[str, np.ndarray]) -> None:
        """Takes over the vectors from which the next iteration starts."""
        for name, vector in self.right.items():
            self.right[name] = torch.tensor(state[f"{name}.u"], dtype=vector.dtype)

    def iterate(self) -> None:
        """Follows the kernels, at the start of an update of the discriminator."""
        with torch.no_grad():
            for name in self.right:
                matrix = self._matrix(self.parameters[name])
                for _ in range(self.iterations):
                    self.left[name] = torch.nn.functional.normalize(
                        matrix @ self.right[name], dim=0
                    )
                    self.right[name] = torch.nn.functional.normalize(
                        matrix.T @ self.left[name], dim=0
                    )

    def divided(self, name: str, kernel: torch.Tensor) -> torch.Tensor:
        """What the discriminator multiplies by."""
        value = self.left[name] @ self._matrix(kernel) @ self.right[name]
        return kernel / value

    def state(self) -> dict[str, torch.Tensor]:
        """The vectors from which the next iteration starts."""
        return {f"{n}.u": u for n, u in self.right.items()}

    @staticmethod
    def _matrix(kernel: torch.Tensor) -> torch.Tensor:
        return kernel.reshape(-1, kernel.shape[-1])


class GeneratorAverage:
    """An exponential average of the generator's weights; moving statistics are its own."""

    def __init__(self, settings: dict[str, Any]):
        self.decay, self.first = settings["decay"], settings["start"]
        self.tensors: dict[str, torch.Tensor] = {}

    def take(self, state: dict[str, np.ndarray], dtype: torch.dtype) -> None:
        """Takes over the average, if there is one yet."""
        prefix = "generator_average."
        self.tensors = {
            f"generator.{n.removeprefix(prefix)}": torch.tensor(t, dtype=dtype)
            for n, t in state.items()
            if n.startswith(prefix)
        }

    def follow(self, generator: Network, step: int) -> None:
        """Learns of the weights after an update."""
        if step < self.first:
            return
        newest = generator.tensors()
        if not self.tensors:
            self.tensors = {n: t.clone() for n, t in newest.items()}
            return
        for name, tensor in newest.items():
            if name in generator.parameters:
                self.tensors[name] = self.decay * self.tensors[name] + (1 - self.decay) * tensor
            else:
                self.tensors[name] = tensor.clone()

    def state(self) -> dict[str, torch.Tensor]:
        """The average, named without the network."""
        return {
            f"generator_average.{n.removeprefix('generator.')}": t for n, t in self.tensors.items()
        }

"""The adversarial losses, from logits."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

# Those whose discriminator learns labels.
LABELLED = ("minimax", "non_saturating", "least_squares")


def cross_entropy(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of each logit; targets need not lie in [0, 1]."""
    return logits.clamp(min=0) - logits * targets + F.softplus(-logits.abs())


def clipped(logits: torch.Tensor, probability_clip: float | None) -> torch.Tensor:
    """Logits as they count where probabilities are clipped: beyond the clip there is no gradient."""
    if probability_clip is None:
        return logits
    limit = math.log((1 - probability_clip) / probability_clip)
    return logits.clamp(-limit, limit)


def pairs(real: torch.Tensor, fake: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Both kinds of logits, the shorter list from its start again until the longer one ends."""
    count = torch.arange(max(len(real), len(fake)))
    return real[count % len(real)], fake[count % len(fake)]


def mean(values: torch.Tensor) -> torch.Tensor:
    """The mean; nothing of no values."""
    return values.sum() / max(1, len(values))


def to_label(loss: str, logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """What each logit's distance to its label costs."""
    if loss == "least_squares":
        return 0.5 * (logits - targets) ** 2
    return cross_entropy(logits, targets)


def discriminator_halves(
    loss: str,
    real: torch.Tensor,
    fake: torch.Tensor,
    real_targets: torch.Tensor,
    fake_targets: torch.Tensor,
) -> torch.Tensor:
    """The sum of the means over real and fake images; for pairs the mean over them."""
    if loss in LABELLED:
        return to_label(loss, real, real_targets).mean() + to_label(loss, fake, fake_targets).mean()
    return discriminator_loss(loss, real, fake)


def discriminator_loss(loss: str, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """The discriminator's loss where there are no labels."""
    if loss == "hinge":
        return mean(F.relu(1 - real)) + mean(F.relu(1 + fake))
    if loss == "wasserstein":
        return mean(fake) - mean(real)
    if loss == "relativistic":
        real, fake = pairs(real, fake)
        return F.softplus(fake - real).mean()
    raise ValueError(f"no loss '{loss}'")


def generator_loss(
    loss: str, fake: torch.Tensor, label: float | None, real: torch.Tensor | None
) -> torch.Tensor:
    """The generator's loss; only the relativistic one looks at real images too."""
    if loss in ("non_saturating", "least_squares"):
        return to_label(loss, fake, torch.full_like(fake, 1.0 if label is None else label)).mean()
    if loss == "minimax":
        return -F.softplus(fake).mean()
    if loss in ("hinge", "wasserstein"):
        return -fake.mean()
    if loss == "relativistic":
        assert real is not None, "the relativistic loss compares with real images"
        real, fake = pairs(real, fake)
        return F.softplus(real - fake).mean()
    raise ValueError(f"no loss '{loss}'")

#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/simultaneous-step.json: three steps of a tiny DCGAN by PyTorch, in float64.

The networks are those of TensorFlow's DCGAN tutorial with fewer channels and without dropout; a step
is the tutorial's: one forward pass, both gradients before either update, the discriminator's loss the
sum of its means over real and fake images. The last batch has fewer real images.
Layouts, padding, batch normalisation (momentum 0.99, biased variance, epsilon 1e-3) and Adam (epsilon
outside of the corrected root) are Keras's.

    pip install torch numpy && Scripts/golden/steps.py
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)

LATENT, FAKE, REAL, RATE = 5, 6, [6, 6, 2], 1e-2


def rounded(*shape, deviation):
    """Random numbers that single precision holds exactly."""
    return (torch.randn(shape) * deviation).float().double().requires_grad_()


weights = {
    "generator.0.kernel": rounded(LATENT, 16, deviation=0.3),
    "generator.1.gamma": (1 + rounded(16, deviation=0.1)).detach().float().double().requires_grad_(),
    "generator.1.beta": rounded(16, deviation=0.1),
    "generator.4.kernel": rounded(5, 5, 3, 4, deviation=0.2),
    "generator.5.gamma": torch.ones(3).requires_grad_(),
    "generator.5.beta": torch.zeros(3).requires_grad_(),
    "generator.7.kernel": rounded(5, 5, 2, 3, deviation=0.2),
    "generator.8.gamma": torch.ones(2).requires_grad_(),
    "generator.8.beta": torch.zeros(2).requires_grad_(),
    "generator.10.kernel": rounded(5, 5, 1, 2, deviation=0.3),
    "discriminator.0.kernel": rounded(5, 5, 1, 2, deviation=0.3),
    "discriminator.0.bias": rounded(2, deviation=0.1),
    "discriminator.3.kernel": rounded(5, 5, 2, 3, deviation=0.2),
    "discriminator.3.bias": rounded(3, deviation=0.1),
    "discriminator.7.kernel": rounded(12, 1, deviation=0.5),
    "discriminator.7.bias": rounded(1, deviation=0.1),
}
statistics = {
    f"generator.{layer}.moving_{name}": torch.full((channels,), value)
    for layer, channels in [(1, 16), (5, 3), (8, 2)]
    for name, value in [("mean", 0.0), ("variance", 1.0)]
}


def padding(size, kernel, stride):
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv2d(x, layer):
    p = padding(x.shape[1], 5, 2)
    x = F.pad(x.permute(0, 3, 1, 2), (*p, *p))
    kernel, bias = weights[f"{layer}.kernel"], weights[f"{layer}.bias"]
    return F.conv2d(x, kernel.permute(3, 2, 0, 1), bias, stride=2).permute(0, 2, 3, 1)


def conv2d_transpose(x, layer, stride):
    size = x.shape[1] * stride
    kernel = weights[f"{layer}.kernel"].permute(3, 2, 0, 1)
    y = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel, stride=stride)
    before = padding(size, 5, stride)[0]
    return y[:, :, before : before + size, before : before + size].permute(0, 2, 3, 1)


def batch_normalization(x, layer):
    axes = tuple(range(x.dim() - 1))
    mean, variance = x.mean(axes), x.var(axes, unbiased=False)
    for name, value in [("mean", mean), ("variance", variance)]:
        moving = statistics[f"{layer}.moving_{name}"]
        statistics[f"{layer}.moving_{name}"] = 0.99 * moving + 0.01 * value.detach()
    normal = (x - mean) / torch.sqrt(variance + 1e-3)
    return weights[f"{layer}.gamma"] * normal + weights[f"{layer}.beta"]


def generator(z):
    x = z @ weights["generator.0.kernel"]
    x = F.leaky_relu(batch_normalization(x, "generator.1"), 0.3).reshape(-1, 2, 2, 4)
    x = conv2d_transpose(x, "generator.4", 1)
    x = F.leaky_relu(batch_normalization(x, "generator.5"), 0.3)
    x = conv2d_transpose(x, "generator.7", 2)
    x = F.leaky_relu(batch_normalization(x, "generator.8"), 0.3)
    return torch.tanh(conv2d_transpose(x, "generator.10", 2))


def discriminator(x):
    x = F.leaky_relu(conv2d(x, "discriminator.0"), 0.3)
    x = F.leaky_relu(conv2d(x, "discriminator.3"), 0.3)
    return x.flatten(1) @ weights["discriminator.7.kernel"] + weights["discriminator.7.bias"]


class Adam:
    def __init__(self, name):
        self.names = [n for n in weights if n.startswith(name)]
        self.m = {n: torch.zeros_like(weights[n]) for n in self.names}
        self.v = {n: torch.zeros_like(weights[n]) for n in self.names}
        self.t = 0

    def gradients(self, loss):
        return torch.autograd.grad(loss, [weights[n] for n in self.names], retain_graph=True)

    def update(self, gradients):
        self.t += 1
        rate = RATE * (1 - 0.999**self.t) ** 0.5 / (1 - 0.9**self.t)
        for n, g in zip(self.names, gradients):
            self.m[n] = 0.9 * self.m[n] + 0.1 * g
            self.v[n] = 0.999 * self.v[n] + 0.001 * g * g
            step = rate * self.m[n] / (self.v[n].sqrt() + 1e-7)
            weights[n] = (weights[n].detach() - step).requires_grad_()


def tensors(of):
    return [
        {"name": n, "shape": list(t.shape), "scalars": t.detach().flatten().tolist()}
        for n, t in of.items()
    ]


def cross_entropy(logits, label):
    return F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


before = tensors(weights | statistics)
players = Adam("generator"), Adam("discriminator")
steps = []
for count in REAL:
    real = torch.tanh(torch.randn(count, 8, 8, 1) + 0.5).float().double()
    latents = rounded(FAKE, LATENT, deviation=1).detach()
    images = generator(latents)
    on_real, on_fake = discriminator(real), discriminator(images)
    loss_d = cross_entropy(on_real, 1.0) + cross_entropy(on_fake, 0.0)
    loss_g = cross_entropy(on_fake, 1.0)
    gradients = players[0].gradients(loss_g), players[1].gradients(loss_d)
    for player, gradient in zip(players, gradients):
        player.update(gradient)
    steps.append(
        {
            "real": tensors({"real": real})[0],
            "latents": tensors({"latents": latents})[0],
            "discriminatorLoss": loss_d.item(),
            "generatorLoss": loss_g.item(),
        }
    )

target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/simultaneous-step.json"
content = {
    "madeBy": "Scripts/golden/steps.py",
    "before": before,
    "steps": steps,
    "after": tensors(weights | statistics),
}
text = json.dumps(content, separators=(",", ":"))
target.write_text(text.replace('{"name"', '\n{"name"').replace('{"real"', '\n{"real"') + "\n")
print(f"{target}: {len(steps)} steps, torch {torch.__version__}")

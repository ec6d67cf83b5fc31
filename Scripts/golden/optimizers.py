#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/optimizers.json: three steps of each optimizer as Keras defines it.

Written out in float64 from the definitions in keras/src/optimizers (adam.py, sgd.py, rmsprop.py)
and tf_keras/optimizers/legacy/rmsprop.py (epsilon outside of the root).
Bounds of norms and schedules of rates are also compared with PyTorch.

    pip install numpy torch && Scripts/golden/optimizers.py
"""

import json
import pathlib

import numpy as np
import torch

weights = np.array([0.5, -1.0, 2.0, 0.0, 1.5, -0.25])
gradients = np.array(
    [
        [1e-1, -2.0, 1e-4, 1e-5, 1e-7, 0.0],
        [-3e-1, -1.5, 2e-4, -1e-5, 1e-7, 1e-3],
        [2e-1, 0.5, -1e-4, 1e-5, -1e-7, 0.0],
    ]
)


def rates(rate, decay=0.0, schedule=None):
    """The rate of each update."""
    for t in range(len(gradients)):
        factor = 1.0
        if schedule and schedule["type"] == "exponential":
            factor = 0.5 ** (t / schedule["halfLife"])
        elif schedule:
            factor = 1 + (schedule["end"] - 1) * min(1, t / schedule["steps"])
        yield rate / (1 + decay * t) * factor


def limited(clip=None, clipNorm=None):
    """Each gradient, limited as by Keras's global_clipnorm, then as by its clipvalue."""
    for g in gradients:
        if clipNorm is not None:
            g = g * clipNorm / max(np.linalg.norm(g), clipNorm)
        yield g if clip is None else np.clip(g, -clip, clip)


def adam(rates, gradients, beta1, beta2, epsilon):
    m = v = np.zeros_like(weights)
    w = weights
    for t, (rate, g) in enumerate(zip(rates, gradients), start=1):
        m = m + (g - m) * (1 - beta1)
        v = v + (g * g - v) * (1 - beta2)
        alpha = rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        w = w - alpha * m / (np.sqrt(v) + epsilon)
        yield w


def rmsprop(rates, gradients, rho, momentum, epsilon, inside):
    v = u = np.zeros_like(weights)
    w = weights
    for rate, g in zip(rates, gradients):
        v = rho * v + (1 - rho) * g * g
        root = np.sqrt(v + epsilon) if inside else np.sqrt(v) + epsilon
        u = momentum * u + rate * g / root
        w = w - u
        yield w


def sgd(rates, gradients, momentum):
    u = np.zeros_like(weights)
    w = weights
    for rate, g in zip(rates, gradients):
        u = momentum * u - rate * g
        w = w + u
        yield w


FORMS = {"adam": adam, "rmsprop": rmsprop, "sgd": sgd}
ADAM = dict(beta1=0.9, beta2=0.999, epsilon=1e-7)
RMSPROP = dict(rho=0.9, momentum=0.0, epsilon=1e-7, inside=False)
EXPONENTIAL = {"type": "exponential", "halfLife": 2}
LINEAR = {"type": "linear", "steps": 2, "end": 0.1}
SETTINGS = [
    ("adam", dict(rate=1e-3, **ADAM)),
    ("adam", dict(rate=2e-4, **ADAM | dict(beta1=0.5))),
    ("rmsprop", dict(rate=1e-3, **RMSPROP)),
    ("rmsprop", dict(rate=1e-3, **RMSPROP | dict(inside=True))),
    ("rmsprop", dict(rate=8e-4, **RMSPROP | dict(epsilon=1e-8), decay=1e-2, clip=1.0)),
    ("rmsprop", dict(rate=1e-3, **RMSPROP | dict(rho=0.8, momentum=0.7, inside=True))),
    ("sgd", dict(rate=1e-2, momentum=0.0)),
    ("sgd", dict(rate=1e-2, momentum=0.9, clip=1.0)),
    ("adam", dict(rate=1e-3, **ADAM, decay=0.5, clipNorm=1.0)),
    ("adam", dict(rate=1e-3, **ADAM, schedule=EXPONENTIAL)),
    ("rmsprop", dict(rate=1e-3, **RMSPROP, schedule=LINEAR, clip=0.5, clipNorm=0.75)),
    ("sgd", dict(rate=1e-2, momentum=0.9, decay=0.1, schedule=LINEAR)),
    ("sgd", dict(rate=1e-2, momentum=0.0, schedule=EXPONENTIAL, clipNorm=1.0)),
    ("sgd", dict(rate=1e-2, momentum=0.0, schedule=LINEAR, clipNorm=100.0)),
]


def steps(kind, settings):
    own = dict(settings)
    course = {k: own.pop(k) for k in ("rate", "decay", "schedule") if k in own}
    limits = {k: own.pop(k) for k in ("clip", "clipNorm") if k in own}
    return [w.tolist() for w in FORMS[kind](rates(**course), limited(**limits), **own)]


def check(settings):
    """The bound of the norm and the schedules are those of PyTorch."""
    w = torch.nn.Parameter(torch.tensor(weights))
    optimizer = torch.optim.SGD([w], lr=settings["rate"])
    schedule = settings["schedule"]
    if schedule["type"] == "exponential":
        gamma = 0.5 ** (1 / schedule["halfLife"])
        scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)
    else:
        scheduler = torch.optim.lr_scheduler.LinearLR(
            optimizer, 1.0, schedule["end"], schedule["steps"]
        )
    for g, expected in zip(gradients, steps("sgd", settings)):
        w.grad = torch.tensor(g)
        torch.nn.utils.clip_grad_norm_([w], settings["clipNorm"])
        optimizer.step()
        scheduler.step()
        # PyTorch adds 1e-6 to the norm.
        np.testing.assert_allclose(w.detach().numpy(), expected, atol=1e-7)


for settings in [s for k, s in SETTINGS if k == "sgd" and "clipNorm" in s]:
    check(settings)
cases = [
    {"kind": kind, "settings": settings, "weights": steps(kind, settings)}
    for kind, settings in SETTINGS
]
target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/optimizers.json"
target.write_text(
    '{"madeBy": "Scripts/golden/optimizers.py",\n'
    + f'"start": {json.dumps(weights.tolist())},\n"gradients": {json.dumps(gradients.tolist())},\n'
    + '"cases": [\n'
    + ",\n".join(json.dumps(c) for c in cases)
    + "\n]}\n"
)
print(f"{target}: {len(cases)} cases, numpy {np.__version__}")

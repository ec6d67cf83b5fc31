#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/optimizers.json: three steps of each optimizer as Keras defines it.

Written out in float64 from the definitions in keras/src/optimizers (adam.py, sgd.py, rmsprop.py)
and tf_keras/optimizers/legacy/rmsprop.py (epsilon outside of the root).

    pip install numpy && Scripts/golden/optimizers.py
"""

import json
import pathlib

import numpy as np

weights = np.array([0.5, -1.0, 2.0, 0.0, 1.5, -0.25])
gradients = np.array(
    [
        [1e-1, -2.0, 1e-4, 1e-5, 1e-7, 0.0],
        [-3e-1, -1.5, 2e-4, -1e-5, 1e-7, 1e-3],
        [2e-1, 0.5, -1e-4, 1e-5, -1e-7, 0.0],
    ]
)


def adam(rate, beta1, beta2, epsilon):
    m = v = np.zeros_like(weights)
    w = weights
    for t, g in enumerate(gradients, start=1):
        m = m + (g - m) * (1 - beta1)
        v = v + (g * g - v) * (1 - beta2)
        alpha = rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        w = w - alpha * m / (np.sqrt(v) + epsilon)
        yield w


def rmsprop(rate, rho, momentum, epsilon, inside, decay, clip):
    v = u = np.zeros_like(weights)
    w = weights
    for t, g in enumerate(gradients):
        g = g if clip is None else np.clip(g, -clip, clip)
        v = rho * v + (1 - rho) * g * g
        root = np.sqrt(v + epsilon) if inside else np.sqrt(v) + epsilon
        u = momentum * u + rate / (1 + decay * t) * g / root
        w = w - u
        yield w


def sgd(rate, momentum, clip):
    u = np.zeros_like(weights)
    w = weights
    for g in gradients:
        g = g if clip is None else np.clip(g, -clip, clip)
        u = momentum * u - rate * g
        w = w + u
        yield w


FORMS = {"adam": adam, "rmsprop": rmsprop, "sgd": sgd}
SETTINGS = [
    ("adam", dict(rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-7)),
    ("adam", dict(rate=2e-4, beta1=0.5, beta2=0.999, epsilon=1e-7)),
    ("rmsprop", dict(rate=1e-3, rho=0.9, momentum=0.0, epsilon=1e-7, inside=False, decay=0.0, clip=None)),
    ("rmsprop", dict(rate=1e-3, rho=0.9, momentum=0.0, epsilon=1e-7, inside=True, decay=0.0, clip=None)),
    ("rmsprop", dict(rate=8e-4, rho=0.9, momentum=0.0, epsilon=1e-8, inside=False, decay=1e-2, clip=1.0)),
    ("rmsprop", dict(rate=1e-3, rho=0.8, momentum=0.7, epsilon=1e-7, inside=True, decay=0.0, clip=None)),
    ("sgd", dict(rate=1e-2, momentum=0.0, clip=None)),
    ("sgd", dict(rate=1e-2, momentum=0.9, clip=1.0)),
]

cases = [
    {"kind": kind, "settings": settings, "weights": [w.tolist() for w in FORMS[kind](**settings)]}
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

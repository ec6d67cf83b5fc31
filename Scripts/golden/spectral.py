#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/spectral.json: kernels by PyTorch's spectral_norm, in float64.

A kernel is a matrix [everything else, last axis], whose columns are PyTorch's rows, dimension 1.

    pip install torch numpy && Scripts/golden/spectral.py
"""

import json
import pathlib

import torch
from torch.nn.utils import spectral_norm

from layers import named, numbers


def rounded(*shape):
    # As float32, so that the test starts from the very same numbers.
    return torch.randn(*shape).float().double()


def case(kind, shape, kernel, iterations, settings={}):
    module = torch.nn.Module()
    module.weight = torch.nn.Parameter(kernel.reshape(-1, kernel.shape[-1]).clone())
    spectral_norm(module, n_power_iterations=iterations, dim=1)
    u = torch.nn.functional.normalize(rounded(module.weight_u.shape[0]), dim=0).float().double()
    module.weight_u.copy_(u)
    # Its hook runs before a forward pass.
    for hook in module._forward_pre_hooks.values():
        hook(module, None)

    normalized = module.weight.reshape(kernel.shape)
    gradient = rounded(*kernel.shape)
    normalized.backward(gradient)
    return {
        "kind": kind,
        "settings": settings,
        "input": list(shape),
        "tensors": named({"kernel": kernel}),
        "iterations": iterations,
        "start": numbers(u),
        "u": numbers(module.weight_u),
        "normalized": numbers(normalized),
        "normalizedGradient": numbers(gradient),
        "gradient": numbers(module.weight_orig.grad),
    }


def convolution(kind, shape, kernel, iterations):
    settings = {"kernel": kernel.shape[:2], "strides": [1, 1], "padding": "same"}
    return case(kind, shape, kernel, iterations, settings)


def main():
    torch.manual_seed(3)
    cases = [
        case("dense", (6,), rounded(6, 4), 1),
        case("dense", (5,), rounded(5, 1), 1),
        convolution("conv2d", (5, 5, 2), rounded(3, 2, 2, 4), 1),
        convolution("conv2d", (5, 5, 3), rounded(3, 3, 3, 2), 4),
        convolution("conv2d_transpose", (4, 4, 3), rounded(2, 3, 4, 3), 2),
    ]
    target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/spectral.json"
    target.write_text(
        '{"madeBy": "Scripts/golden/spectral.py", "cases": [\n'
        + ",\n".join(json.dumps(c) for c in cases)
        + "\n]}\n"
    )
    print(f"{target}: {len(cases)} cases, {target.stat().st_size} bytes, torch {torch.__version__}")


if __name__ == "__main__":
    main()

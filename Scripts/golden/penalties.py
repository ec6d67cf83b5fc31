#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/penalties.json: penalties on the gradients of a network's output by its
input, and their gradients by the parameters, by PyTorch's automatic differentiation, in float64.

    pip install torch numpy && Scripts/golden/penalties.py
"""

import json
import pathlib

import torch

from layers import FORWARD, named, numbers

FORWARD = FORWARD | {"flatten": lambda x, t, s: x.flatten(1)}
PENALTIES = {
    "r1": lambda norms: norms.square().mean() / 2,
    "gradient_penalty": lambda norms: (norms - 1).square().mean(),
}


def rounded(shape, factor=1.0):
    # As float32, so that the test starts from the very same numbers.
    return (factor * torch.randn(shape)).float().double().requires_grad_()


def layer(kind, tensors=None, **settings):
    return {"kind": kind, "settings": settings, "tensors": tensors or {}}


def dense(inputs, units):
    return layer("dense", {"kernel": rounded((inputs, units), 0.5), "bias": rounded(units, 0.5)})


def convolution(kind, inputs, outputs, size, stride, padding):
    channels = (inputs, outputs) if kind == "conv2d" else (outputs, inputs)
    tensors = {"kernel": rounded((size, size, *channels), 0.5), "bias": rounded(outputs, 0.5)}
    return layer(kind, tensors, kernel=[size, size], strides=[stride, stride], padding=padding)


def case(penalty, shape, layers):
    x = rounded(shape)
    y = x
    for described in layers:
        y = FORWARD[described["kind"]](y, described["tensors"], described["settings"])
    (gradient,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    norms = gradient.flatten(1).norm(dim=1)
    value = PENALTIES[penalty](norms)
    parameters = [tensor for described in layers for tensor in described["tensors"].values()]
    # The last bias has no part in the gradient by the input.
    gradients = torch.autograd.grad(value, parameters, allow_unused=True, materialize_grads=True)
    return {
        "penalty": penalty,
        "input": {"name": "input", "shape": list(shape), "scalars": numbers(x)},
        "layers": [described | {"tensors": named(described["tensors"])} for described in layers],
        "value": value.item(),
        "norms": numbers(norms),
        "gradients": [numbers(gradient) for gradient in gradients],
    }


def main():
    torch.manual_seed(2)
    cases = [
        case(
            "r1",
            (3, 6, 5, 2),
            [
                convolution("conv2d", 2, 4, 3, 2, "same"),
                layer("leaky_relu", slope=0.2),
                convolution("conv2d", 4, 3, 2, 1, "valid"),
                layer("relu"),
                layer("flatten"),
                dense(12, 1),
            ],
        ),
        case(
            "gradient_penalty",
            (4, 5),
            [dense(5, 6), layer("selu"), dense(6, 4), layer("tanh"), dense(4, 1)],
        ),
        case(
            "gradient_penalty",
            (3, 3, 3, 2),
            [
                convolution("conv2d_transpose", 2, 3, 3, 2, "same"),
                layer("leaky_relu", slope=0.3),
                convolution("conv2d", 3, 2, 5, 2, "same"),
                layer("sigmoid"),
                layer("flatten"),
                layer("minibatch_deviation", epsilon=1e-4),
                dense(19, 1),
            ],
        ),
        case(
            "r1",
            (4, 4, 4, 1),
            [
                convolution("conv2d", 1, 3, 3, 1, "same"),
                layer("selu"),
                layer("minibatch_deviation", epsilon=1e-8),
                convolution("conv2d", 4, 2, 4, 1, "valid"),
                layer("flatten"),
                layer("tanh"),
                dense(2, 1),
                layer("sigmoid"),
            ],
        ),
    ]
    target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/penalties.json"
    target.write_text(
        '{"madeBy": "Scripts/golden/penalties.py", "cases": [\n'
        + ",\n".join(json.dumps(c) for c in cases)
        + "\n]}\n"
    )
    print(f"{target}: {len(cases)} cases, {target.stat().st_size} bytes, torch {torch.__version__}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/layers.json: outputs and gradients of layers by PyTorch, in float64.

Layouts are Keras's (images [batch, row, column, channel], kernels [height, width, in, out],
transposed kernels [height, width, out, in]); padding is Keras's, with the odd pixel at the end.

    pip install torch numpy && Scripts/golden/layers.py
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def padding(size, kernel, stride):
    total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv2d(x, t, s):
    x = x.permute(0, 3, 1, 2)
    if s["padding"] == "same":
        rows = padding(x.shape[2], s["kernel"][0], s["strides"][0])
        columns = padding(x.shape[3], s["kernel"][1], s["strides"][1])
        x = F.pad(x, (*columns, *rows))
    y = F.conv2d(x, t["kernel"].permute(3, 2, 0, 1), t.get("bias"), stride=s["strides"])
    return y.permute(0, 2, 3, 1)


def conv2d_transpose(x, t, s):
    x = x.permute(0, 3, 1, 2)
    y = F.conv_transpose2d(x, t["kernel"].permute(3, 2, 0, 1), stride=s["strides"])
    for axis in (0, 1):
        size, kernel, stride = x.shape[2 + axis], s["kernel"][axis], s["strides"][axis]
        if s["padding"] == "same":
            before = padding(size * stride, kernel, stride)[0]
            target = size * stride
        else:
            before, target = 0, size * stride + max(kernel - stride, 0)
        missing = max(before + target - y.shape[2 + axis], 0)
        y = F.pad(y, (0, 0, 0, missing) if axis == 0 else (0, missing))
        y = y.narrow(2 + axis, before, target)
    if "bias" in t:
        y = y + t["bias"][None, :, None, None]
    return y.permute(0, 2, 3, 1)


def batch_normalization(x, t, s):
    axes = tuple(range(x.dim() - 1))
    if s["training"]:
        mean, variance = x.mean(axes), x.var(axes, unbiased=False)
    else:
        mean, variance = t["moving_mean"], t["moving_variance"]
    return t["gamma"] * (x - mean) / torch.sqrt(variance + s["epsilon"]) + t["beta"]


def minibatch_deviation(x, t, s):
    mean = torch.sqrt(x.var(0, unbiased=False) + s["epsilon"]).mean()
    return torch.cat([x, mean.expand(*x.shape[:-1], 1)], -1)


FORWARD = {
    "dense": lambda x, t, s: x @ t["kernel"] + t.get("bias", 0),
    "conv2d": conv2d,
    "conv2d_transpose": conv2d_transpose,
    "batch_normalization": batch_normalization,
    "minibatch_deviation": minibatch_deviation,
    "leaky_relu": lambda x, t, s: F.leaky_relu(x, s["slope"]),
    "relu": lambda x, t, s: F.relu(x),
    "selu": lambda x, t, s: F.selu(x),
    "tanh": lambda x, t, s: torch.tanh(x),
    "sigmoid": lambda x, t, s: torch.sigmoid(x),
}


def numbers(tensor):
    return [float(f"{value:.8g}") for value in tensor.detach().flatten().tolist()]


def named(tensors):
    return [
        {"name": name, "shape": list(value.shape), "scalars": numbers(value)}
        for name, value in tensors.items()
    ]


def case(kind, shape, tensors, settings, x=None):
    # As float32, so that the test starts from the very same numbers.
    x = torch.randn(shape) if x is None else x
    x = x.float().double().requires_grad_()
    tensors = {n: v.float().double().requires_grad_() for n, v in tensors.items()}
    y = FORWARD[kind](x, tensors, settings)
    g = torch.randn(y.shape).float().double()
    y.backward(g)
    result = {
        "kind": kind,
        "settings": settings,
        "input": {"name": "input", "shape": list(shape), "scalars": numbers(x)},
        "tensors": named(tensors),
        "outputGradient": numbers(g),
        "output": numbers(y),
        "inputGradient": numbers(x.grad),
        "parameterGradients": [
            numbers(v.grad) for n, v in tensors.items() if not n.startswith("moving")
        ],
        "statisticsAfter": [],
    }
    if kind == "batch_normalization":
        axes = tuple(range(x.dim() - 1))
        m = settings["momentum"] if settings["training"] else 1
        batch = {"moving_mean": x.mean(axes), "moving_variance": x.var(axes, unbiased=False)}
        result["statisticsAfter"] = [
            numbers(m * tensors[n] + (1 - m) * batch[n]) for n in ("moving_mean", "moving_variance")
        ]
    return result


def convolution(kind, size, channels, kernel, strides, padding, bias=True, batch=1):
    inputs, outputs = channels
    shape = (inputs, outputs) if kind == "conv2d" else (outputs, inputs)
    tensors = {"kernel": torch.randn(*kernel, *shape)}
    if bias:
        tensors["bias"] = torch.randn(outputs)
    settings = {"kernel": kernel, "strides": strides, "padding": padding}
    return case(kind, (batch, *size, inputs), tensors, settings)


def normalization(shape, training, x=None):
    channels = shape[-1]
    tensors = {
        "gamma": torch.randn(channels),
        "beta": torch.randn(channels),
        "moving_mean": torch.randn(channels),
        "moving_variance": torch.rand(channels) + 0.5,
    }
    settings = {"momentum": 0.99, "epsilon": 1e-3, "training": training}
    return case("batch_normalization", shape, tensors, settings, x)


def main():
    torch.manual_seed(1)
    cases = [
        case("dense", (3, 4), {"kernel": torch.randn(4, 5), "bias": torch.randn(5)}, {}),
        case("dense", (2, 7), {"kernel": torch.randn(7, 1)}, {}),
        convolution("conv2d", (7, 7), (2, 3), (5, 5), (2, 2), "same"),
        convolution("conv2d", (6, 7), (2, 2), (3, 3), (2, 2), "same", bias=False, batch=2),
        convolution("conv2d", (6, 6), (1, 2), (4, 4), (2, 2), "same"),
        convolution("conv2d", (5, 5), (2, 2), (4, 4), (1, 1), "same"),
        convolution("conv2d", (7, 6), (2, 2), (4, 4), (2, 2), "valid", batch=2),
        convolution("conv2d", (6, 8), (2, 2), (3, 2), (1, 3), "valid", bias=False),
        convolution("conv2d", (7, 7), (1, 2), (2, 2), (3, 3), "same"),
        convolution("conv2d_transpose", (4, 4), (2, 3), (5, 5), (2, 2), "same"),
        convolution("conv2d_transpose", (3, 4), (2, 2), (3, 3), (2, 2), "same", bias=False, batch=2),
        convolution("conv2d_transpose", (4, 4), (3, 2), (4, 4), (2, 2), "same"),
        convolution("conv2d_transpose", (5, 5), (2, 1), (5, 5), (1, 1), "same"),
        convolution("conv2d_transpose", (3, 3), (2, 2), (4, 4), (2, 2), "valid"),
        convolution("conv2d_transpose", (3, 2), (2, 2), (2, 3), (3, 1), "valid", bias=False),
        normalization((6, 3), True),
        normalization((2, 3, 3, 4), True, 3 * torch.randn(2, 3, 3, 4) + 5),
        normalization((2, 2, 2, 3), False),
        case("leaky_relu", (2, 8), {}, {"slope": 0.3}),
        case("leaky_relu", (2, 8), {}, {"slope": 0.2}),
        case("relu", (2, 8), {}, {}),
        case("selu", (2, 9), {}, {}, 3 * torch.randn(2, 9)),
        case("tanh", (2, 9), {}, {}, 3 * torch.randn(2, 9)),
        case("sigmoid", (2, 9), {}, {}, 3 * torch.randn(2, 9)),
        # New cases last: the numbers of those before them stay as they are.
        case("minibatch_deviation", (5, 4), {}, {"epsilon": 1e-8}),
        case("minibatch_deviation", (3, 2, 3, 2), {}, {"epsilon": 1e-4}, 2 * torch.randn(3, 2, 3, 2) + 1),
    ]

    target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/layers.json"
    target.write_text(
        '{"madeBy": "Scripts/golden/layers.py", "cases": [\n'
        + ",\n".join(json.dumps(c) for c in cases)
        + "\n]}\n"
    )
    print(f"{target}: {len(cases)} cases, {target.stat().st_size} bytes, torch {torch.__version__}")


if __name__ == "__main__":
    main()

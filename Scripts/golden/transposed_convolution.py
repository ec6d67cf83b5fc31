#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/transposed_convolution.json: the worked examples of the screen.

The outputs are computed the other way round than on the screen, as a plain convolution: the input is
spread with stride - 1 zeros between its numbers, given kernel - 1 zeros on each side, and correlated with
the kernel turned by half a turn (Dumoulin and Visin, "A guide to convolution arithmetic for deep
learning", 2016, section 4).

    Scripts/golden/transposed_convolution.py
"""

import json
import pathlib

EXAMPLES = [
    {
        "input": [[1, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1], [1, 1, 3, 0]],
        "kernel": [[1, 2, 1], [0, 1, 0], [2, 1, 3]],
        "stride": 1,
    },
    {"input": [[1] * 3] * 3, "kernel": [[1] * 3] * 3, "stride": 2},
]


def spread(numbers, stride, margin):
    size = stride * (len(numbers) - 1) + 1 + 2 * margin
    grid = [[0] * size for _ in range(size)]
    for i, row in enumerate(numbers):
        for j, value in enumerate(row):
            grid[margin + stride * i][margin + stride * j] = value
    return grid


def correlate(grid, kernel):
    k, size = len(kernel), len(grid) - len(kernel) + 1
    return [
        [
            sum(grid[y + a][x + b] * kernel[a][b] for a in range(k) for b in range(k))
            for x in range(size)
        ]
        for y in range(size)
    ]


def output(example):
    kernel = example["kernel"]
    turned = [row[::-1] for row in kernel[::-1]]
    return correlate(spread(example["input"], example["stride"], len(kernel) - 1), turned)


path = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/transposed_convolution.json"
cases = [example | {"output": output(example)} for example in EXAMPLES]
path.write_text(
    json.dumps({"madeBy": "Scripts/golden/transposed_convolution.py", "cases": cases}) + "\n")

#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/binary-cross-entropy.json, by PyTorch in float64.

    pip install torch && Scripts/golden/losses.py
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)

magnitudes = [0, 1e-8, 1e-4, 0.5, 1, 3, 10, 16.2, 40, 87, 100]
logits = sorted({sign * m for m in magnitudes for sign in (-1.0, 1.0)})
targets = [0.0, 1.0, 0.9, 0.3, 1.05, -0.05]
pairs = [(z, y) for z in logits for y in targets]

z = torch.tensor([p[0] for p in pairs]).float().double().requires_grad_()
y = torch.tensor([p[1] for p in pairs]).float().double()
values = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
values.mean().backward()

target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/binary-cross-entropy.json"
target.write_text(
    json.dumps(
        {
            "madeBy": "Scripts/golden/losses.py",
            "logits": z.tolist(),
            "targets": y.tolist(),
            "values": values.tolist(),
            "gradientOfMean": z.grad.tolist(),
        }
    )
    + "\n"
)
print(f"{target}: {len(pairs)} pairs, torch {torch.__version__}")

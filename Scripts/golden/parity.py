#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/parity: PyTorch's numbers, in float64, for Tests/Parity/recipes.

Each recipe is trained by ganscope for a few batches, whose trace is replayed from its weights and
draws alone. A seed with which a unit comes so near to a kink of its rectifier that rounding decides
its slope is passed over, so that the numbers hold for the kernels of every processor.

    pip install torch safetensors numpy
    swift build && Scripts/golden/parity.py .build/debug/ganscope [RECIPE…]
"""

import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(root / "Tests/Parity"))

import torch

from parity.compare import compare
from parity.fixture import save
from parity.steps import Replay
from parity.trace import Trace

# The networks are too small for more.
torch.set_num_threads(1)

IMAGES, BATCHES, NEAREST, SEEDS = 96, 3, 2e-6, range(1, 60)


def trace(program: str, recipe: pathlib.Path, seed: int, folder: str) -> Trace:
    """The trace of a run that is thrown away."""
    path = f"{folder}/trace.safetensors"
    options = ["--limit", IMAGES, "--epochs", 1, "--seed", seed, "--run", f"{folder}/run-{seed}"]
    options += ["--trace-batches", BATCHES, "--trace", path]
    subprocess.run(
        [program, "train", "--recipe", str(recipe), *map(str, options)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Trace(path)


def make(program: str, recipe: pathlib.Path) -> bool:
    """Makes the file of one recipe; false where numbers differ, or every seed is near a kink."""
    target = root / f"Tests/GoldenNumbers/parity/{recipe.stem}.json"
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            run = trace(program, recipe, seed, folder)
        batches = list(Replay(run).batches())
        if min(batch.nearest_kink for batch in batches) < NEAREST:
            continue
        comparison = compare(run, batches, "float64")
        if comparison.misses:
            print(f"{recipe.stem}, seed {seed}:\n{comparison.table()}")
            return False
        target.parent.mkdir(exist_ok=True)
        save(target, comparison, batches, IMAGES)
        print(f"{target.name}: seed {seed}")
        return True
    print(f"{recipe.stem}: every seed has a unit at a kink")
    return False


program, *names = sys.argv[1:]
recipes = sorted((root / "Tests/Parity/recipes").glob("*.toml"))
made = [make(program, recipe) for recipe in recipes if not names or recipe.stem in names]
sys.exit(0 if all(made) else 1)

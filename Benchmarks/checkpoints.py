#!/usr/bin/env python3
"""Measures what checkpoints cost a training, with the largest recipe.

    swift build -c release
    Benchmarks/checkpoints.py .build/release/ganscope

Pairs of trainings of one epoch on noise alternate: one writes checkpoints on the way, the other none
but the first and the last. The difference shows what one checkpoint costs, and from that follows what one
an epoch takes of the throughput: in time between batches, as they are printed, and in processor time, with
that of the thread that writes. Each figure is the median over the pairs. What else the machine does spoils
times, not so much processor time; with several threads the latter has their waiting in it.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RECIPE = "dcgan-frog"
IMAGE = (32, 32, 3)
BATCH = 20
# Of the 5,000 images on which the recipe is to be trained.
BATCHES_PER_EPOCH = 250
# Batches before the clock starts.
WARMUP = 4


def write_images(path: pathlib.Path, count: int) -> None:
    """Noise as a NumPy file, the same each time."""
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {(count, *IMAGE)}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    size = count * IMAGE[0] * IMAGE[1] * IMAGE[2]
    noise = bytearray(size)
    state = 1
    for index in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        noise[index] = state >> 16 & 0xFF
    prefix = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
    path.write_bytes(prefix + header.encode() + bytes(noise))


def seconds(
    options: argparse.Namespace, folder: pathlib.Path, extra: list[str]
) -> tuple[float, float]:
    """Trains one epoch, and returns how long its batches and all of its processor time took.

    The batches count from the end of the warm-up to the last one.
    """
    run = folder / "run"
    command = [options.program, "train", "--recipe", RECIPE, "--dataset", str(folder / "noise.npy")]
    command += ["--epochs", "1", "--batch", str(BATCH), "--run", str(run), "--json", *extra]
    if options.threads:
        command += ["--threads", str(options.threads)]
    times = []
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        for line in process.stdout:
            if json.loads(line)["event"] == "batch":
                times.append(time.monotonic())
    except BaseException:
        process.kill()
        raise
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0 or len(times) != options.batches:
        sys.exit(f"the training ended with {status} after {len(times)} batches")
    shutil.rmtree(run)
    return times[-1] - times[WARMUP - 1], usage.ru_utime + usage.ru_stime


def text(batch: float, checkpoint: float) -> str:
    """What a batch and a checkpoint cost."""
    return f"a batch {batch * 1e3:.1f} ms, a checkpoint {checkpoint * 1e3:.1f} ms"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the path of ganscope")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--batches", type=int, default=44, help="of each training")
    parser.add_argument("--every", type=int, default=10, help="batches between two checkpoints")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--folder", help="on the disk that is to be written")
    options = parser.parse_args()

    folder = pathlib.Path(tempfile.mkdtemp(prefix="ganscope-checkpoints-", dir=options.folder))
    write_images(folder / "noise.npy", options.batches * BATCH)
    steps = range(1, options.batches)
    due = [step for step in steps if step % options.every == 0]
    # Of the time between batches, and of processor time: how many batches and checkpoints are in it.
    counts = [
        (options.batches - WARMUP, sum(step >= WARMUP for step in due)),
        (options.batches, len(due)),
    ]
    pairs = []
    for number in range(1, options.pairs + 1):
        plain = seconds(options, folder, [])
        kept = seconds(options, folder, ["--checkpoint-every", str(options.every)])
        pair = [
            (without / batches, (with_them - without) / checkpoints)
            for without, with_them, (batches, checkpoints) in zip(plain, kept, counts)
        ]
        pairs.append(pair)
        print(f"pair {number}: {'; '.join(text(*figures) for figures in pair)}", flush=True)
    shutil.rmtree(folder)
    print(f"{RECIPE}, medians of {len(pairs)} pairs, one checkpoint in {BATCHES_PER_EPOCH} batches:")
    for what, figures in zip(["time", "processor time"], zip(*pairs)):
        batch, checkpoint = (statistics.median(column) for column in zip(*figures))
        share = checkpoint / (BATCHES_PER_EPOCH * batch + checkpoint)
        print(f"{what}: {text(batch, checkpoint)}, {share:.2%} of the throughput")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Replays traces of ganscope in another framework, and compares every number.

    ganscope train --recipe pocket --limit 64 --batch 8 --trace pocket.safetensors
    pip install torch safetensors numpy
    Tests/Parity/replay.py pocket.safetensors

Exit code 1 says that a number is further away than allowed, 65 that a file cannot be replayed.
"""

from __future__ import annotations

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from parity.compare import compare
from parity.trace import Trace, TraceError


def arguments() -> argparse.Namespace:
    """The options of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "traces", nargs="+", metavar="TRACE", help="a file that ganscope train --trace wrote"
    )
    parser.add_argument(
        "--float32", action="store_true", help="compute in single precision, not in double"
    )
    parser.add_argument(
        "--each-batch",
        action="store_true",
        help="start each batch from the trace's tensors and follow its gradients",
    )
    parser.add_argument(
        "--control",
        action="store_true",
        help="show how far the framework's own single precision is from its double",
    )
    parser.add_argument(
        "--keras", action="store_true", help="replay with Keras's layers and optimizers"
    )
    parser.add_argument(
        "--save-fixture", metavar="FILE", help="write the replay's numbers of one trace as JSON"
    )
    parser.add_argument(
        "--images", type=int, help="with --save-fixture: how many images the run had"
    )
    options = parser.parse_args()
    if options.save_fixture and (len(options.traces) > 1 or options.images is None):
        parser.error("--save-fixture takes one trace, and --images")
    return options


def replay(path: str, options: argparse.Namespace) -> bool:
    """Replays one trace, prints the table, and says whether all is within what is allowed."""
    trace = Trace(path)
    precision = "float32" if options.float32 else "float64"
    batches = list(engine(trace, precision, options).batches())
    if options.keras and options.each_batch:
        # Where units are at a kink is a matter of the trace, not of the framework.
        for batch, other in zip(batches, torch_replay(trace, precision, True).batches()):
            batch.kinks, batch.reach = other.kinks, other.reach
    comparison = compare(trace, batches, precision)
    print(f"{path}: {len(batches)} batches, {framework(options)} in {precision}")
    print(comparison.table() + "\n")
    if options.control:
        single = list(engine(trace, "float32", options).batches())
        control = compare(trace.replaced(single), batches, precision)
        print(f"the same of {framework(options)} in float32, in place of ganscope")
        print(control.summary() + "\n")
    if options.save_fixture:
        from parity.fixture import save

        save(pathlib.Path(options.save_fixture), comparison, batches, options.images)
    return not comparison.misses


def engine(trace: Trace, precision: str, options: argparse.Namespace):
    """What trains the networks of a trace."""
    if options.keras:
        from parity.keras_steps import KerasReplay

        return KerasReplay(trace, precision, options.each_batch)
    return torch_replay(trace, precision, options.each_batch)


def torch_replay(trace: Trace, precision: str, each_batch: bool):
    """The replay in PyTorch, which also knows where rounding decides slopes."""
    import torch

    from parity.steps import Replay

    return Replay(trace, getattr(torch, precision), each_batch)


def framework(options: argparse.Namespace) -> str:
    """The framework's name and version."""
    if options.keras:
        import keras

        return f"Keras {keras.__version__}"
    import torch

    return f"PyTorch {torch.__version__}"


def main() -> int:
    """Replays all traces."""
    options = arguments()
    try:
        return 0 if all([replay(path, options) for path in options.traces]) else 1
    except TraceError as error:
        print(error, file=sys.stderr)
        return 65


if __name__ == "__main__":
    sys.exit(main())

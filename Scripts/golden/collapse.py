#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/collapse.json: the beginning of a run that collapses, as it was recorded.

    Tests/Harness/alarms.py has the run `dense-selu-adam`; train it for 6 epochs, then
    Scripts/golden/collapse.py its/folder

Numbers of batches are rounded to three digits.
"""

import json
import pathlib
import sqlite3
import sys

BATCHES = 2500
COLUMNS = (
    "discriminator_loss", "generator_loss", "real_accuracy", "fake_accuracy", "real_score",
    "fake_score", "logit_gap", "discriminator_gradient", "generator_gradient",
)  # fmt: skip


def camel(name):
    """A name as Swift has it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def main():
    path = pathlib.Path(sys.argv[1]).resolve() / "run.sqlite"
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    description, judge = database.execute("SELECT description, judge FROM run").fetchone()
    rows = database.execute(
        f"SELECT {', '.join(COLUMNS)} FROM batch WHERE step <= ? ORDER BY step", (BATCHES,)
    )
    readings = database.execute("SELECT reading FROM quality WHERE step <= ? ORDER BY step", (BATCHES,))
    columns = [[float(f"{value:.3g}") for value in column] for column in zip(*rows)]
    golden = {
        "batchesPerEpoch": json.loads(description)["batchesPerEpoch"],
        "judge": json.loads(judge),
        "readings": [json.loads(text) for (text,) in readings],
        "batches": {camel(name): column for name, column in zip(COLUMNS, columns)},
    }
    target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/collapse.json"
    target.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

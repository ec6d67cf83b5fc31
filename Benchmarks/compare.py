#!/usr/bin/env python3
"""Times the training step of ganscope and of other frameworks side by side.

A round runs every recipe, precision, number of threads and program once, each in a process
of its own, so that the repeats of one case lie a round apart. A run during which other
processes took more than --others of a processor is made again. Every figure of the tables
is the median over the rounds; every run is kept as a JSON line in --out.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Our recipe: its name in the scripts for other frameworks, and what `ganscope bench` is given.
RECIPES = {
    "dense": ("dense-datacamp", "dense"),
    "dcgan-tutorial": ("dcgan-tf", "dcgan-tutorial"),
    "dcgan-lecture": ("dcgan-lecture", "dcgan-lecture"),
    # Theirs takes 100 latent numbers, the built-in one 32.
    "dcgan-selu": ("dcgan-selu", str(HERE / "recipes" / "dcgan-selu.toml")),
    "dcgan-frog": ("dcgan-frog", "dcgan-frog"),
}
OURS_OF = {theirs: ours for ours, (theirs, _) in RECIPES.items()}
STEPS = {"dense": (40, 5), "dcgan-frog": (3, 1)}  # steps, steps to warm up; otherwise:
DEFAULT_STEPS = (8, 2)

PEERS = ["torch", "keras", "jax"]
# By precision and framework: the variants that have been the fastest in some case, and all.
FASTEST = {
    "float32": {"torch": ["tuned"], "keras": ["graph"], "jax": ["jit"]},
    "bfloat16": {"torch": ["bf16_tuned"], "keras": ["bf16"]},
}
ALL = {
    "float32": {
        "torch": ["default", "channels_last", "tuned", "compile", "compile_cl"],
        "keras": ["graph", "xla"], "jax": ["jit"],
    },
    "bfloat16": {"torch": ["bf16", "bf16_tuned", "bf16_compile"], "keras": ["bf16"]},
}


def main():
    options = parse_options()
    if not options.summarize:
        for number in range(options.rounds):
            run_round(options, number)
    summarize(options)


def parse_options():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--peers", type=Path, default=os.environ.get("GANSCOPE_PEERS"),
                   help="the folder of the other frameworks' scripts; or set GANSCOPE_PEERS")
    p.add_argument("--python", default=os.environ.get("GANSCOPE_PEERS_PYTHON", sys.executable),
                   help="the Python with the frameworks; or set GANSCOPE_PEERS_PYTHON")
    p.add_argument("--ganscope", default=str(HERE.parent / ".build" / "release" / "ganscope"))
    p.add_argument("--recipes", nargs="+", choices=RECIPES, default=list(RECIPES))
    p.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    p.add_argument("--precisions", nargs="+", choices=FASTEST, default=list(FASTEST))
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--all-variants", action="store_true",
                   help="also those that have never been the fastest")
    p.add_argument("--others", type=float, default=0.1,
                   help="the share of a processor that others may take during a run")
    p.add_argument("--tries", type=int, default=4, help="how often a disturbed run is made again")
    p.add_argument("--lock", help="hold the lock of this file during each run")
    p.add_argument("--out", type=Path, default=Path("results.jsonl"),
                   help="where runs are added; the tables are of all runs in it")
    p.add_argument("--summarize", action="store_true", help="only print the tables of --out")
    p.add_argument("--json", action="store_true", help="print the tables as JSON lines")
    options = p.parse_args()
    if not options.summarize and not (options.peers and (options.peers / "torch_peer.py").is_file()):
        p.error("--peers must name the folder that holds torch_peer.py, keras_peer.py, jax_peer.py")
    return options


# Running

def run_round(options, number):
    for recipe in options.recipes:
        for precision in options.precisions:
            for threads in options.threads:
                ours = our_command(options, recipe, precision, threads)
                if not run(options, ours, (number + 1, recipe, precision, threads, "ganscope")):
                    continue  # Where we have no figure there is nothing to compare.
                for peer, variants in peer_variants(options, recipe, precision).items():
                    for variant in variants:
                        command = peer_command(options, peer, variant, recipe, threads)
                        run(options, command, (number + 1, recipe, variant, threads, peer))


def our_command(options, recipe, precision, threads):
    return [options.ganscope, "bench", "--json", "--recipe", RECIPES[recipe][1],
            "--precision", precision, *step_options(recipe, threads)]


def peer_command(options, peer, variant, recipe, threads):
    return [options.python, str(options.peers / f"{peer}_peer.py"), "--recipe", RECIPES[recipe][0],
            "--variant", variant, *step_options(recipe, threads)]


def step_options(recipe, threads):
    steps, warmup = STEPS.get(recipe, DEFAULT_STEPS)
    return ["--steps", str(steps), "--warmup", str(warmup), "--threads", str(threads)]


def peer_variants(options, recipe, precision):
    variants = (ALL if options.all_variants else FASTEST)[precision]
    # JAX is several times slower than the others with convolutions.
    without_jax = recipe != "dense" and not options.all_variants
    return {peer: v for peer, v in variants.items() if not (peer == "jax" and without_jax)}


def run(options, command, name):
    """Keeps the first undisturbed run in --out, and says whether the command works at all."""
    name = " ".join(map(str, name))
    if options.lock:
        command = ["flock", options.lock, *command]
    for _ in range(options.tries):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            log(f"{name}: failed: {failure(done.stderr)}")
            return False
        result = json.loads(done.stdout.splitlines()[-1])
        if (result["cpus_used_by_others"] or 0) <= options.others:
            with open(options.out, "a") as file:
                file.write(json.dumps(result) + "\n")
            log(f"{name}: {result['step_ms_median']:.1f} ms")
            return True
        log(f"{name}: disturbed, others took {result['cpus_used_by_others']} processors")
    return True


def failure(errors):
    """The one line of ganscope's errors, or the end of a Python traceback."""
    lines = errors.strip().splitlines() or ["no error message"]
    return lines[-1] if lines[0].startswith("Traceback") else lines[0]


def log(text):
    print(text, file=sys.stderr, flush=True)


# Summing up

def summarize(options):
    cases = read_cases(options.out)
    rows = [row(cases, *key) for key in sorted(cases, key=order)]
    if options.json:
        for row_ in rows:
            print(json.dumps(row_))
        return
    print(f"{machine()}; {max((r['rounds'] for r in rows), default=0)} rounds.\n")
    print_speeds(rows)
    print_footprints(rows)
    print_scaling(rows)


def read_cases(path):
    """The runs of each (recipe, precision, threads), by program and variant."""
    cases = {}
    for line in lines_of(path):
        run = json.loads(line)
        recipe = OURS_OF.get(run["recipe"], run["recipe"])
        precision = "bfloat16" if run["variant"].startswith("bf") else "float32"
        case = cases.setdefault((recipe, precision, run["threads"]), {})
        case.setdefault((run["peer"], run["variant"]), []).append(run)
    for key, case in cases.items():
        works = {(run["gflop_per_step"], json.dumps(run["params"], sort_keys=True))
                 for runs in case.values() for run in runs}
        if len(works) > 1:
            sys.exit(f"{key}: the programs do not train the same networks: {works}")
    return cases


def order(key):
    recipe, precision, threads = key
    return list(RECIPES).index(recipe), list(FASTEST).index(precision), threads


def median(runs, key):
    values = [run[key] for run in runs if run[key] is not None]
    return statistics.median(values) if values else None


def row(cases, recipe, precision, threads):
    case = cases[recipe, precision, threads]
    rate = lambda name: median(case[name], "images_per_s")
    figures = lambda name: name and {
        "variant": name[1], "images_per_s": rate(name),
        **{key: median(case[name], key)
           for key in ("step_ms_median", "gflop_per_s", "startup_s", "peak_rss_mb")}}
    best = {peer: figures(max((n for n in case if n[0] == peer), key=rate, default=None))
            for peer in ["ganscope", *PEERS]}
    ours, fastest = best.pop("ganscope"), max(
        (p["images_per_s"] for p in best.values() if p), default=None)
    if ours:
        runs = next(runs for name, runs in case.items() if name[0] == "ganscope")
        ours["share_of_peak"] = median(runs, "share_of_peak")
        ours["allocations_per_step"] = median(runs, "allocations_per_step")
    return {
        "recipe": recipe, "precision": precision, "threads": threads,
        "rounds": min(map(len, case.values())), "ganscope": ours, **best,
        "ratio": round(ours["images_per_s"] / fastest, 2) if ours and fastest else None}


def print_speeds(rows):
    print("Images per second, each framework's fastest variant; the ratio is ours to the fastest "
          "of all.\n")
    table(["recipe", "precision", "threads", "ganscope", "GFLOP/s", "of peak", "PyTorch",
           "Keras on TensorFlow", "JAX", "ratio"], [[
        r["recipe"], r["precision"], r["threads"], number(r["ganscope"], "images_per_s"),
        number(r["ganscope"], "gflop_per_s"), percent(r["ganscope"]),
        *(number(r[peer], "images_per_s", with_variant=True) for peer in PEERS),
        f"**{r['ratio']:.2f}**" if r["ratio"] else ""] for r in rows])


def print_footprints(rows):
    print("\nProcess start to the end of the first step in seconds, and the largest resident set "
          "in MB,\neach framework's fastest variant.\n")
    both = lambda r, p: r[p] and f"{number(r[p], 'startup_s', 2)} s, {number(r[p], 'peak_rss_mb')}"
    table(["recipe", "precision", "threads", "ganscope", "PyTorch", "Keras on TensorFlow", "JAX"],
          [[r["recipe"], r["precision"], r["threads"],
            *(both(r, p) or "" for p in ["ganscope", *PEERS])] for r in rows])


def print_scaling(rows):
    by_key = {(r["recipe"], r["precision"], r["threads"]): r for r in rows}
    speed = lambda r, p: r[p]["images_per_s"] if r[p] else None
    scaled = []
    for (recipe, precision, threads), many in by_key.items():
        one = by_key.get((recipe, precision, 1))
        if threads == 1 or one is None:
            continue
        pairs = [(speed(one, p), speed(many, p)) for p in ["ganscope", *PEERS]]
        scaled.append([recipe, precision, threads,
                       *(f"{b / a:.2f}" if a and b else "" for a, b in pairs)])
    if scaled:
        print("\nTimes as fast as with one thread.\n")
        table(["recipe", "precision", "threads", "ganscope", "PyTorch", "Keras on TensorFlow",
               "JAX"], scaled)


def number(figures, key, places=0, with_variant=False):
    if not figures or figures[key] is None:
        return ""
    places = max(places, 1 if figures[key] < 100 and key == "images_per_s" else 0)
    return f"{figures[key]:.{places}f}" + (f" ({figures['variant']})" if with_variant else "")


def percent(figures):
    return f"{figures['share_of_peak'] * 100:.0f} %" if figures else ""


def table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("|---|---|" + "--:|" * (len(header) - 2))
    for cells in rows:
        print("| " + " | ".join(map(str, cells)) + " |")


def machine():
    processor = next((line.split(":", 1)[1].strip() for line in lines_of("/proc/cpuinfo")
                      if line.startswith("model name")), platform.processor())
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, {processor}"


def lines_of(path):
    """None of a file that is not there."""
    return Path(path).read_text().splitlines() if Path(path).exists() else []


if __name__ == "__main__":
    main()

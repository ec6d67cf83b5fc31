#!/usr/bin/env python3
"""Makes Tests/GoldenNumbers/quality.json: metrics of images by NumPy and SciPy, in float64.

The inputs are made of a stream of whole numbers, here and in the tests, so that the file holds results
alone. All are exact in float32, or rounded to it here as there.

    pip install numpy scipy && Scripts/golden/quality.py
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist, pdist
from scipy.stats import entropy

NEIGHBOURS = 3


def words(seed, count):
    """16 bits each, of the linear congruential generator of "Numerical Recipes"."""
    state, result = seed, np.empty(count, dtype=np.int64)
    for i in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        result[i] = state >> 16
    return result


def features(seed, rows, columns, shift):
    """Nearly normal, wider in some columns than in others, with a common part, and none below 0."""
    draws = words(seed, rows * (columns + 1) * 4).reshape(rows, columns + 1, 4).sum(-1) - 131072
    column = np.arange(columns)
    values = draws[:, 1:] * (1 + column % 5) + draws[:, :1] * (column % 4)
    return np.maximum(0, values / 16384 + column % 3 + shift)


def probabilities(seed, rows, columns):
    draws = words(seed, rows * columns).reshape(rows, columns).astype(np.float64) ** 6
    # Some classes are rarer than others.
    draws *= 1 + np.arange(columns)
    return (draws / draws.sum(1, keepdims=True)).astype(np.float32).astype(np.float64)


def pixels(seed, count, shape):
    """Grey in one half of an image and noise in the other, some of it black or white."""
    draws = words(seed, count * int(np.prod(shape))).reshape(count, *shape)
    noise = np.clip(draws // 200 - 36, 0, 255)
    noise[:, : shape[0] // 2] = 100 + noise[:, : shape[0] // 2] // 8
    return noise.astype(np.float64)


def frechet(real, generated):
    covariances = np.cov(real, rowvar=False), np.cov(generated, rowvar=False)
    root = sqrtm(covariances[0] @ covariances[1])
    shift = real.mean(0) - generated.mean(0)
    return shift @ shift + sum(map(np.trace, covariances)) - 2 * np.trace(root).real


def neighbourhoods(real, generated):
    # A point is its own nearest neighbour.
    radii = [np.sort(cdist(x, x), axis=1)[:, NEIGHBOURS] for x in (real, generated)]
    between = cdist(generated, real)
    # In float32 what lies at a border may fall on either side of it.
    for border in radii[0][None], radii[1][:, None]:
        assert (np.abs(between - border) > 2e-6 * border).all(), "choose another seed"
    return {
        "precision": (between <= radii[0][None]).any(1).mean(),
        "recall": (between <= radii[1][:, None]).any(0).mean(),
        "coverage": (between.min(0) <= radii[0]).mean(),
    }


def kernel_block(x, y, scale):
    def kernel(a, b):
        return (a @ b.T * scale + 1) ** 3

    n, m = len(x), len(y)
    xx, yy = kernel(x, x), kernel(y, y)
    return (
        (xx.sum() - np.trace(xx)) / (n * (n - 1))
        + (yy.sum() - np.trace(yy)) / (m * (m - 1))
        - 2 * kernel(x, y).mean()
    )


def kernel(real, generated):
    """Over consecutive blocks of at most a thousand."""
    variance = np.trace(np.cov(real, rowvar=False)) / real.shape[1]
    count = min(len(real), len(generated))
    blocks = -(-count // 1000)
    bounds = [count * b // blocks for b in range(blocks + 1)]
    values = [
        kernel_block(generated[a:b], real[a:b], 1 / (variance * real.shape[1]))
        for a, b in zip(bounds, bounds[1:])
    ]
    deviation = np.std(values, ddof=1) if blocks > 1 else None
    return {"value": np.mean(values), "deviation": deviation}


def feature_case(rows, columns, shift, seed):
    inputs = {"realRows": rows[0], "rows": rows[1], "columns": columns, "shift": shift, "seed": seed}
    real = features(seed, rows[0], columns, 0)
    generated = features(seed + 1, rows[1], columns, shift)
    nearest = cdist(generated, real).min(1)
    among = cdist(real, real)
    np.fill_diagonal(among, np.inf)
    return {
        **inputs,
        "mean": generated.mean(0).tolist(),
        "covariance": np.cov(generated, rowvar=False).ravel().tolist() if columns < 10 else None,
        "eigenvalues": np.linalg.eigvalsh(np.cov(generated, rowvar=False)).tolist(),
        "trace": np.trace(np.cov(real, rowvar=False)),
        "frechet": frechet(real, generated),
        # Among more pairs than these some are always at a border.
        "neighbourhoods": neighbourhoods(real, generated) if rows[0] < 500 else None,
        "kernel": kernel(real, generated),
        "norm": np.linalg.norm(np.concatenate([real.ravel(), generated.ravel()])),
        "nearest": nearest.tolist() if rows[1] < 50 else nearest[:20].tolist(),
        # Of more images only some are taken.
        "usualDistance": np.sort(among.min(1))[rows[0] // 2] if rows[0] < 250 else None,
    }


def class_case(rows, columns, seed):
    p, real = probabilities(seed, rows, columns), probabilities(seed + 1, 3 * rows, columns)
    histogram, real_histogram = (
        np.bincount(x.argmax(1), minlength=columns) for x in (p, real)
    )
    return {
        "rows": rows,
        "columns": columns,
        "seed": seed,
        "counts": histogram.tolist(),
        "divergence": entropy(histogram, real_histogram),
        "score": np.exp(entropy(p, p.mean(0, keepdims=True), axis=1).mean()),
    }


def nyquist(x):
    """The energy at the highest frequency of axis 1, of an even number of rows."""
    x = x[:, : x.shape[1] // 2 * 2]
    spectrum = np.fft.fft(x, axis=1)
    return (np.abs(spectrum[:, x.shape[1] // 2]) ** 2 / x.shape[1]).mean()


def pixel_case(count, shape, seed):
    x = pixels(seed, count, shape)
    flat = x.reshape(count, -1) / 255
    others = pixels(seed + 1, 3 * count, shape).reshape(3 * count, -1) / 255
    distances = cdist(flat, others)
    return {
        "count": count,
        "shape": list(shape),
        "seed": seed,
        "deviation": flat.std(0).mean(),
        "pairwise": pdist(flat[:256]).mean(),
        "saturated": ((flat <= 0.01) | (flat >= 0.99)).mean(),
        "checkerboard": nyquist(x / 255) + nyquist(x.swapaxes(1, 2) / 255),
        "nearest": distances.argmin(1).tolist(),
        "distances": distances.min(1).tolist(),
    }


def calibration_case(count, seed):
    draws = words(seed, 2 * count)
    estimates, is_real = draws[::2] / 65536, draws[1::2] < 30000
    bins = np.floor(estimates * 10).astype(int)
    error = sum(
        (bins == b).mean() * abs(is_real[bins == b].mean() - estimates[bins == b].mean())
        for b in np.unique(bins)
    )
    return {"count": count, "seed": seed, "error": error}


def main():
    content = {
        "madeBy": "Scripts/golden/quality.py",
        "features": [
            feature_case((40, 30), 5, 1, 1),
            feature_case((300, 200), 16, 0.5, 3),
            feature_case((200, 300), 64, 0, 5),
            feature_case((1300, 1250), 8, 0.25, 7),
        ],
        "classes": [class_case(50, 3, 11), class_case(400, 10, 13)],
        "pixels": [
            pixel_case(12, (8, 8, 1), 21),
            pixel_case(9, (7, 6, 3), 23),
            pixel_case(300, (4, 5, 1), 25),
        ],
        "calibration": [calibration_case(7, 31), calibration_case(500, 33)],
    }
    target = pathlib.Path(__file__).parents[2] / "Tests/GoldenNumbers/quality.json"
    target.write_text(json.dumps(content) + "\n")
    print(f"{target}: {target.stat().st_size} bytes, numpy {np.__version__}, scipy {scipy.__version__}")


if __name__ == "__main__":
    main()

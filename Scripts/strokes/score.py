#!/usr/bin/env python3
"""How much like handwriting are the built-in strokes?

Trains a small convolutional network on MNIST and lets it read an IDX export of the strokes: prints
the accuracy of each digit, the commonest confusions, and the statistics of the ink beside MNIST's.

    STROKES_EXPORT=/tmp/strokes swift test -c release --filter StrokesWorkersTests
    python3 Scripts/strokes/score.py FOLDER/mnist /tmp/strokes --model /tmp/mnist.pt --sheet /tmp/sheet.png

Needs numpy and torch. The network is kept in the file --model, and trained only if that is missing.
"""

import argparse
import gzip
import struct
import zlib
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional


def read_idx(folder: Path, name: str) -> np.ndarray:
    path = folder / name
    data = path.read_bytes() if path.exists() else gzip.decompress((folder / f"{name}.gz").read_bytes())
    rank = data[3]
    extents = struct.unpack(f">{rank}I", data[4 : 4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(extents)


def read_set(folder: Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    return read_idx(folder, f"{split}-images-idx3-ubyte"), read_idx(folder, f"{split}-labels-idx1-ubyte")


class Reader(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1568, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 10),
        )


def tensor(images: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(images.astype(np.float32) / 255)[:, None]


def train(images: np.ndarray, labels: np.ndarray, epochs: int) -> Reader:
    torch.manual_seed(0)
    reader = Reader()
    optimizer = torch.optim.Adam(reader.parameters(), 1e-3)
    inputs, targets = tensor(images), torch.from_numpy(labels.astype(np.int64))
    for _ in range(epochs):
        for batch in torch.randperm(len(inputs)).split(128):
            optimizer.zero_grad()
            functional.cross_entropy(reader(inputs[batch]), targets[batch]).backward()
            optimizer.step()
    return reader


@torch.no_grad()
def read(reader: Reader, images: np.ndarray) -> np.ndarray:
    reader.eval()
    return torch.cat([reader(tensor(part)).argmax(1) for part in np.array_split(images, 20)]).numpy()


def ink(images: np.ndarray) -> str:
    rows, columns = (images > 0).any(2), (images > 0).any(1)
    histogram = np.histogram(images, [0, 1, 64, 128, 192, 250, 256])[0] / images.size * 100
    shares = " ".join(f"{share:5.2f}" for share in histogram)
    return (
        f"mean {images.mean():5.2f}  sd of means {images.mean((1, 2)).std():5.2f}  "
        f"width {columns.sum(1).mean():5.2f}  height {rows.sum(1).mean():5.2f}  "
        f"% in 0, 1-63, 64-127, 128-191, 192-249, 250-255: {shares}"
    )


def write_sheet(path: Path, images: np.ndarray, labels: np.ndarray, columns: int) -> None:
    """A grey PNG with one row of images for each of the digits 0 to 9, twice."""
    rows = [np.hstack(images[labels == row % 10][row // 10 * columns :][:columns]) for row in range(20)]
    sheet = np.vstack(rows).repeat(2, 0).repeat(2, 1)
    lines = b"".join(b"\0" + line.tobytes() for line in sheet)
    header = struct.pack(">IIBBBBB", sheet.shape[1], sheet.shape[0], 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("mnist", type=Path, help="folder with MNIST's four files")
    parser.add_argument("strokes", type=Path, help="folder with an export of the strokes, named alike")
    parser.add_argument("--split", default="train", help="train or t10k")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--model", type=Path, help="where the trained network is kept")
    parser.add_argument("--sheet", type=Path, help="where to write a picture of the strokes")
    arguments = parser.parse_args()

    if arguments.model and arguments.model.exists():
        reader = Reader()
        reader.load_state_dict(torch.load(arguments.model))
    else:
        reader = train(*read_set(arguments.mnist, "train"), arguments.epochs)
        if arguments.model:
            torch.save(reader.state_dict(), arguments.model)

    mnist, mnist_labels = read_set(arguments.mnist, "t10k")
    print(f"MNIST test accuracy {(read(reader, mnist) == mnist_labels).mean():.4f}")
    images, labels = read_set(arguments.strokes, arguments.split)
    guesses = read(reader, images)
    print(f"strokes accuracy    {(guesses == labels).mean():.4f} of {len(images)}")
    for digit in range(10):
        found = guesses[labels == digit]
        counts = np.bincount(found, minlength=10)
        counts[digit] = 0
        wrong = ", ".join(f"{i}: {counts[i] / len(found):.3f}" for i in counts.argsort()[::-1][:3] if counts[i])
        print(f"  {digit}: {(found == digit).mean():.4f}   read as {wrong}")
    print(f"ink of MNIST   {ink(mnist)}")
    print(f"ink of strokes {ink(images)}")
    if arguments.sheet:
        write_sheet(arguments.sheet, images, labels, 30)


if __name__ == "__main__":
    main()

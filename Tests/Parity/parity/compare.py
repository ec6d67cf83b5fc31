"""The comparison of a trace's numbers with a replay's, and the table that it prints."""

from __future__ import annotations

import dataclasses
from typing import Iterable

import numpy as np

from .numbers import Numbers
from .trace import Trace

LOSS_TOLERANCE = 1e-5
TENSOR_TOLERANCE = 1e-4
# How far a parameter may go along gradients that are zero in theory, which some optimizers magnify.
PARAMETER_DRIFT = 1e-3
# Below this share of its network's largest gradient one is zero in theory, and all of it rounding.
ZERO_SHARE = {"float64": 1e-11, "float32": 1e-5}


@dataclasses.dataclass
class Deviation:
    """How far one number or tensor is from the replay's, as a share of what is allowed."""

    kind: str
    name: str
    size: float
    allowed: float

    @property
    def misses(self) -> bool:
        """Whether it is further than allowed; what is no number always is."""
        return not self.size <= self.allowed


@dataclasses.dataclass
class ZeroGradient:
    """A gradient that is zero in theory, and what it is here."""

    name: str
    ours: float
    theirs: float
    network: float


class Comparison:
    """Collects the deviations of a trace."""

    def __init__(self, trace: Trace, precision: str):
        self.trace = trace
        self.zero_share = ZERO_SHARE[precision]
        self.deviations: list[Deviation] = []
        self.zeros: list[ZeroGradient] = []
        self.units: list[str] = []
        # What the tolerance of each tensor is a share of.
        self.scales: dict[str, float] = {}
        self._zero_parameters: set[str] = set()
        # The norm of the largest gradient of each network.
        self._largest: dict[str, float] = {}
        # How far each parameter with such a gradient has gone its own way.
        self._drift: dict[str, float] = {}
        # Of each tensor after the batch before: the scale where a step takes it to near 0.
        self._norms: dict[str, float] = {}

    def losses(self, batch: int, theirs: dict[str, float]) -> None:
        """Compares the losses of a batch: `1e-5 + 1e-5 |loss|`."""
        for network, loss in theirs.items():
            name = f"batch.{batch}.loss.{network}"
            size = abs(float(self.trace.tensors[name][0]) - loss)
            self.deviations.append(Deviation("loss", name, size, LOSS_TOLERANCE * (1 + abs(loss))))

    def kinks(self, batch: int, passes: list[tuple[str, int, int]]) -> None:
        """Notes the units whose slope rounding alone decides."""
        found = [f"{place}: {near} of {units}" for place, near, units in passes if near]
        if found:
            self.units.append(f"batch {batch}: {', '.join(found)}")

    def gradients(self, batch: int, theirs: dict[str, np.ndarray], reach: dict[str, float]) -> None:
        """Compares every gradient of a batch, relative to its norm.

        `reach` says how far units at a kink may move each of them.
        """
        prefix = f"batch.{batch}.gradient."
        self._check_names(prefix, self.trace.under(prefix), theirs)
        largest = {player: 0.0 for player in map(network_of, theirs)}
        for name, gradient in theirs.items():
            player = network_of(name)
            largest[player] = max(largest[player], norm(gradient))
        self._largest |= largest
        for name, gradient in theirs.items():
            ours = self.trace.tensors[prefix + name]
            scale = largest[network_of(name)]
            self.scales[prefix + name] = norm(gradient)
            if norm(gradient) <= self.zero_share * scale:
                self.scales[prefix + name] = scale
                self._zero_parameters.add(name.split(".", 1)[1])
                self.zeros.append(ZeroGradient(prefix + name, norm(ours), norm(gradient), scale))
                allowed = TENSOR_TOLERANCE * scale
                self.deviations.append(
                    Deviation(
                        "gradient, zero in theory", prefix + name, norm(ours - gradient), allowed
                    )
                )
                continue
            deviation = relative("gradient", prefix + name, ours, gradient)
            if deviation.misses and reach.get(name):
                deviation.kind = "gradient, units at a kink"
                deviation.allowed += reach[name] / norm(gradient)
            self.deviations.append(deviation)

    def after(self, batch: int, theirs: dict[str, np.ndarray]) -> None:
        """Compares weights, moving statistics and what optimizers remember, after a batch."""
        prefix = f"batch.{batch}.after."
        self._check_names(prefix, self.trace.under(prefix), theirs)
        for name, tensor in theirs.items():
            ours = self.trace.tensors[prefix + name]
            owner = name.removeprefix("optimizer.").replace("generator_average.", "generator.")
            parameter = ".".join(owner.split(".")[:3])
            if parameter in self._zero_parameters:
                self.deviations.append(self._rounding(prefix + name, ours, tensor))
                self._drift[name] = max(self._drift.get(name, 0.0), norm(ours - tensor))
                continue
            deviation = relative(
                kind_of(name), prefix + name, ours, tensor, self._norms.get(name, 0.0)
            )
            self.scales[prefix + name] = max(norm(tensor), self._norms.get(name, 0.0))
            self._norms[name] = norm(tensor)
            if deviation.misses and (drift := self._drift_before(name)):
                deviation.kind += ", after a bias whose gradient is zero in theory"
                deviation.allowed += drift / norm(tensor)
            self.deviations.append(deviation)

    def _drift_before(self, name: str) -> float:
        """How far a bias before a moving mean has gone, if its gradient is zero in theory."""
        if not name.endswith(".moving_mean"):
            return 0.0
        network, layer, _ = name.split(".")
        before = [
            (int(parameter.split(".")[1]), drift)
            for parameter, drift in self._drift.items()
            if parameter.startswith(f"{network}.") and int(parameter.split(".")[1]) < int(layer)
        ]
        return max(before, default=(0, 0.0))[1]

    def _rounding(self, name: str, ours: np.ndarray, theirs: np.ndarray) -> Deviation:
        """What became of a parameter whose gradient is rounding alone.

        The parameter may go anywhere near; what is remembered of its gradient is as small as that.
        """
        tensor = name.split(".after.")[1]
        kind = f"{kind_of(tensor)}, gradient zero in theory"
        allowed = PARAMETER_DRIFT
        if tensor.startswith("optimizer."):
            allowed = TENSOR_TOLERANCE * self._largest[network_of(tensor)]
        self.scales[name] = allowed / TENSOR_TOLERANCE
        return Deviation(kind, name, norm(ours - theirs), allowed)

    def _check_names(self, prefix: str, ours: Iterable[str], theirs: Iterable[str]) -> None:
        for name in sorted(set(ours) ^ set(theirs)):
            side = "trace" if name in set(ours) else "replay"
            self.deviations.append(
                Deviation("name", f"{prefix}{name} only in the {side}", np.inf, 0)
            )

    @property
    def misses(self) -> list[Deviation]:
        """All that is further away than allowed."""
        return [deviation for deviation in self.deviations if deviation.misses]

    def summary(self) -> str:
        """The largest deviation of each kind."""
        rows = [("kind", "count", "largest", "allowed", "where")]
        for kind in dict.fromkeys(deviation.kind for deviation in self.deviations):
            own = [deviation for deviation in self.deviations if deviation.kind == kind]
            worst = max(own, key=lambda d: (d.misses, d.size / d.allowed if d.allowed else 0))
            rows.append(
                (kind, str(len(own)), f"{worst.size:.2e}", f"{worst.allowed:.1e}", worst.name)
            )
        return "\n".join(aligned(rows))

    def table(self) -> str:
        """The largest deviation of each kind, the zero gradients, and every miss."""
        lines = [self.summary()]
        if self.zeros:
            lines += ["", "gradients that are zero in theory (norms)"]
            worst_zeros: dict[str, ZeroGradient] = {}
            for zero in self.zeros:
                parameter = zero.name.split(".gradient.")[1].split(".", 1)[1]
                if parameter not in worst_zeros or zero.ours > worst_zeros[parameter].ours:
                    worst_zeros[parameter] = zero
            lines += aligned(
                [("tensor", "ours", "theirs", "largest of the network")]
                + [
                    (zero.name, f"{zero.ours:.2e}", f"{zero.theirs:.2e}", f"{zero.network:.2e}")
                    for zero in worst_zeros.values()
                ]
            )
        if self.units:
            lines += ["", "units at a kink, whose slope rounding alone decides"]
            lines += [f"  {units}" for units in self.units]
        if self.misses:
            lines += ["", "misses"]
            lines += [
                f"  {m.name}: {m.size:.3e}, allowed {m.allowed:.1e}" for m in self.misses[:40]
            ]
        return "\n".join(lines)


def relative(
    kind: str, name: str, ours: np.ndarray, theirs: np.ndarray, norm_before: float = 0.0
) -> Deviation:
    """The norm of the difference as a share of the norm, or of that before where it was larger."""
    difference, length = norm(ours - theirs), max(norm(theirs), norm_before)
    size = difference / length if length > 0 else (0.0 if difference == 0 else np.inf)
    return Deviation(kind, name, size, TENSOR_TOLERANCE)


def kind_of(name: str) -> str:
    """What a tensor of the state is: a weight, a statistic, or what an optimizer remembers."""
    last = name.split(".")[-1]
    if name.startswith("optimizer.") or last.startswith("moving_"):
        return last.replace("_", " ")
    return {"u": "singular vector"}.get(last, "average" if "average" in name else "weight")


def network_of(name: str) -> str:
    """The network of `<j>.<network>.<layer>.<tensor>`, or of `optimizer.<network>.…`."""
    return name.split(".")[1]


def norm(array: np.ndarray) -> float:
    """The Euclidean length of all values as one vector."""
    return float(np.linalg.norm(np.asarray(array, dtype=np.float64).ravel()))


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows as lines with columns."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows
    ]


def compare(trace: Trace, batches: list[Numbers], precision: str) -> Comparison:
    """Compares every number of a replay with the trace's."""
    comparison = Comparison(trace, precision)
    for number, batch in enumerate(batches):
        comparison.losses(number, batch.losses)
        comparison.kinks(number, batch.kinks)
        comparison.gradients(number, batch.gradients, batch.reach)
        comparison.after(number, batch.after)
    return comparison

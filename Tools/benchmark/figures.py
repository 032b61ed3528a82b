"""What is made of the raw rounds: series, medians, and ratios within a round."""
import statistics
from dataclasses import dataclass
from typing import Any

from peers import OURS

SECONDS, BYTES = "s", "bytes"
NEAR = 0.05    # how far a size may be from the one that is asked for


@dataclass(frozen=True)
class Measure:
    """A figure; of several stages it is their sum. Less is better, of every one."""

    key: str
    title: str
    unit: str
    stages: tuple[str, ...]
    field: str

    @property
    def is_time(self) -> bool:
        """Whether it is in seconds."""
        return self.unit == SECONDS


def time_of(key: str, title: str, *stages: str, field: str = "seconds") -> Measure:
    """A measure in seconds."""
    return Measure(key, title, SECONDS, stages or (key,), field)


def bytes_of(key: str, title: str, stage: str, field: str = "wireBytes") -> Measure:
    """A measure in bytes."""
    return Measure(key, title, BYTES, (stage,), field)


PEER_MEASURES = [
    time_of("author", "author"),
    time_of("consolidate", "consolidate"),
    bytes_of("peak", "peak memory", "consolidate", "peakBytes"),
    bytes_of("wire", "wire", "author"),
    bytes_of("store", "store", "consolidate", "storeBytes"),
    bytes_of("delta_up", "delta up", "delta_author"),
    time_of("delta", "delta apply + down", "delta_apply", "delta_down"),
    bytes_of("delta_down", "delta down", "delta_down"),
    bytes_of("boot", "newcomer", "boot_export"),
    time_of("boot_export", "newcomer's export"),
    time_of("boot_import", "newcomer's import"),
]
STAGES = ["unseal", "inflate", "verify", "parse", "fold", "write"]
OWN_MEASURES = [
    time_of("again", "take the same bundles again"),
    time_of("conflicts", "list all conflicts"),
    time_of("report", "the heaviest report"),
    time_of("office", "import of a new laptop of one of 50 offices"),
    time_of("edit", "a durable edit"),
    time_of("start", "`pobratym --version`"),
    time_of("show", "`pobratym show`"),
    time_of("consolidate_core", "consolidate on one core"),
    time_of("consolidate_stick", "consolidate from a stick of 5 MB/s"),
    time_of("boot_import_core", "newcomer's import on one core"),
    time_of("boot_import_stick", "newcomer's import from a stick of 5 MB/s"),
    time_of("fixed", "a delta of fixed size, apply + down", "fixed_apply", "fixed_down"),
    *(time_of(f"stage_{name}", f"of the consolidation: {name}", "stages", field=name) for name in STAGES),
]
FLOOR_MEASURES = [
    time_of("copy", "copy and check the SQLite file"),
    time_of("load", "insert ready-made segments and states"),
    time_of("edit_floor", "SQLite's own durable commit", "edit", field="floorSeconds"),
]
MEASURES = {measure.key: measure for measure in PEER_MEASURES + OWN_MEASURES + FLOOR_MEASURES}
PEAK_STAGES = ["consolidate", "again", "delta_apply", "delta_down", "boot_export", "boot_import"]


def ratios(of: list[float], to: list[float]) -> list[float]:
    """Each round's figure as a multiple of the other's; what was measured once counts in all rounds."""
    rounds = max(len(of), len(to))
    of, to = (series * rounds if len(series) == 1 else series for series in (of, to))
    return [one / other for one, other in zip(of, to, strict=False) if other]


class SizeFigures:
    """The figures of one size."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.operations: int = raw["workload"]["ops"]
        self.asked: int = raw["operations"]

    @property
    def peers(self) -> list[str]:
        """The peers that ran to the end, the fastest consolidation first."""
        return sorted(self.raw["peers"], key=lambda name: self.median(name, "consolidate") or 0)

    def series(self, peer: str, key: str) -> list[float]:
        """A measure in each round; one figure where it was measured once; none where it was not."""
        told, measure = self.raw["peers"].get(peer), MEASURES[key]
        if told is None:
            return []
        parts = []
        for stage in measure.stages:
            rounds = told["rounds"].get(stage) or [told["once"].get(stage, {})]
            parts.append([figures[measure.field] for figures in rounds if figures.get(measure.field) is not None])
        return [sum(parts_of_round) for parts_of_round in zip(*parts, strict=False)]

    def median(self, peer: str, key: str) -> float | None:
        """The median of a measure, or None where it was not measured."""
        series = self.series(peer, key)
        return statistics.median(series) if series else None

    def ratio(self, key: str, peer: str, other: str, other_key: str | None = None) -> float | None:
        """The median over the rounds of one peer's figure as a multiple of another's in the same round."""
        found = ratios(self.series(peer, key), self.series(other, other_key or key))
        return statistics.median(found) if found else None

    def advantage(self, key: str, others: list[str]) -> float | None:
        """How many times faster or smaller ours is than the best, in each round, of some others."""
        columns = [ratios(self.series(other, key), self.series(OURS, key)) for other in others]
        best = [min(column) for column in zip(*(column for column in columns if column), strict=False)]
        return statistics.median(best) if best else None

    def peak_bytes(self) -> int | None:
        """The highest peak of ours in any round of what a centre or a newcomer does."""
        rounds = self.raw["peers"].get(OURS, {"rounds": {}})["rounds"]
        peaks = [figures["peakBytes"] for stage in PEAK_STAGES for figures in rounds.get(stage, [])]
        return max(peaks) if peaks else None

    def check(self, peer: str) -> dict[str, int] | None:
        """What became of the losing writes, and how many conflicts were surfaced."""
        rounds = self.raw["peers"].get(peer, {"rounds": {}})["rounds"].get("consolidate", [])
        if not rounds or "check" not in rounds[0]:
            return None
        return rounds[0]["check"] | {"surfaced": rounds[0]["surfaced"]}


class Result:
    """The figures of all sizes of a run."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.sizes = sorted(map(SizeFigures, raw["sizes"]), key=lambda size: size.operations)

    def size(self, operations: int) -> SizeFigures | None:
        """The size that is near a number of operations."""
        return next((size for size in self.sizes if abs(size.asked / operations - 1) < NEAR), None)

    @property
    def versions(self) -> dict[str, str]:
        """All peers' versions."""
        return {name: told["version"] for size in self.raw["sizes"] for name, told in size["peers"].items()}

    @property
    def skipped(self) -> dict[str, list[str]]:
        """Who was not run, with the reasons and their sizes."""
        found: dict[str, dict[str, list[str]]] = {}
        for size in self.sizes:
            for name, reason in size.raw["skipped"].items():
                found.setdefault(name, {}).setdefault(reason, []).append(f"{size.asked:,}")
        return {name: [reason if len(sizes) == len(self.sizes) else f"at {', '.join(sizes)}: {reason}"
                       for reason, sizes in reasons.items()] for name, reasons in found.items()}

"""What Pobratym is to reach, each goal with its formula on the measured figures."""
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from figures import Result, SizeFigures
from peers import ENTRIES, FLOOR, OURS

MILLION = 1_000_000
MIB = 1 << 20
MET, NOT_MET, NOT_MEASURED = "met", "not met", "not measured"

# How many times as fast as each the consolidation of a million operations is to be; of an engine's ways, the fastest
# counts.
FASTER = [("the floor in C", [FLOOR], 1.0), ("Yrs", ["yrs part", "yrs one"], 1.8),
          ("Loro", ["loro part", "loro one"], 2.5), ("PostgreSQL", ["postgresql"], 3.0),
          ("cr-sqlite", ["cr-sqlite"], 5.0), ("Automerge", ["automerge part", "automerge one"], 8.0),
          ("SQLite's session extension", ["sqlite-session"], 1.0)]


@dataclass(frozen=True)
class Goal:
    """A figure and the bound that it has to keep."""

    what: str
    is_least: bool    # whether the bound is the least or the most
    bound: float
    figure: Callable[[Result], float | None]
    form: str = "{:.2f}"

    def state(self, result: Result) -> str:
        """Whether it is met."""
        figure = self.figure(result)
        if figure is None:
            return NOT_MEASURED
        is_met = figure >= self.bound if self.is_least else figure <= self.bound
        return MET if is_met else NOT_MET

    def told(self, result: Result) -> str:
        """The figure as text."""
        figure = self.figure(result)
        return "-" if figure is None else self.form.format(figure)

    @property
    def wanted(self) -> str:
        """The bound as text."""
        return f"{'>=' if self.is_least else '<='} {self.form.format(self.bound)}"


def usual(result: Result) -> SizeFigures | None:
    """The size that goals are for that name none: a million, else the largest with figures of ours."""
    ours = [size for size in result.sizes if OURS in size.raw["peers"]]
    return next((size for size in ours if size is result.size(MILLION)), ours[-1] if ours else None)


def at(operations: int | None, figure: Callable[[SizeFigures], float | None]) -> Callable[[Result], float | None]:
    """A figure of one size, or of the usual one."""
    def found(result: Result) -> float | None:
        size = usual(result) if operations is None else result.size(operations)
        return figure(size) if size else None
    return found


def growth(cost: Callable[[SizeFigures], float | None]) -> Callable[[Result], float | None]:
    """The largest size's cost as a multiple of the smallest's."""
    def found(result: Result) -> float | None:
        costs = [told for size in result.sizes if (told := cost(size))]
        return costs[-1] / costs[0] if len(costs) > 1 else None
    return found


def fixed_bytes(size: SizeFigures) -> float | None:
    """The bytes of the delta of fixed size, up and down."""
    told = size.raw["peers"].get(OURS)
    if not told or "fixed_author" not in told["once"] or not told["rounds"].get("fixed_down"):
        return None
    down = statistics.median(figures.get("wireBytes", 0) for figures in told["rounds"]["fixed_down"])
    return told["once"]["fixed_author"].get("wireBytes", 0) + down


def cost(size: SizeFigures) -> float | None:
    """The consolidation's seconds for an operation."""
    seconds = size.median(OURS, "consolidate")
    return seconds / size.operations if seconds else None


def milliseconds(key: str) -> Callable[[SizeFigures], float | None]:
    """A measure of ours in milliseconds."""
    def found(size: SizeFigures) -> float | None:
        seconds = size.median(OURS, key)
        return None if seconds is None else seconds * 1e3
    return found


def peak(size: SizeFigures) -> float | None:
    """Our highest peak in MiB."""
    found = size.peak_bytes()
    return None if found is None else found / MIB


def lost(size: SizeFigures) -> float | None:
    """How many of our losing writes nobody is shown."""
    check = size.check(OURS)
    return None if check is None else check["lost"] + check["missing"]


ENGINES = [entry.name for entry in ENTRIES if not entry.is_floor and entry.name != OURS]

GOALS = [
    *(Goal(f"consolidate 1,000,000 operations: times as fast as {name}", True, bound,
           at(MILLION, lambda size, peers=peers: size.advantage("consolidate", peers)))
      for name, peers, bound in FASTER),
    Goal("bundles that are known: times as fast as the first time", True, 5,
         at(None, lambda size: size.ratio("consolidate", OURS, OURS, "again"))),
    Goal("delta of 1 %, apply + down: times as fast as the fastest engine", True, 1,
         at(None, lambda size: size.advantage("delta", ENGINES))),
    Goal("delta of a fixed size, largest store against smallest: time", False, 1.5,
         growth(lambda size: size.median(OURS, "fixed"))),
    Goal("delta of a fixed size, largest store against smallest: bytes", False, 1.5, growth(fixed_bytes)),
    Goal("newcomer's import: times copying and checking the SQLite file", False, 1.3,
         at(None, lambda size: size.ratio("boot_import", OURS, OURS, "copy"))),
    Goal("wire: times the floor's gzip JSON", False, 1.2, at(None, lambda size: size.ratio("wire", OURS, FLOOR))),
    Goal("store: times the packed floor's", False, 1.3, at(None, lambda size: size.ratio("store", OURS, FLOOR))),
    Goal("consolidation's cost of an operation at 10,000,000 operations against 100,000", False, 1.5,
         lambda result: growth(cost)(result) if result.size(10 * MILLION) and result.size(MILLION // 10) else None),
    Goal("a durable edit: times SQLite's own commit", False, 1.5,
         at(None, lambda size: size.ratio("edit", OURS, OURS, "edit_floor"))),
    Goal("`pobratym --version`, ms", False, 10, at(None, milliseconds("start")), "{:.1f}"),
    Goal("`pobratym show` on the merged store, ms", False, 30, at(None, milliseconds("show")), "{:.1f}"),
    Goal("peak memory with 1,000,000 operations, MiB", False, 128, at(MILLION, peak), "{:.0f}"),
    Goal("peak memory with 10,000,000 operations, MiB", False, 256, at(10 * MILLION, peak), "{:.0f}"),
    Goal("writes lost silently", False, 0, at(None, lost), "{:.0f}"),
]

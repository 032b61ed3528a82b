"""Draws how time, memory, store and wire grow with the number of operations: picture.py RESULT.json OUT.svg

One line an engine, of its ways the fastest; ours emphasised, the floor dashed.
"""
import json
import sys
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
import matplotlib  # noqa: E402

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

from figures import Result  # noqa: E402
from goals import MIB  # noqa: E402
from peers import FLOOR, OURS  # noqa: E402

OURS_COLOUR, FLOOR_COLOUR = "#0b5cad", "#222222"
COLOURS = ["#8a5a2b", "#5f7f3a", "#8c6bb1", "#3f8f8a", "#b5646f", "#7f7f7f", "#b08d2e", "#5b6f9c", "#a3599c", "#6b6b3f"]
PANELS = [("consolidate", "time of consolidation", "µs per operation", 1e-6, True),
          ("peak", "peak memory of consolidation", "MiB", MIB, False),
          ("store", "store", "bytes per operation", 1, True),
          ("wire", "wire, all laptops' bundles", "bytes per operation", 1, True)]
LABEL_GAP = 0.052    # of the panel's height, between labels

Points = list[tuple[int, float]]


def points(result: Result, peer: str, key: str, scale: float, is_each: bool) -> Points:
    """A peer's measure at each size."""
    found = [(size.operations, size.median(peer, key), size.operations if is_each else 1) for size in result.sizes]
    return [(operations, figure / scale / divisor) for operations, figure, divisor in found if figure]


def lines(result: Result) -> dict[str, str]:
    """The peers to draw with their labels: of an engine's ways the fastest, floors but one left out."""
    best: dict[str, str] = {}
    for size in reversed(result.sizes):
        for name in size.peers:
            engine = name.split()[0]
            is_left_out = engine.startswith("floor") and name != FLOOR
            if not is_left_out and engine not in best and len(points(result, name, "wire", 1, True)) > 1:
                best[engine] = name
    return {name: "floor in C" if name == FLOOR else engine for engine, name in best.items()}


def style(name: str, number: int) -> dict[str, Any]:
    """How a peer's line looks."""
    if name == OURS:
        return {"color": OURS_COLOUR, "linewidth": 2.6, "marker": "o", "markersize": 5, "zorder": 5}
    if name == FLOOR:
        return {"color": FLOOR_COLOUR, "linewidth": 1.3, "linestyle": "--", "marker": "o", "markersize": 3, "zorder": 4}
    return {"color": COLOURS[number % len(COLOURS)], "linewidth": 1.1, "marker": "o", "markersize": 3, "zorder": 3}


def spread_out(heights: list[float]) -> list[float]:
    """Moves labels apart that would overlap; heights are parts of the panel's, in any order."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    moved = list(heights)
    for lower, upper in zip(order, order[1:], strict=False):
        moved[upper] = max(moved[upper], moved[lower] + LABEL_GAP)
    excess = max(0.0, moved[order[-1]] - 1) if order else 0
    ceiling = 1.0
    for place in reversed(order):    # and back down, where they ran out at the top
        moved[place] = min(moved[place], ceiling) if excess else moved[place]
        ceiling = moved[place] - LABEL_GAP
    return moved


def label(axes: Any, ends: list[tuple[str, str, float, float]]) -> None:
    """Writes each line's name at the right, joined to the line's end where it had to move."""
    places = [axes.transAxes.inverted().transform(axes.transData.transform((x, y))) for _, _, x, y in ends]
    heights = spread_out([float(place[1]) for place in places])
    for (text, colour, _, _), (x, y), height in zip(ends, places, heights, strict=True):
        axes.plot([x + 0.01, 1.03], [y, height], transform=axes.transAxes, color=colour, linewidth=0.5, alpha=0.6,
                  clip_on=False)
        axes.text(1.04, height, text, transform=axes.transAxes, color=colour, fontsize=8, va="center",
                  fontweight="bold" if text == OURS else "normal")


def panel(axes: Any, result: Result, key: str, title: str, unit: str, scale: float, is_each: bool) -> None:
    """Draws one measure."""
    ends = []
    for number, (name, text) in enumerate(sorted(lines(result).items())):
        drawn = points(result, name, key, scale, is_each)
        if drawn:
            look = style(name, number)
            axes.plot(*zip(*drawn, strict=True), **look)
            ends.append((text, look["color"], *drawn[-1]))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks([size.operations for size in result.sizes], [f"{size.asked:,}" for size in result.sizes])
    axes.minorticks_off()
    axes.yaxis.set_minor_locator(matplotlib.ticker.LogLocator(subs=range(2, 10)))
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_ylabel(unit, fontsize=8)
    axes.set_xlabel("field operations", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.grid(True, which="major", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda figure, _: f"{figure:g}"))
    axes.yaxis.set_minor_formatter(matplotlib.ticker.FuncFormatter(lambda figure, _: few(axes, figure)))
    axes.tick_params(axis="y", which="minor", labelsize=7)
    label(axes, ends)


def few(axes: Any, figure: float) -> str:
    """Numbers between powers of ten: 2 and 5 alone, and only where the axis spans little."""
    least, most = axes.get_ylim()
    return f"{figure:g}" if most / least < 300 and f"{figure:e}"[0] in "25" else ""


def draw(result: Result, out: Path) -> None:
    """Draws all panels."""
    pyplot.rcParams |= {"font.family": "sans-serif", "svg.hashsalt": "bench", "svg.fonttype": "path"}
    figure, grid = pyplot.subplots(2, 2, figsize=(11, 8))
    figure.subplots_adjust(left=0.07, right=0.88, top=0.94, bottom=0.07, wspace=0.62, hspace=0.32)
    for axes, description in zip(grid.flat, PANELS, strict=True):
        panel(axes, result, *description)
    figure.savefig(out, metadata={"Date": None, "Creator": None})
    text = "\n".join(line.rstrip() for line in out.read_text().splitlines())
    out.write_text(text + "\n")


if __name__ == "__main__":
    draw(Result(json.loads(Path(sys.argv[1]).read_text())), Path(sys.argv[2]))

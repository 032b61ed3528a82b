"""The figures as tables in Markdown."""
from collections.abc import Iterable

from figures import FLOOR_MEASURES, OWN_MEASURES, PEER_MEASURES, Result, SizeFigures
from goals import GOALS, MIB
from peers import FLOOR, OURS

PEER_HEADINGS = ["peer", "author s", "consolidate s (min-max)", "operations/s", "times the floor", "peak MiB",
                 "wire raw / packed MB", "store MB", "delta up KB, apply + down ms", "newcomer MB, export s, import s",
                 "conflicts surfaced", "lost silently (collateral)", "latest value"]


def markdown(headings: list[str], rows: Iterable[list[str]]) -> str:
    """A table."""
    lines = ["| " + " | ".join(line) + " |" for line in [headings, *rows]]
    return "\n".join([lines[0], "|" + "---|" * len(headings), *lines[1:]])


def shown(figure: float | None, form: str = "{:.2f}", scale: float = 1) -> str:
    """A figure, or a dash where there is none."""
    return "-" if figure is None else form.format(figure / scale)


def emphasised(name: str) -> str:
    """A peer's name, ours in bold."""
    return f"**{name}**" if name == OURS else name


def spread(series: list[float], form: str = "{:.2f}", scale: float = 1) -> str:
    """The least and the most of a series."""
    return f"({form.format(min(series) / scale)}-{form.format(max(series) / scale)})" if series else ""


def peer_row(size: SizeFigures, name: str) -> list[str]:
    """What one peer did."""
    def median(key: str, form: str = "{:.2f}", scale: float = 1) -> str:
        return shown(size.median(name, key), form, scale)

    seconds = size.median(name, "consolidate")
    raw = size.raw["peers"][name]["once"]["author"].get("rawBytes")
    check, told = size.check(name), size.raw["peers"][name]
    return [emphasised(name), median("author"),
            f"{shown(seconds)} {spread(size.series(name, 'consolidate'))}",
            shown(size.operations / seconds if seconds else None, "{:,.0f}"),
            shown(size.ratio("consolidate", name, FLOOR)), median("peak", "{:.0f}", MIB),
            f"{shown(raw, '{:.2f}', 1e6)} / {median('wire', '{:.2f}', 1e6)}",
            median("store", "{:.2f}", 1e6),
            f"{median('delta_up', '{:.1f}', 1e3)}, {median('delta', '{:.1f}', 1e-3)}",
            f"{median('boot', '{:.2f}', 1e6)}, {median('boot_export')}, {median('boot_import')}",
            f"{check['surfaced']} {told['unit']}" if check and check["surfaced"] else "0" if check else "-",
            f"{check['lost']} ({check['collateral']})" if check else "-",
            f"{check['latest']}/{check['contested']}" if check else "-"]


def peer_table(size: SizeFigures) -> str:
    """All peers, the fastest first, and who was not run."""
    table = markdown(PEER_HEADINGS, [peer_row(size, name) for name in size.peers])
    skipped = "".join(f"\n- {name}: {reason}" for name, reason in size.raw["skipped"].items())
    return table + (f"\n\nNot run:\n{skipped}" if skipped else "")


def ratio_table(size: SizeFigures) -> str:
    """How many times faster or smaller ours is than each."""
    rows = []
    for name in size.peers:
        if name != OURS:
            rows.append([name, *(shown(size.advantage(measure.key, [name])) for measure in PEER_MEASURES)])
    return markdown(["Pobratym is … times faster or smaller than", *(measure.title for measure in PEER_MEASURES)], rows)


def own_table(size: SizeFigures) -> str:
    """Our own stages, and the floors beneath some of them."""
    rows = []
    for measure in [measure for measure in PEER_MEASURES if measure.is_time] + OWN_MEASURES + FLOOR_MEASURES:
        series = size.series(OURS, measure.key)
        if not series:
            continue
        rounds = size.raw["peers"][OURS]["rounds"]
        is_part = measure.stages == ("stages",) or measure.field != "seconds"
        peaks = [figures["peakBytes"] for stage in measure.stages for figures in rounds.get(stage, [])]
        peak = f"{max(peaks) / MIB:.0f}" if peaks and not is_part else "-"
        ratio = size.ratio(measure.key, OURS, FLOOR, "consolidate")
        rows.append([measure.title, shown(size.median(OURS, measure.key), "{:.2f}", 1e-3),
                     spread(series, "{:.2f}", 1e-3).strip("()"), shown(ratio, "{:.3f}"), peak])
    table = markdown(["what", "ms", "min-max", "times the floor's consolidation", "peak MiB"], rows)
    failed = "".join(f"\n- {reason}" for reason in size.raw["unmeasured"].values())
    return table + (f"\n\nNot measured:\n{failed}" if failed else "")


def goal_table(result: Result) -> str:
    """All goals."""
    return markdown(["goal", "wanted", "measured", ""],
                    [[goal.what, goal.wanted, goal.told(result), goal.state(result)] for goal in GOALS])


def years_table(years: list[dict[str, float]]) -> str:
    """What a network costs as it grows old."""
    def row(year: dict[str, float]) -> list[str]:
        def part(key: str) -> str:
            return f"{100 * (1 - year[key] / year['segmentBytes']):.1f} %"
        return [f"{year['year']:.0f}", f"{year['operations']:,}", f"{year['records']:,}", f"{year['segments']:,}",
                *(f"{year[key] / 1e6:.1f}" for key in ("storeBytes", "stateBytes", "segmentBytes")),
                part("withoutReplacedValues"), part("withoutReplacedSegments"), shown(year["weekSeconds"], "{:.2f}"),
                *(shown(year[key], "{:.1f}", 1e-3) for key in ("openSeconds", "editSeconds"))]
    return markdown(["year", "operations", "records", "segments", "store MB", "states MB", "segments MB",
                     "of these replaced values", "of these segments replaced whole", "a week's bundles s", "open ms",
                     "an edit ms"], [row(year) for year in years])


def sizes(result: Result) -> str:
    """The tables of all sizes."""
    parts = []
    for size in result.sizes:
        parts += [f"## {size.operations:,} field operations", peer_table(size)]
        if OURS in size.raw["peers"]:
            parts += [ratio_table(size), "### Our own stages", own_table(size)]
    return "\n\n".join(parts)


def everything(result: Result) -> str:
    """All tables of a run."""
    years = result.raw.get("years")
    told = f"\n\n## Years\n\n{years_table(years)}" if years else ""
    return f"{sizes(result)}{told}\n\n## Goals\n\n{goal_table(result)}"

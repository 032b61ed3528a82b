"""Runs one stage of one peer, in this process of its own: stage.py PEER STAGE DATA WORK [--check].

Prints a line of JSON. The stage `version` only tells the peer's version. With another exit code than 0, the last line
on standard error says why. With --check, the merged state is compared with what the workload says that it must hold.
"""
import json
import resource
import signal
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.dont_write_bytecode = True
from peers import named  # noqa: E402
from peers.peer import Peer, Unavailable  # noqa: E402


def peak_bytes() -> int:
    """This process's peak, and not that of the one that started it, which the system's usual figure may be."""
    lines = Path("/proc/self/status").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024


def number(text: str) -> float | str:
    """The number of a store that keeps text."""
    try:
        return float(text)
    except ValueError:
        return text


def check(peer: Peer, shown: set | None) -> dict[str, int]:
    """Counts the losing writes that nobody is shown: of contested cells, and of cells that one laptop alone wrote."""
    oracle = json.loads((peer.data / "oracle.json").read_text())
    held = peer.lookup(list(oracle))
    counts = dict.fromkeys(("contested", "latest", "losing", "lost", "collateral", "wrong", "missing"), 0)
    for record, cells in oracle.items():
        if record not in held:
            counts["missing"] += 1
        for field, cell in cells.items():
            value = held.get(record, {}).get(field)
            if isinstance(cell["win"], int | float) and isinstance(value, str):
                value = number(value)
            is_shown = shown is not None and (record in shown or (record, field) in shown)
            if cell["c"]:
                losers = len({json.dumps(one) for one in cell["vals"]}) - 1
                counts["contested"] += 1
                counts["losing"] += losers
                counts["latest"] += value == cell["win"]
                counts["wrong"] += value not in cell["vals"]
                counts["lost"] += 0 if is_shown else losers
            elif value != cell["win"]:
                counts["collateral"] += 1
                counts["lost"] += not is_shown
    return counts


def run(peer: Peer, stage: str, is_checked: bool) -> dict[str, Any]:
    """Runs a stage and returns its figures."""
    peer.exchange.mkdir(parents=True, exist_ok=True)
    start = perf_counter()
    shown = peer.run_own(stage) if stage in peer.own else getattr(peer, stage)()
    seconds = perf_counter() - start if peer.seconds is None else peer.seconds
    peak = (peak_bytes() if peer.peak_bytes is None else peer.peak_bytes) + peer.helper_bytes
    figures = {"seconds": seconds, "peakBytes": peak}
    if peer.wire_bytes:
        figures |= {"rawBytes": peer.raw_bytes, "wireBytes": peer.wire_bytes}
    told = {name: value for name, value in peer.figures.items() if name not in figures}
    if stage == "consolidate":
        figures["surfaced"] = len(shown or ())
        if store := peer.store_bytes():
            figures["storeBytes"] = store
        if is_checked and "lookup" not in peer.absent:
            figures["check"] = check(peer, shown)
    return figures | told


def main() -> None:
    """Runs what the command line says."""
    name, stage, data, work, *rest = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # Tools/bench gets it too, and ends us as it should
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))   # so that a peer ends its server
    try:
        peer = named(name).peer(Path(data), Path(work))
        if stage == "version":
            answer = {"version": peer.version(), "unit": peer.unit, "absent": peer.absent, "own": peer.own}
        else:
            answer = run(peer, stage, "--check" in rest)
    except ModuleNotFoundError as error:
        sys.exit(f"the Python package '{error.name}' is missing")
    except Unavailable as error:
        sys.exit(str(error))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()

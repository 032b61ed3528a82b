"""Tests what is computed from figures: selftest.py (or Tools/bench --selftest)."""
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
from comparison import changes  # noqa: E402
from figures import Result, ratios  # noqa: E402
from goals import GOALS, MET, NOT_MEASURED, NOT_MET  # noqa: E402
from peers import ENTRIES, FLOOR, OURS  # noqa: E402
from peers.pobratym import hexadecimal  # noqa: E402
from performance import BEGIN, END, write  # noqa: E402
from snapshots import restore  # noqa: E402
from tables import everything, peer_table  # noqa: E402

CHECK = {"contested": 4, "latest": 4, "losing": 5, "lost": 0, "collateral": 0, "wrong": 0, "missing": 0}


def peer(seconds: list[float], **others: Any) -> dict[str, Any]:
    """Raw figures of a peer that takes so long in the rounds."""
    others_of_round = {"peakBytes": 1 << 20, "storeBytes": 100, "surfaced": 4}
    rounds = {"consolidate": [{"seconds": figure} | others_of_round for figure in seconds]}
    rounds["consolidate"][0]["check"] = CHECK | others.pop("check", {})
    return {"version": "1", "unit": "cell", "once": {"author": {"seconds": 1.0, "rawBytes": 90, "wireBytes": 10}},
            "rounds": rounds | others}


def result(peers: dict[str, Any], operations: int = 1_000_000, **more: Any) -> dict[str, Any]:
    """A run of one size."""
    size = {"operations": operations, "workload": {"ops": operations, "delta_ops": operations // 100}, "peers": peers,
            "skipped": {"git": "git is not installed"}, "unmeasured": {}}
    machine = {"processor": "P", "cores": 2, "memoryBytes": 1 << 33, "kernel": "6", "system": "S", "fileSystem": "ext4",
               "python": "3.11"}
    return {"sizes": [size, *more.get("sizes", [])], "machine": machine, "isChanged": False, "date": "D",
            "commit": "c" * 40, "runs": 3}


def goal(start: str) -> Any:
    """The goal whose text begins so."""
    return next(goal for goal in GOALS if goal.what.startswith(start))


class Ratios(unittest.TestCase):
    """Ratios are the rounds', not those of the medians."""

    def test_a_slow_round_does_not_count(self) -> None:
        """Where a whole round is slow, its ratio is as the others'."""
        size = Result(result({OURS: peer([1, 10, 1]), FLOOR: peer([2, 20, 3])})).sizes[0]
        self.assertEqual(size.advantage("consolidate", [FLOOR]), 2)
        self.assertEqual(size.ratio("consolidate", OURS, FLOOR), 0.5)

    def test_what_was_measured_once_counts_in_all_rounds(self) -> None:
        """A single figure is paired with each; nothing gives no ratio."""
        self.assertEqual(ratios([2], [1, 2, 4]), [2, 1, 0.5])
        self.assertEqual(ratios([], [1, 2]), [])

    def test_of_several_ways_the_best_of_each_round_counts(self) -> None:
        """An engine is as fast as the faster of its ways."""
        size = Result(result({OURS: peer([1, 1]), "yrs part": peer([4, 2]), "yrs one": peer([3, 9])})).sizes[0]
        self.assertEqual(size.advantage("consolidate", ["yrs part", "yrs one"]), 2.5)
        self.assertEqual(size.advantage("consolidate", ["loro part", "yrs one"]), 6)
        self.assertIsNone(size.advantage("consolidate", ["loro part"]))

    def test_sums_need_all_their_stages(self) -> None:
        """A delta that was taken in and not handed on is not measured."""
        half = Result(result({OURS: peer([1], delta_apply=[{"seconds": 1}])})).sizes[0]
        whole = Result(result({OURS: peer([1], delta_apply=[{"seconds": 1}], delta_down=[{"seconds": 2}])})).sizes[0]
        self.assertIsNone(half.median(OURS, "delta"))
        self.assertEqual(whole.median(OURS, "delta"), 3)


class Goals(unittest.TestCase):
    """A goal is met, not met, or not measured."""

    def test_speed_is_judged_at_a_million_alone(self) -> None:
        """The bound itself is met; another size does not count."""
        peers = {OURS: peer([1]), "yrs one": peer([1.8]), FLOOR: peer([0.9])}
        states = {what: goal(f"consolidate 1,000,000 operations: times as fast as {what}").state(Result(result(peers)))
                  for what in ("Yrs", "the floor", "Loro")}
        self.assertEqual(states, {"Yrs": MET, "the floor": NOT_MET, "Loro": NOT_MEASURED})
        self.assertEqual(goal("consolidate 1,000,000 operations: times as fast as Yrs").state(
            Result(result(peers, 100_000))), NOT_MEASURED)

    def test_growth_needs_both_its_sizes(self) -> None:
        """The cost of an operation is compared between the two sizes that the goal names, and no others."""
        small = result({OURS: peer([0.1])}, 100_000)["sizes"]
        self.assertEqual(goal("consolidation's cost").state(Result(result({OURS: peer([1])}))), NOT_MEASURED)
        self.assertEqual(goal("consolidation's cost").state(Result(result({OURS: peer([1])}, sizes=small))), NOT_MEASURED)
        large = Result(result({OURS: peer([20])}, 10_000_000, sizes=small))
        self.assertEqual(goal("consolidation's cost").told(large), "2.00")
        self.assertEqual(goal("consolidation's cost").state(large), NOT_MET)

    def test_nothing_may_be_lost(self) -> None:
        """One lost write is one too many, and so is a missing record."""
        for check, state in (({}, MET), ({"lost": 1}, NOT_MET), ({"missing": 1}, NOT_MET)):
            self.assertEqual(goal("writes lost").state(Result(result({OURS: peer([1], check=check)}))), state)

    def test_a_newcomer_is_measured_against_a_copy_of_the_same_round(self) -> None:
        """And an edit against the commit of the same process."""
        raw = result({OURS: peer([1], boot_import=[{"seconds": 3}, {"seconds": 1}],
                                 copy=[{"seconds": 3}, {"seconds": 0.5}],
                                 edit=[{"seconds": 0.003, "floorSeconds": 0.001}])})
        self.assertEqual(goal("newcomer's import").told(Result(raw)), "1.50")
        self.assertEqual(goal("a durable edit").told(Result(raw)), "3.00")

    def test_without_ours_nothing_is_measured(self) -> None:
        """And nothing fails."""
        self.assertEqual({goal.state(Result(result({FLOOR: peer([1])}))) for goal in GOALS}, {NOT_MEASURED})


class Comparison(unittest.TestCase):
    """The last release is compared by ratios to the floor."""

    def found(self, now: dict, before: dict) -> list[str]:
        """The changes that are worth a line."""
        return [change.line for change in changes(Result(now), Result(before)) if change.is_worse or change.is_better]

    def test_a_slower_machine_is_no_change(self) -> None:
        """All seconds doubled, the floor's too."""
        before = result({OURS: peer([2, 2]), FLOOR: peer([1, 1])})
        self.assertEqual(self.found(result({OURS: peer([4, 4]), FLOOR: peer([2, 2])}), before), [])

    def test_more_than_a_tenth_is_told(self) -> None:
        """Slower and faster, and what is lost."""
        before = result({OURS: peer([2]), FLOOR: peer([1])})
        self.assertEqual(self.found(result({OURS: peer([2.1]), FLOOR: peer([1])}), before), [])
        slower = self.found(result({OURS: peer([3], check={"lost": 2}), FLOOR: peer([1])}), before)
        self.assertEqual(slower, ["worse by 50 %: consolidate against the floor at 1,000,000 operations: 2 -> 3",
                                  "worse: writes lost silently at 1,000,000 operations: 0 -> 2"])
        self.assertEqual(self.found(result({OURS: peer([1]), FLOOR: peer([1])}), before),
                         ["better by 50 %: consolidate against the floor at 1,000,000 operations: 2 -> 1"])

    def test_other_sizes_are_not_compared(self) -> None:
        """Only what both have."""
        before = result({OURS: peer([2]), FLOOR: peer([1])}, 100_000)
        self.assertEqual(changes(Result(result({OURS: peer([9]), FLOOR: peer([1])})), Result(before)), [])


class Pages(unittest.TestCase):
    """What is rendered."""

    def test_who_was_not_run_is_named(self) -> None:
        """With the reason."""
        raw = Result(result({OURS: peer([1]), FLOOR: peer([1])}))
        self.assertIn("- git: git is not installed", peer_table(raw.sizes[0]))
        self.assertIn("| goal |", everything(raw))

    def test_notes_stay(self) -> None:
        """What was written by hand is kept when the page is written again."""
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "PERFORMANCE.md"
            raw = Result(result({OURS: peer([1]), FLOOR: peer([1])}))
            write(raw, page, None)
            page.write_text(page.read_text().replace(BEGIN, BEGIN + "\nby hand\n"))
            before = page.read_text()
            write(raw, page, None)
            self.assertEqual(page.read_text(), before)
            self.assertIn("by hand", before.split(END)[0])

    def test_every_peer_has_a_file(self) -> None:
        """And names are unique."""
        folder = Path(__file__).resolve().parent / "peers"
        self.assertEqual([entry.name for entry in ENTRIES if not (folder / f"{entry.module}.py").exists()], [])
        self.assertEqual(len({entry.folder for entry in ENTRIES}), len(ENTRIES))


class Folders(unittest.TestCase):
    """Stores are put back in place."""

    def test_a_folder_stays_the_same_folder(self) -> None:
        """Its contents are the other's, it and its folders keep their numbers."""
        with tempfile.TemporaryDirectory() as name:
            source, target = Path(name) / "a", Path(name) / "b"
            for path, text in ((source / "in/x", "1"), (target / "in/y", "2"), (target / "gone/z", "3")):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            numbers = target.stat().st_ino, (target / "in").stat().st_ino
            restore(source, target)
            self.assertEqual([str(path.relative_to(target)) for path in sorted(target.rglob("*"))], ["in", "in/x"])
            self.assertEqual((target.stat().st_ino, (target / "in").stat().st_ino), numbers)

    def test_an_id_is_the_same_in_base_16(self) -> None:
        """The 128 bits of a ULID."""
        self.assertEqual(hexadecimal({"id": "0" * 25 + "Z"}), "0" * 30 + "1f")
        self.assertEqual(hexadecimal({"id": "7" + "Z" * 25}), "f" * 32)


if __name__ == "__main__":
    unittest.main()

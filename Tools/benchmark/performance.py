"""Writes PERFORMANCE.md from a run's figures; what is written between its markers by hand stays."""
from pathlib import Path

from figures import Result
from goals import GOALS, MET, NOT_MEASURED
from tables import goal_table, sizes, years_table

BEGIN, END = "<!-- notes: begin -->", "<!-- notes: end -->"
NOTES = "\n(Notes written by hand go here; Tools/bench keeps them.)\n"

METHOD = """## What is measured, and how

One neutral workload, generated from a seed: a base of records, the offline edits of 50 laptops (60 % of the
operations make new records; 5 % of the edits go to records that all laptops edit), then 1 % more edits of one laptop.
An operation is a value of one field; a new record is 15. Every engine gets the same workload in its own idiom, on the
same machine, in the same run.

- **author**: the engine's seconds for all laptops' edits and for writing the exchange files. Measured once a run.
- **consolidate**: the centre opens its store and takes 50 bundles from disk, one durable transaction each, then a
  checkpoint.
- **peak memory** is that of the consolidation. Of engines that are Python packages it holds some 15 MB of Python; of
  PostgreSQL it is the client's and the server process's together. Of ours and of the floor in C it is the program's
  alone.
- **wire** is all laptops' exchange files, gzip level 6 unless the engine compresses by itself; **store** the centre's
  files.
- **delta**: 1 % more operations of one laptop: bytes up, seconds to take them in and to write them for the others.
- **newcomer**: all out of the centre, and into a fresh store, opened.
- **surfaced**: conflicts that a person can be shown, as cells, rows or files. **Lost silently**: losing writes that
  are neither in the merged state nor shown. **Collateral**: values that one laptop alone wrote, and that are gone all
  the same. **Latest value**: in how many contested cells the write with the newest clock shows; no goal of ours, for
  clocks lie.
- **the floor in C** (`floor-c packed`) is the least that merging can cost: gunzip, scan, one row a record in SQLite;
  it keeps no history and signs nothing. `floor-c parse` writes nothing at all.

Rounds are interleaved: in each, every engine does a stage once before the next stage begins, and who is first goes
round, since machines drift. Figures are medians over the rounds; ratios are medians of the ratios within a round.
Trust the ratios, not the seconds. Each stage is a process of its own on stores put back to the same state; the
operating system has the files in its cache."""

LIMITS = """## Limits of the method

- Deletions, changes of the schema, attachments, authentication and partial copies at the centre are not in the
  workload.
- Ours signs and verifies what it exchanges, seals bundles to their readers and keeps every value that ever was; no
  other engine here does all of it. The figures compare what people wait for, not the same work.
- Most engines are driven from Python, which costs them some of their seconds (in `author` most); floors in Python
  show how much.
- The document libraries keep documents loaded during the consolidation; with one document for everything (`one`) they
  save once.
- A bundle is one durable transaction; what an `fsync` costs depends on the disk.
- Sizes beyond an engine's patience are left out and named as not run."""


def machine_text(result: Result) -> str:
    """Machine and versions."""
    raw = result.raw
    told = raw["machine"]
    changed = " with changes" if raw["isChanged"] else ""
    versions = "".join(f"\n- {name}: {version}" for name, version in sorted(result.versions.items()))
    return (f"## Machine and versions\n\n{told['processor']}, {told['cores']} cores, "
            f"{told['memoryBytes'] / (1 << 30):.0f} GiB, {told['system']}, Linux {told['kernel']}, "
            f"file system {told['fileSystem']}, Python {told['python']}. {raw['date']}, commit {raw['commit'][:12]}{changed}, {raw['runs']} rounds.\n{versions}")


YEARS = """## A network that grows old

Forty laptops, each of which makes a record of 15 fields a week, changes up to three fields of one of the thirty that it
made last twelve times, signs that and sends it to the centre. At the end of each year: the centre's store, and what a
week's bundles, opening the store and an edit take then. *Replaced values* is what the segments, packed as they are, would
shrink by without the values of all replaced operations; *replaced whole*, if of the segments whose operations are all
replaced only headers and signatures were left.

"""


def goals_text(result: Result) -> str:
    """The goals and how many are met."""
    states = [goal.state(result) for goal in GOALS]
    measured = len(states) - states.count(NOT_MEASURED)
    return f"## Goals\n\n{states.count(MET)} of {measured} that were measured are met.\n\n{goal_table(result)}"


def notes_in(text: str) -> str:
    """What stands between the markers, or an invitation."""
    begin, end = text.find(BEGIN), text.find(END)
    return text[begin + len(BEGIN):end] if 0 <= begin < end else NOTES


def rendered(result: Result, picture: str | None, notes: str) -> str:
    """The whole page."""
    drawn = f"## How it grows\n\n![Time, memory, store and wire against the number of operations]({picture})"
    head = "By `Tools/bench`, which measures Pobratym beside other sync engines and writes this page."
    years = result.raw.get("years")
    parts = ["# Performance", head, goals_text(result), f"## Notes\n\n{BEGIN}{notes}{END}", METHOD, sizes(result),
             *([drawn] if picture else []), *([YEARS + years_table(years)] if years else []), machine_text(result), LIMITS]
    return "\n\n".join(parts) + "\n"


def write(result: Result, page: Path, picture: str | None) -> None:
    """Writes the page and keeps its notes."""
    notes = notes_in(page.read_text() if page.exists() else "")
    page.write_text(rendered(result, picture, notes))

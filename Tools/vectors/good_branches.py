"""Vectors about forked logs: branches, their names, and what references name."""

from copy import copy
from typing import Callable

from good import Vectors, put, split
from good_trust import CLERK, OFFICER, directory, work
from names import branch_name
from writing import CENTRE, LVIV, Log, admit, bundle, parsed


def step(log: Log, lamport: int, *notes: str) -> bytes:
    """A segment of a commit for each note."""
    return log.segment(*[
        (lamport + place, [put("note", note)]) for place, note in enumerate(notes)])


def branch(parent: str, segment: bytes) -> str:
    """The name of the branch that begins with a segment."""
    return branch_name(parent, parsed(segment).commits[0].line)


def forks() -> Vectors:
    """Vectors about the shapes of trees."""
    log = Log(CENTRE, dossier=1)
    start = step(log, 1, "a", "b")
    left, right = copy(log), copy(log)
    parts = [start, step(left, 3, "left", "left 2"), step(right, 3, "right"),
             step(right, 4, "right 2"), step(left, 5, "left 3")]
    yield "fork", "two histories of one log: both count, told apart by branches", split(parts)
    yield "fork-in-a-bundle", "a forked log in one bundle, which says so", [bundle(parts)]
    inner = copy(right)
    yield "fork-nested", "a branch that is forked again", split(
        [*parts[:4], step(right, 5, "inner a"), step(inner, 5, "inner b")])
    one, two = Log(CENTRE, dossier=1), Log(CENTRE, dossier=1)
    yield "fork-at-first", "two histories from the first operation on", split(
        [step(one, 1, "one"), step(two, 1, "two"), step(two, 2, "two 2")])
    shared, other = Log(CENTRE, dossier=1), Log(CENTRE, dossier=1)
    yield "fork-within-segment", "two segments that begin with the same commits", split(
        [step(shared, 1, "a", "b", "c"), step(other, 1, "a", "b", "d", "e")])
    whole, cut = Log(CENTRE, dossier=1), Log(CENTRE, dossier=1)
    pieces = [step(whole, 1, "a", "b", "c"), step(cut, 1, "a", "b"), step(cut, 3, "c", "d")]
    yield "cut-differently", "the same commits in other segments are the same operations", split(pieces)
    yield "cut-apart", "the same commits, as long as the segment between is missing", split(
        [pieces[0], pieces[2]])
    three = copy(log)
    yield "fork-of-three", "three histories", split(
        [*parts[:3], step(three, 3, "third")])


def gaps() -> Vectors:
    """Vectors about forks with missing segments."""
    log = Log(CENTRE, dossier=1)
    start = step(log, 1, "a", "b")
    left, right = copy(log), copy(log)
    lefts = [step(left, 3, "left"), step(left, 4, "left 2"), step(left, 5, "left 3")]
    rights = [step(right, 3, "right", "right 2"), step(right, 5, "right 3"), step(right, 6, "right 4")]
    yield "fork-gap", "a segment whose forerunner is missing, beside another history", split(
        [start, lefts[0], lefts[1], lefts[2], rights[1]])
    yield "fork-gap-unseen", "another forerunner is held: a fork, but no number is there twice", split(
        [start, lefts[0], lefts[1], rights[1]])
    yield "fork-gap-above", "a segment above a fork, whose branch nobody can tell", split(
        [start, lefts[0], rights[0], rights[2]])
    yield "fork-gap-filled", "the same, with the missing segment", split(
        [start, lefts[0], *rights])
    alone = copy(right)
    yield "fork-after-gap", "two segments after one that is missing", split(
        [start, step(right, 7, "x"), step(alone, 7, "y", "z")])
    yield "fork-below-gap", "a gap below a fork keeps the name of the log", split(
        [rights[1], rights[2], step(copy_after(rights[1], log, 6), 6, "other")])


def copy_after(text: bytes, log: Log, number: int) -> Log:
    """A log that goes on after a segment."""
    found = copy(log)
    found.next = number
    found.previous = parsed(text).hash.hex()
    return found


def references() -> Vectors:
    """Vectors about what references name in a forked log."""
    log = Log(CENTRE, dossier=1)
    start = log.segment((1, [put("title", "a")]), (2, [put("title", "b", x=[1])]))
    left, right = copy(log), copy(log)
    lefts = [left.segment((3, [put("title", "left", x=[2])])),
             left.segment((4, [put("title", "left 2", x=[[log.name, 3]])]))]
    rights = [right.segment((3, [put("title", "right", x=[2])])),
              right.segment((4, [put("title", "right 2", x=[1])]))]
    apart = [start, *lefts, *rights]
    yield "fork-own-references", "a number of the own log goes along the own branch", split(apart)
    other = Log(LVIV, dossier=1)
    seen = [[log.name, n] for n in (1, 2, 3, 4)]
    unclear = other.segment((5, [put("title", "other", x=seen)]))
    yield "fork-unclear-references", "from another log, numbers beyond the fork name nothing", split(
        [*apart, unclear])
    name = branch(log.name, rights[0])
    exact = other.segment((6, [put("title", "exact", k="resolve", x=[
        [name, 3], [name, 4], [branch(log.name, lefts[0]), 4]])], "counted again"))
    yield "fork-exact-references", "a reference to a branch is exact", split(
        [*apart, unclear, exact])
    gone = Log(LVIV, dossier=1, epoch=2).segment((7, [
        {**put("title", True, k="void", s=[*seen, [name, 4], [name, 4]]), "f": "@void"}], "gone"))
    yield "fork-seen", "what a withdrawal saw goes by the same rule", split([*apart, gone])
    lost = copy_after(rights[1], right, 5).segment((8, [put("title", "late", x=[4, 2])]))
    yield "fork-lost-references", "an own branch that is not held names what another log would", split(
        [start, *lefts, rights[0], lost])
    hidden = copy_after(rights[1], right, 5).segment((8, [put("title", "late", x=[4, 2])]))
    yield "fork-found-references", "the same, with the missing segment", split([*apart, hidden])


def forked_centres() -> Vectors:
    """Vectors about forks of those who state, and of those who are retired."""
    log = directory()
    start = log.segment((1, [admit(CENTRE, "centre")]))
    other = copy(log)
    yield "fork-of-a-centre", "the statements of both branches are effective", split([
        start, log.segment((2, [admit(CLERK)])), other.segment((2, [admit(OFFICER, "officer")])),
        work(CLERK), work(OFFICER)]), {}, ("members",)
    twice = [directory().segment((1, [admit(CLERK, label=label)])) for label in ("one", "two")]
    yield "fork-of-an-admission", "of two admissions with one number that of the larger segment hash is the last", split(
        twice), {}, ("members",)


FAMILIES: list[Callable[[], Vectors]] = [forks, gaps, references, forked_centres]

"""Vectors about who counts: statements, roles, segments set aside."""

from typing import Any, Callable

from good import Vectors, put, record, split
from names import device_record
from writing import CENTRE, Device, Log, admit, bundle, release, retire, statement

CLERK, OFFICER, AUDITOR = Device("clerk"), Device("officer"), Device("auditor")
FIRST, SECOND, THIRD = Device("first centre"), Device("second centre"), Device("third centre")
STRANGER = Device("stranger")
MEMBERS = ("members",)


def directory(device: Device = CENTRE) -> Log:
    """The log of a centre in which it states."""
    return Log(device, epoch=0xC)


def work(device: Device, title: str = "Blankets", **more: Any) -> bytes:
    """A segment of a device in another dossier than the directory."""
    return Log(device, dossier=1).segment((2, [put("title", title, **more)]))


def admissions() -> Vectors:
    """Vectors about admission."""
    mine = work(CLERK)
    admission = directory().segment((1, [admit(CENTRE, "centre"), admit(CLERK)]))
    yield "admitted", "a device is admitted, before or after its work arrives", split(
        [admission, mine]), {}, MEMBERS
    yield "stranger", "a device that nobody has admitted is set aside", [bundle([mine])], {}, MEMBERS
    yield "stranger-between", "what is set aside does not block the rest of its bundle", [bundle(
        [work(CENTRE), mine, Log(CENTRE, dossier=1, epoch=2).segment((3, [put("note", "b")]))])]
    yield "stranger-replaces", "what is set aside replaces nothing and is awaited", [bundle([
        work(CENTRE), work(CLERK, "Tents", x=[[Log(CENTRE, dossier=1).name, 1]]),
        Log(CENTRE, dossier=1, epoch=2).segment(
            (3, [put("title", "Beds", x=[[Log(CLERK, dossier=1).name, 1]])]))])]
    yield "own-segments", "a device's own segments count for itself, as a clerk's", [bundle(
        [mine, work(STRANGER), Log(STRANGER, dossier=1, epoch=2).segment(
            (3, [put("title", "Beds", k="resolve")], "decided"))])], {}, (), STRANGER
    log = directory()
    twice = [log.segment((1, [admit(CLERK, office="UA", label="old")])),
             log.segment((2, [{**admit(CLERK, "officer", office="DE/Köln", label="new",
                                       box=OFFICER.box), "x": [1]}]))]
    decided = Log(CLERK, dossier=1).segment((1, [put("title", "a", k="resolve")], "decided"))
    yield "admitted-twice", "roles add up; box key, office and label are those of the last", split(
        [twice[1], decided, twice[0]]), {}, MEMBERS
    odd = Log(CLERK).segment((3, [
        {**record(1, "device"), "r": device_record(CLERK.public), "f": "@admit", "v": None,
         "x": [[log.name, 1]]}]))
    yield "admission-replaced", "replacing an admission ends nothing", split(
        [twice[0], odd]), {}, MEMBERS
    for_people = {"from": 1_700_000_000, "until": 1_700_000_001, "replaces": OFFICER.public}
    yield "admission-for-people", "times of an admission decide nothing", split(
        [directory().segment((1, [admit(CLERK, **for_people)])), mine]), {}, MEMBERS


def malformed() -> Vectors:
    """Vectors about statements that state nothing."""
    wrong = {
        "record of another device": {**admit(CLERK), "r": device_record(OFFICER.public)},
        "random record": {**admit(CLERK), "r": f"{7:032x}"},
        "type": {**admit(CLERK), "y": "aid"}, "register": {**admit(CLERK), "f": "admit"},
        "no value": {name: value for name, value in admit(CLERK).items() if name != "v"},
        "array": {**admit(CLERK), "v": [CLERK.public]},
        "short box": admit(CLERK, box=CLERK.box[2:]), "box": admit(CLERK, box=None),
        "upper case": admit(CLERK, box=CLERK.box.upper()),
        "office": admit(CLERK, office="x" * 201), "label": admit(CLERK, label="ж" * 101),
        "label null": admit(CLERK, label=None), "role": admit(CLERK, role=1),
        "until": admit(CLERK, until="2099"), "from": admit(CLERK, **{"from": None}),
        "replaces": admit(CLERK, replaces="nobody")}
    yield "admission-malformed", "admissions that state nothing are kept like an unknown kind", split(
        [directory().segment((1, list(wrong.values()))), work(CLERK)]), {}, MEMBERS
    elsewhere = Log(CENTRE, dossier=1).segment((1, [admit(CLERK)]))
    yield "admission-elsewhere", "an admission in another dossier than the directory", split(
        [elsewhere, work(CLERK)]), {}, MEMBERS
    mine, log = work(CLERK), Log(CLERK, dossier=1).name
    ops = [
        admit(CLERK), retire(CLERK, {log: 0}), retire(CLERK, {"ab": 1}),
        statement("retire", CLERK), statement("retire", CLERK, last=[]),
        retire(CLERK, {f"{log:032x}": 1 for log in range(2_049)}),
        {**retire(CLERK, {}), "r": device_record(OFFICER.public)}]
    yield "retirement-malformed", "retirements that state nothing", split(
        [directory().segment((1, ops)), mine]), {}, MEMBERS
    strange = work(STRANGER)
    ops = [
        statement("release", STRANGER), statement("release", STRANGER, segments=[]),
        statement("release", STRANGER, segments=[release(STRANGER, strange)["v"]["segments"][0], 1]),
        {**release(STRANGER, strange), "r": device_record(CLERK.public)},
        statement("release", CLERK, segments=release(STRANGER, strange)["v"]["segments"])]
    yield "release-malformed", "releases that state nothing, and one under another device", split(
        [directory().segment((1, ops)), strange]), {}, MEMBERS


def roles() -> Vectors:
    """Vectors about what an operation may do."""
    base = Log(CENTRE, dossier=1)
    start = base.segment((1, [put("title", "Blankets"), put("official-number", "UA-1")]))
    people = directory().segment((1, [
        admit(CLERK), admit(OFFICER, "officer"), admit(AUDITOR, "auditor"),
        admit(STRANGER, "inspector-general")]))
    seen = {"x": [[base.name, 1]]}
    one = {"s": [[base.name, 1]], **record(1), "k": "void", "v": True}

    def tries(device: Device, title: str) -> bytes:
        return Log(device, dossier=1, epoch=2).segment(
            (2, [put("note", title), put("title", title, k="resolve", **seen)], "decided"),
            (3, [put("official-number", title, x=[[base.name, 2]]), put("stamp", 1, k="glow"),
                 {**record(2), "k": "admit", "v": title}], "tried"))

    everybody = [tries(CLERK, "clerk"), tries(OFFICER, "officer"), tries(AUDITOR, "auditor"),
                 tries(STRANGER, "inspector"), tries(CENTRE, "centre")]
    yield "roles", "what a clerk, an officer, an auditor, an unknown role and a centre may do", [
        bundle([people]), bundle([start]), bundle(everybody, number=3)], {}, MEMBERS
    gone = Log(AUDITOR, dossier=1).segment((2, [one], "by an auditor"))
    later = base.segment((3, [put("title", "Tents", x=[1, [Log(AUDITOR, dossier=1).name, 1]])]))
    yield "auditor-withdraws", "an operation without effect withdraws nothing and is not awaited", split(
        [people, start, gone, later])
    yield "auditor-alone", "a record that only operations without effect speak of", split(
        [people, work(AUDITOR)])


def retirements() -> Vectors:
    """Vectors about retirement and release."""
    log = Log(CLERK, dossier=1)
    mine = [log.segment((n, [put("note", f"step {n}", **({"x": [n - 1]} if n > 1 else {}))]))
            for n in range(1, 4)]
    other = Log(CLERK, dossier=2).segment((1, [put("title", "elsewhere")]))
    start = directory()
    hired = start.segment((1, [admit(CLERK)]))
    fired = start.segment((2, [retire(CLERK, {log.name: 2})]))
    yield "retired", "of a retired device counts what its retirement accepts of each log", split(
        [hired, fired, *mine, other]), {}, MEMBERS
    yield "retired-stranger", "a retirement of a device that nobody has admitted", split(
        [fired, mine[0]]), {}, MEMBERS
    crossing = Log(CLERK, dossier=1).segment(*[(n, [put("note", str(n))]) for n in range(1, 4)])
    yield "retired-across", "a segment that goes beyond the accepted number is set aside whole", split(
        [hired, fired, crossing])
    clone = Log(CLERK, dossier=1)
    cloned = [clone.segment((n, [put("note", f"cloned {n}")])) for n in range(1, 4)]
    yield "retired-forked", "of a forked log all branches count up to the accepted number", split(
        [hired, fired, *mine[:2], *cloned])
    wider = Log(CENTRE, epoch=0xD).segment((1, [retire(CLERK, {log.name: 1, other_name(2): 1})]))
    yield "retired-twice", "of two retirements the larger number counts, log by log", split(
        [hired, fired, wider, *mine[1:], other])
    again = start.segment((3, [admit(CLERK, "officer")]))
    yield "retired-admitted-again", "an admission does not undo a retirement", split(
        [hired, fired, again, mine[2]]), {}, MEMBERS
    back = start.segment((4, [release(CLERK, mine[2])]))
    yield "released-of-retired", "a released segment of a retired device counts", split(
        [hired, fired, back, mine[2]])
    strange = Log(STRANGER, dossier=1)
    kept = strange.segment((1, [put("title", "Tents")]), (2, [
        put("title", "Beds", k="resolve")], "decided"))
    more = strange.segment((3, [put("title", "Chairs")]))
    freed = directory().segment((5, [release(STRANGER, kept)]))
    yield "released", "of a device without a role, released segments count as a clerk's", split(
        [kept, more, freed]), {}, MEMBERS


def other_name(dossier: int) -> str:
    """The clerk's log in a dossier."""
    return Log(CLERK, dossier=dossier).name


def centres() -> Vectors:
    """Vectors about several centres."""
    root = directory().segment((1, [admit(CENTRE, "centre"), admit(FIRST, "centre")]))
    first, second = directory(FIRST), directory(SECOND)
    below = first.segment((2, [admit(SECOND, "centre")]))
    hired = second.segment((3, [admit(CLERK)]))
    yield "centres", "a centre admits another, which admits a clerk", split(
        [root, below, hired, work(CLERK)]), {}, MEMBERS
    late = Log(CENTRE, epoch=0xD).segment((9, [retire(FIRST, {first.name: 1})]))
    after = first.segment((4, [admit(OFFICER, "officer")]))
    yield "forged-by-retired-centre", "a retired centre admits a device", split(
        [root, below, late, after, work(OFFICER)]), {}, MEMBERS
    gone = Log(CENTRE, epoch=0xD).segment((9, [retire(FIRST, {})]))
    yield "centre-retired", "what a retired centre stated falls, level by level", split(
        [root, below, hired, gone, work(CLERK)]), {}, MEMBERS
    saved = Log(CENTRE, epoch=0xE).segment((9, [release(FIRST, below)]))
    yield "centre-released", "a released segment of a retired centre states again", split(
        [root, below, hired, gone, saved, work(CLERK)]), {}, MEMBERS
    equals = directory().segment((1, [admit(FIRST, "centre"), admit(SECOND, "centre")]))
    against = first.segment((4, [
        retire(SECOND, {}), admit(SECOND, "clerk", box=STRANGER.box, label="redirected")]))
    yield "forged-by-equal-centre", "a centre retires and redirects another of its level", [
        bundle([equals]), bundle([hired]), bundle([against])], {}, MEMBERS
    both = directory().segment((1, [admit(FIRST, "centre")]))
    raised = Log(CENTRE, epoch=0xD).segment((5, [admit(SECOND, "centre")]))
    ended = first.segment((6, [retire(SECOND, {})]))
    yield "centre-raised", "the lowest level counts: an admission by the root voids a retirement", split(
        [both, below, ended, raised]), {}, MEMBERS
    rebels = directory(FIRST).segment((2, [retire(CENTRE, {}), release(CENTRE, work(CENTRE))]))
    suicide = Log(CENTRE, epoch=0xD).segment((7, [retire(CENTRE, {})]))
    yield "forged-against-root", "nobody retires the root, itself included", split(
        [root, rebels, suicide, work(CENTRE)]), {}, MEMBERS
    redirect = directory(FIRST).segment((8, [admit(CLERK, box=STRANGER.box, label="redirected")]))
    clerk = Log(CENTRE, epoch=0xF).segment((1, [admit(CLERK)]))
    yield "admitted-by-two-levels", "the box key is the one that the lowest level states", split(
        [root, redirect, clerk]), {}, MEMBERS


def forged() -> Vectors:
    """Vectors about statements of those who may not make them."""
    for name, role in (("clerk", "clerk"), ("officer", "officer"), ("stranger", None)):
        forger = Device(name)
        hired = [directory().segment((1, [admit(forger, role)]))] if role else []
        forgery = directory(forger).segment((2, [
            admit(THIRD, "centre"), admit(forger, "centre"), retire(CENTRE, {}),
            release(STRANGER, work(STRANGER))]))
        yield f"forged-by-{name}", f"statements of one who is no centre ({name})", split(
            [*hired, forgery, work(STRANGER), work(THIRD)]), {}, MEMBERS


FAMILIES: list[Callable[[], Vectors]] = [
    admissions, malformed, roles, retirements, centres, forged]

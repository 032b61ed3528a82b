"""Vectors about who counts: statements, roles, segments set aside."""

from copy import copy
from typing import Any, Callable

from good import Vectors, put, record, split
from names import device_record
from writing import CENTRE, Device, Log, admit, bundle, hash_of, parsed, release, retire, statement

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
    tip = hash_of(mine)
    ops = [
        admit(CLERK), statement("retire", CLERK), {**retire(CLERK), "r": device_record(OFFICER.public)},
        *(retire(CLERK, last=last) for last in (
            None, [], {log: 1}, {log: [1]}, {log: []}, {log: tip}, {log: [tip[2:]]}, {"ab": [tip]},
            {log: [tip.upper()]}, {log: [tip], "00" * 16: []}, {log: [tip, None]}))]
    none = "00" * 32
    ops = [[*ops, retire(CLERK, last={log: [none] * 2_049})], [
        retire(CLERK, last={f"{place:032x}": [none] for place in range(2_049)})], [
        retire(CLERK, last={log: [none] * 1_024, "00" * 16: [none] * 1_025})]]
    yield "retirement-malformed", "retirements that state nothing", split(
        [directory().segment(*enumerate(ops, 1)), mine]), {}, MEMBERS
    strange = work(STRANGER)
    ops = [
        statement("release", STRANGER), statement("release", STRANGER, segments=[]),
        statement("release", STRANGER, segments=[hash_of(strange), 1]),
        {**release(STRANGER, strange), "r": device_record(CLERK.public)},
        statement("release", CLERK, segments=[hash_of(strange)])]
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
    fired = start.segment((2, [retire(CLERK, mine[1])]))
    yield "retired", "of a retired device count the segments that its retirement names and continues", split(
        [hired, fired, *mine, other]), {}, MEMBERS
    yield "retired-stranger", "a retirement of a device that nobody has admitted", split(
        [fired, mine[0]]), {}, MEMBERS
    crossing = Log(CLERK, dossier=1).segment(*[(n, [put("note", str(n))]) for n in range(1, 4)])
    yield "retired-across", "a segment that goes beyond the end is set aside whole", split(
        [hired, fired, crossing])
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


def ends() -> Vectors:
    """Vectors about the ends of a retired device's logs."""
    log = Log(CLERK, dossier=1)
    first = log.segment((1, [put("note", "first")]))
    left, right, thief = copy(log), copy(log), copy(log)
    mine = [first, *(left.segment((n, [put("note", f"left {n}")])) for n in (2, 3))]
    rights = [right.segment((n, [put("note", f"right {n}")])) for n in (2, 3)]
    forged = [thief.segment((n, [put("note", f"forged {n}", x=[1])])) for n in (2, 3)]
    scratch = Log(CLERK, dossier=1).segment((1, [put("note", "from scratch")]))
    other = Log(CLERK, dossier=2).segment((1, [put("title", "elsewhere")]))
    hired = directory().segment((1, [admit(CLERK)]))

    def fired(*last: bytes, epoch: int = 0xD, **more: Any) -> bytes:
        return Log(CENTRE, epoch=epoch).segment((9, [retire(CLERK, *last, **more)]))

    yield "retired-forked", "what forks a retired device's log below its end is set aside", split(
        [hired, fired(mine[2]), *mine, *forged, scratch])
    yield "retired-tips", "of a log that its device forked, several ends are accepted", split(
        [hired, fired(mine[2], rights[0]), *mine, *rights, forged[0]])
    yield "retired-twice", "of two retirements counts what either accepts", split(
        [hired, fired(first), fired(mine[1], other, epoch=0xE), *mine, rights[0], other])
    yield "retired-apart", "of two retirements, ends on two branches", split(
        [hired, fired(mine[1]), fired(rights[0], epoch=0xE), *mine, *rights])
    yield "retired-log-not-named", "of a log that a retirement does not name nothing counts", split(
        [hired, fired(mine[1]), *mine, other])
    yield "retired-wholly", "a retirement that names no log accepts nothing", split(
        [hired, fired(), mine[0], other]), {}, MEMBERS
    yield "retired-gap", "what lies below a gap is set aside", split(
        [hired, fired(mine[2]), mine[0], mine[2]])
    yield "retired-gap-filled", "the same, with the missing segment", split(
        [hired, fired(mine[2]), *mine[::-1]])
    yield "retired-end-missing", "nothing is accepted by an end that is not held", split(
        [hired, fired(mine[2]), *mine[:2]])
    yield "retired-below-gap", "the segment below a gap is named too", split(
        [hired, fired(mine[0], mine[2]), mine[0], mine[2]])
    misfiled = {Log(CLERK, dossier=2).name: [hash_of(mine[1])]}
    yield "retired-misfiled", "hashes decide, wherever in `last` they stand", split(
        [hired, fired(last=misfiled), *mine, other])
    chain = [other, after(other, Log(OFFICER, dossier=1))]
    chain.append(after(chain[1], Log(CLERK, dossier=3)))
    yield "retired-across-logs", "`previous` is followed whatever log it leads to", split(
        [hired, fired(chain[2]), *chain])
    full = {log.name: [*["00" * 32] * 1_023, hash_of(mine[1])], "00" * 16: ["00" * 32] * 1_024}
    yield "boundary-retirement", "a retirement of 2,048 hashes", split(
        [hired, fired(last=full), *mine]), {}, MEMBERS


def after(text: bytes, log: Log) -> bytes:
    """A segment of a log that says it continues another one."""
    log.next, log.previous = parsed(text).last + 1, hash_of(text)
    return log.segment((4, [put("title", "continued")]))


def centres() -> Vectors:
    """Vectors about several centres."""
    root = directory().segment((1, [admit(CENTRE, "centre"), admit(FIRST, "centre")]))
    first, second = directory(FIRST), directory(SECOND)
    below = first.segment((2, [admit(SECOND, "centre")]))
    hired = second.segment((3, [admit(CLERK)]))
    yield "centres", "a centre admits another, which admits a clerk", split(
        [root, below, hired, work(CLERK)]), {}, MEMBERS
    late = Log(CENTRE, epoch=0xD).segment((9, [retire(FIRST, below)]))
    after = first.segment((4, [admit(OFFICER, "officer")]))
    yield "forged-by-retired-centre", "a retired centre admits a device", split(
        [root, below, late, after, work(OFFICER)]), {}, MEMBERS
    anew = directory(FIRST).segment((2, [admit(OFFICER, "officer"), retire(SECOND)]))
    yield "forged-below-end", "whoever has a retired centre's key admits and retires below its end", split(
        [root, below, hired, late, anew, work(OFFICER), work(CLERK)]), {}, MEMBERS
    gone = Log(CENTRE, epoch=0xD).segment((9, [retire(FIRST)]))
    yield "centre-retired", "what a retired centre stated falls, level by level", split(
        [root, below, hired, gone, work(CLERK)]), {}, MEMBERS
    saved = Log(CENTRE, epoch=0xE).segment((9, [release(FIRST, below)]))
    yield "centre-released", "a released segment of a retired centre states again", split(
        [root, below, hired, gone, saved, work(CLERK)]), {}, MEMBERS
    equals = directory().segment((1, [admit(FIRST, "centre"), admit(SECOND, "centre")]))
    against = first.segment((4, [
        retire(SECOND), admit(SECOND, "clerk", box=STRANGER.box, label="redirected")]))
    yield "forged-by-equal-centre", "a centre retires and redirects another of its level", [
        bundle([equals]), bundle([hired]), bundle([against])], {}, MEMBERS
    both = directory().segment((1, [admit(FIRST, "centre")]))
    raised = Log(CENTRE, epoch=0xD).segment((5, [admit(SECOND, "centre")]))
    ended = first.segment((6, [retire(SECOND)]))
    yield "centre-raised", "the lowest level counts: an admission by the root voids a retirement", split(
        [both, below, ended, raised]), {}, MEMBERS
    rebels = directory(FIRST).segment((2, [retire(CENTRE), release(CENTRE, work(CENTRE))]))
    suicide = Log(CENTRE, epoch=0xD).segment((7, [retire(CENTRE)]))
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
            admit(THIRD, "centre"), admit(forger, "centre"), retire(CENTRE),
            release(STRANGER, work(STRANGER))]))
        yield f"forged-by-{name}", f"statements of one who is no centre ({name})", split(
            [*hired, forgery, work(STRANGER), work(THIRD)]), {}, MEMBERS


FAMILIES: list[Callable[[], Vectors]] = [
    admissions, malformed, roles, retirements, ends, centres, forged]

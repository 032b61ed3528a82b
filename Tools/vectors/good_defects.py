"""Vectors about segments with a defect: they are set aside and keep nothing else away."""

from typing import Any, Callable

from good import Vectors, put
from good_trust import CLERK, MEMBERS, OFFICER, STRANGER, directory, work
from names import blake2b, log_name
from segments import read_header
from writing import CENTRE, Log, admit, bundle, close, commit, hash_of, manifest, open_body
from writing import release, retire, seal, statement


def mixed(*segments: bytes, defects: list[bytes], number: int = 1) -> bytes:
    """A bundle of segments, some of them with a defect, that announces them all."""
    headers = [read_header(text.split(b"\n")[0]) for text in segments]
    contents = [[header["log"], header["first"], header["last"]] for header in headers]
    sound = [text for text in segments if text not in defects]
    first = manifest(sound, number=number, contents=contents)
    return close(open_body(first, list(segments)), len(segments))


def log(epoch: int) -> Log:
    """A log of the root."""
    return Log(CENTRE, dossier=1, epoch=epoch)


def note(epoch: int, text: str, **more: Any) -> bytes:
    """A segment of a log of its own."""
    return log(epoch).segment((epoch, [put("note", text, **more)]))


def changed(text: bytes) -> bytes:
    """The same segment with another word; it states the hash of the one that was changed."""
    return text.replace(b"middle", b"muddle")


def forged(text: bytes) -> bytes:
    """The same segment, signed by another device; its hash is that of the right one."""
    header, *commits, _ = text.split(b"\n")[:-1]
    return seal(header, commits, STRANGER)


BEFORE, MIDDLE = note(1, "before"), note(2, "middle")
# It awaits what it replaces where that is set aside.
AFTER = note(3, "after", x=[[log(2).name, 1]])


def stages() -> Vectors:
    """Vectors about a defect of each stage."""
    header = log(2).header(1, 1)
    step = [commit(1, 2, [put("note", "middle")])]
    elsewhere = {**header, "network": "00" * 16, "log": log_name(
        "00" * 16, CENTRE.public, header["epoch"], header["dossier"])}
    misfiled = {**header, "log": log(1).name, "first": 2, "last": 2, "previous": hash_of(BEFORE)}
    for name, about, text in (
            ("structure", "a fraction in a commit line", seal(
                header, [commit(1, 2, [put("note", 1.5)])], CENTRE)),
            ("signature-line", "white space in the signature line", MIDDLE[:-2] + b" }\n"),
            ("network", "another network in the header", seal(elsewhere, step, CENTRE)),
            ("log", "the log of another epoch, which it seems to continue", seal(
                misfiled, [commit(2, 2, [put("note", "middle")])], CENTRE)),
            ("hash", "a word was changed", changed(MIDDLE)),
            ("signature", "signed by another device", forged(MIDDLE))):
        yield f"defect-{name}", f"set aside, between two segments that count: {about}", [
            mixed(BEFORE, text, AFTER, defects=[text])]


def effects() -> Vectors:
    """Vectors about what a defect does not do."""
    bad, other = changed(MIDDLE), forged(MIDDLE)
    yield "defect-twice", "the same segment with a defect in two bundles is set aside once", [
        mixed(BEFORE, bad, AFTER, defects=[bad]),
        mixed(note(4, "more"), bad, note(5, "last"), defects=[bad], number=2)]
    yield "defect-takes-no-place", "neither what has the run nor what has the hash keeps it away", [
        mixed(BEFORE, bad, AFTER, defects=[bad]), bundle([MIDDLE], number=2),
        mixed(note(4, "more"), other, note(5, "last"), defects=[other], number=3)]
    start = directory()
    hired = start.segment((1, [admit(OFFICER, "officer")]))
    false = forged(start.segment((2, [
        admit(CLERK), retire(OFFICER), release(STRANGER, work(STRANGER))])))
    yield "defect-states-nothing", "an admission, a retirement and a release, wrongly signed", [
        mixed(hired, false, work(OFFICER), work(CLERK), work(STRANGER), defects=[false])], {}, MEMBERS
    strange = work(STRANGER, "middle")
    muddled = changed(strange)
    freed = directory().segment((1, [statement(
        "release", STRANGER, segments=[hash_of(strange), blake2b(muddled).hex()])]))
    yield "defect-released", "a release makes no defect count, whichever hash it names", [
        mixed(freed, muddled, BEFORE, defects=[muddled])]


FAMILIES: list[Callable[[], Vectors]] = [stages, effects]

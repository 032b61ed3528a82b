"""The bundles that a reader must take, and what it then shows."""

import random
from typing import Any, Callable, Iterator, NamedTuple

from bad import filler
from writing import CENTRE, DUISBURG, KRYVYI_RIH, LVIV, Device, Log, bundle, commit, compact, seal


class Good(NamedTuple):
    """A vector: its files, the rules, what else the index tells of it, and who reads it."""

    name: str
    about: str
    files: list[bytes]
    rules: dict[str, str] = {}
    tells: tuple[str, ...] = ()
    reader: Device | None = None


Vectors = Iterator[tuple[Any, ...]]
RULES = {"aid.note": "latest", "aid.tags": "set", "ledger.entry": "ledger", "aid.text": "text"}


def record(number: int, kind: str = "aid") -> dict[str, Any]:
    """Names a record in an operation."""
    return {"y": kind, "r": f"{number:032x}"}


def put(register: str, value: Any, **more: Any) -> dict[str, Any]:
    """Sets a register of record 1."""
    return {**record(1), "f": register, "v": value, **more}


def split(segments: list[bytes]) -> list[bytes]:
    """Returns a bundle of each segment."""
    return [bundle([text], number=number + 1) for number, text in enumerate(segments)]


def shapes() -> Vectors:
    """Vectors about the form of bundles and segments."""
    first = Log(CENTRE).segment((1, [put("title", "Blankets")]))
    yield "smallest-bundle", "one segment of one commit of one operation", [bundle([first])], RULES
    yield "empty-contents", "a manifest that only acknowledges", [
        bundle([], have={Log(LVIV).name: [[1, 4], [6, 9]]}, wants=[[Log(LVIV).name, 5, 5]],
               receipts=["ab" * 32], label="Ноутбук 7", **{"for": [LVIV.public]})], {}
    log = Log(CENTRE)
    several = [log.segment((n, [put("note", f"step {n}", **({"x": [n - 1]} if n > 1 else {}))]))
               for n in range(1, 6)]
    yield "several-members", "a gzip member for each segment", [
        bundle(several, member_bytes=1)], RULES
    logs = [Log(CENTRE), Log(CENTRE, dossier=1), Log(DUISBURG, dossier=1), Log(DUISBURG, epoch=2)]
    texts = [log.segment((1, [{**record(n + 1), "f": "title", "v": f"log {n}"}]))
             for n, log in enumerate(logs)]
    yield "several-logs", "logs of two devices, two dossiers and two epochs", [
        bundle(texts, sender=DUISBURG, number=12)], {}
    yield "segments-apart", "segments of one log, each in a bundle of its own", split(several), RULES
    yield "gap", "the second of three segments is missing", split([several[0], several[2]]), RULES
    wide = seal(b" " + compact(Log(CENTRE).header(1, 1)).replace(b",", b" ,\t") + b"\r",
                [commit(1, 1, [put("title", "spaces")])], CENTRE)
    yield "white-space", "white space between tokens; hashed as it stands", [bundle([wide])], {}


def boundaries() -> Vectors:
    """Vectors that go up to a limit."""
    yield "boundary-numbers", "the largest Lamport number, time and value; 1,024 operations", [
        bundle([seal(Log(CENTRE).header(1024, 1), [
            {"n": 1, "l": 2**53 - 1, "t": 1 - 2**53, "by": "б" * 100, "ops": [
                {**record(1), "f": "n" * 64, "v": 2**53 - 1}] + [
                {"f": "m", "v": 1 - 2**53}] * 1023}], CENTRE)])], {}
    sized = compact(commit(1, 1, [put("title", "long")])).ljust(262_144)
    yield "boundary-line", "a line of 262,144 bytes", [
        bundle([seal(Log(CENTRE).header(1, 1), [sized], CENTRE)])], {}
    lines = [compact(commit(n, 1, [put("title", "long")]))[:-1] + b',"pad":"' + filler(249_000) + b'"}'
             for n in range(1, 5)]
    header = Log(CENTRE).header(5, 5)
    rest = 1_048_576 - len(seal(header, [*lines, b""], CENTRE))
    lines.append(compact(commit(5, 1, [put("title", "last")])).ljust(rest))
    yield "boundary-segment", "a segment of exactly 1 MiB", [bundle([seal(header, lines, CENTRE)])], {}
    seen = [["00" * 16, number] for number in range(4_096, 0, -1)]
    yield "boundary-references", "4,096 references, not sorted; a reason of 4,000 bytes", [
        bundle([Log(CENTRE).segment((1, [put("title", "x", k="resolve", s=seen)], "ї" * 2_000))])], {}
    items = {**commit(1, 1, [put("title", "x")]), "pad": [0] * 65_536}
    yield "boundary-items", "65,536 items in an array", [
        bundle([seal(Log(CENTRE).header(1, 1), [items], CENTRE)])], {}
    deep: Any = []
    for _ in range(14):
        deep = [deep]
    yield "boundary-manifest", "a label of 200 bytes, a string of 65,536, nesting of 16 levels", [
        bundle([], label="ж" * 100, pad="x" * 65_536, deep=deep)], {}
    have = {f"{log:032x}": [[1, 2**53 - 1]] for log in range(1, 2_100)}
    yield "boundary-have", "operations whose number is beyond 64 bits are claimed", [
        bundle([], have=have)], {}


def texts() -> Vectors:
    """Vectors about values: text, escapes, nesting, order of members."""
    names = ["Побратимство Кривий Ріг — Дуйсбург", "Ґанок, їжак, ʼ", "Straße", "水", "😀"]
    yield "cyrillic", "text beyond ASCII, as it is typed", [bundle([Log(CENTRE).segment(
        (1, [put(f"name-{n}", name) for n, name in enumerate(names)]))])], {}
    composed, apart = "\u0439", "\u0438\u0306"
    yield "normal-forms", "one letter in two Unicode forms: different values, a conflict", split([
        Log(CENTRE).segment((1, [put("title", composed)])),
        Log(LVIV).segment((1, [put("title", apart)]))]), {}
    ops = compact([put("title", "ESC")]).replace(
        b'"ESC"', rb'"\u0416\u0436\/\" \\ \b\f\n\r\t \u001F\u007f \uD83d\ude00 \uFFFF"')
    line = compact(commit(1, 1, [])).replace(b'"ops":[]', b'"ops":' + ops)
    yield "escapes", "every escape that there is", [
        bundle([seal(Log(CENTRE).header(1, 1), [line], CENTRE)])], {}
    same = Log(LVIV).segment((1, [put("title", "Жж/\" \\ \b\f\n\r\t \x1f\x7f \U0001f600 \uffff")]))
    yield "escapes-agree", "a text with and without needless escapes is one value", split([
        seal(Log(CENTRE).header(1, 1), [line], CENTRE), same]), {}
    yield "members-agree", "objects that differ in the order of members are one value", split([
        Log(CENTRE).segment((1, [put("value", {"amount": "1200.5", "currency": "EUR"})])),
        Log(LVIV).segment((1, [put("value", {"currency": "EUR", "amount": "1200.5"})]))]), {}
    yield "member-order", "members are sorted by their names' bytes", [bundle([Log(CENTRE).segment(
        (1, [put("v", {"\U0001f600": 1, "\uff21": 2, "z": 3, "é": 4, "": 5, "Z": 6})]))])], {}
    deep: Any = "bottom"
    for level in range(13):
        deep = [deep] if level % 2 else {"d": deep}
    yield "deepest", "nesting of exactly 16 levels", [
        bundle([Log(CENTRE).segment((1, [put("deep", deep)]))])], {}
    kinds = [put("flag", True), put("none", None), put("zero", 0), put("less", -7),
             put("empty", ""), put("list", []), put("object", {})]
    yield "kinds-of-values", "truth values, null, numbers, empty containers", [
        bundle([Log(CENTRE).segment((1, kinds))])], {}


def unknown() -> Vectors:
    """Vectors about what a newer version wrote."""
    newer = put("title", "Tents", ink="blue", k="set")
    yield "unknown-members", "members that nobody knows, on every line but the signed ends", [
        bundle([seal(Log(CENTRE).header(1, 1, mood="calm"), [
            {**commit(1, 1, [newer]), "weather": {"t": -3}}], CENTRE)], colour=["red"])], {}
    ops = [put("title", "Tents"), {"k": "stamp", "f": "title", "ink": "red", "x": [1]},
           {"k": "glow", "s": [1]}]
    yield "unknown-kind", "unknown kinds: one replaces a head, one has a register of its own", [
        bundle([Log(CENTRE).segment((1, ops))])], {}
    yield "unknown-type", "an unknown type and register", [bundle([Log(CENTRE).segment(
        (1, [{**record(3, "star-map"), "f": "north-2", "v": {"angle": "0.5"}}]))])], {}


def merges() -> Vectors:
    """Vectors about edits made apart; their files are merged in any order."""
    base = Log(CENTRE)
    one, two, three = Log(DUISBURG), Log(KRYVYI_RIH), Log(LVIV)
    start = base.segment((1, [put("quantity", "12")]))
    left = one.segment((2, [put("quantity", "11", x=[[base.name, 1]])]))
    right = two.segment((2, [put("quantity", "13", x=[[base.name, 1]])]))
    both = {"x": [[one.name, 1], [two.name, 1]]}
    closed = base.segment((3, [put("quantity", "11", k="resolve", **both)], "counted again"))
    yield "conflict", "two edits of one value made apart", split([start, left, right]), {}
    yield "agreement", "two equal values entered apart", split([
        Log(CENTRE).segment((1, [put("waybill", "CMR 7")])),
        Log(LVIV).segment((5, [put("waybill", "CMR 7")]))]), {}
    yield "resolve", "a person decides, with a reason", split([start, left, right, closed]), {}
    late = three.segment((2, [put("quantity", "10", x=[[base.name, 1]])]))
    yield "late-third-value", "a third value reopens what was resolved", split(
        [start, left, right, closed, late]), {}
    edited = one.segment((3, [put("quantity", "10.5", x=[1])]))
    yield "edit-on-conflict", "an edit replaces only the head that its author edited", split(
        [start, left, right, edited]), {}
    cleared = Log(LVIV).segment((4, [put("quantity", None, x=both["x"])]))
    yield "cleared", "null clears a register; against a value it is a conflict", split(
        [left, right, cleared, Log(CENTRE, epoch=3).segment((4, [put("quantity", "9")]))]), {}
    yield "replaced-before-arrival", "what replaces is there, what it replaces is not", split(
        [left]), {}
    yield "reordering", "the replacement first, then what it replaces", split(
        [closed, right, left, start]), {}
    notes = [Log(device).segment((lamport, [put("note", text)])) for device, lamport, text in (
        (CENTRE, 5, "new"), (LVIV, 4, "old"), (DUISBURG, 5, "new too"))]
    yield "latest", "the highest Lamport number shows; log and number break the tie", split(
        notes), RULES


def sets_and_ledgers() -> Vectors:
    """Vectors about sets, ledgers, withdrawals and references."""
    base, other = Log(CENTRE), Log(LVIV)
    added = base.segment((1, [put("tags", "winter", k="add"), put("tags", "зима", k="add")]))
    removed = other.segment((2, [put("tags", "winter", k="remove", x=[[base.name, 1]])]))
    again = Log(DUISBURG).segment((2, [put("tags", "winter", k="add")]))
    yield "set-add-remove", "a removal takes the addition that its author saw", split(
        [added, removed]), RULES
    yield "set-add-wins", "an addition made apart from a removal wins", split(
        [added, removed, again]), RULES
    entry = {**record(9, "ledger"), "k": "entry", "f": "entry"}
    books = Log(CENTRE).segment((1, [{**entry, "v": {"kind": "received", "quantity": "8"}}]))
    try_it = Log(LVIV).segment((2, [{**entry, "v": {"kind": "received", "quantity": "9"},
                                     "x": [[Log(CENTRE).name, 1]]}]))
    yield "ledger", "nothing replaces a ledger entry", split([books, try_it]), RULES
    title = Log(CENTRE)
    made = title.segment((1, [put("title", "Blankets")]))
    gone = title.segment((2, [{**record(1), "k": "void", "v": True, "s": [1]}], "entered twice"))
    apart = Log(DUISBURG).segment((2, [put("act", "No. 4")]))
    yield "void", "a record is withdrawn, with a reason", split([made, gone]), {}
    yield "void-and-edit", "an edit made apart from the withdrawal surfaces", split(
        [made, gone, apart]), {}
    back = title.segment((3, [{**record(1), "k": "void", "v": None, "x": [2]}], "it was not"))
    yield "brought-back", "a withdrawn record is brought back", split([made, gone, back]), {}
    far = Log(LVIV, dossier=1)
    first = far.segment((1, [put("title", "a"), {"f": "note", "v": "b"}, {"f": "tags", "k": "add", "v": "c"}]))
    names = {"x": [[far.name, 1], [far.name, 2], [Log(CENTRE).name, 77]]}
    yield "references", "other logs, other registers, unknown operations; the own log in full", split(
        [first, Log(DUISBURG, dossier=1).segment((2, [put("title", "d", **names)])),
         far.segment((3, [put("note", "e", x=[[far.name, 2], 1])]))]), RULES
    yield "inheritance", "type and record are those of the operation before", [bundle([
        Log(CENTRE).segment((1, [
            put("title", "a"), {"f": "note", "v": "b"}, {"r": f"{2:032x}", "f": "title", "v": "c"},
            {"y": "item", "f": "name", "v": "d"}, {"k": "glow"}, {"f": "note", "v": "e"}]))])], RULES
    yield "text-rule", "the rule `text` shows as `latest` until it is specified", split([
        Log(CENTRE).segment((1, [put("text", "a")])),
        Log(LVIV).segment((2, [put("text", "b")]))]), RULES


def histories() -> Vectors:
    """Longer histories from fixed seeds, of devices that see part of each other's work."""
    for seed in range(1, 5):
        yield f"history-{seed}", "a random history of four devices", history(seed), RULES


def history(seed: int) -> list[bytes]:
    """Returns four bundles with every fourth segment of what four devices did."""
    generator = random.Random(seed)
    logs = [Log(device, dossier=5) for device in (CENTRE, DUISBURG, KRYVYI_RIH, LVIV)]
    made: list[tuple[int, str, int, str]] = []
    segments: list[bytes] = []
    for step in range(24):
        log = generator.choice(logs)
        start = log.next
        drafts = [draft(generator, made) for _ in range(generator.randint(1, 3))]
        segments.append(log.segment((step + 1, drafts, "because")))
        made += [(int(op["r"], 16), log.name, start + index, op["f"])
                 for index, op in enumerate(drafts)]
    return [bundle(segments[part::4], number=part + 1) for part in range(4)]


def draft(generator: random.Random, made: list[tuple[int, str, int, str]]) -> dict[str, Any]:
    """Makes up what a clerk does to a record after what was made."""
    target = generator.randint(1, 2)
    kind, register = generator.choice(
        [("set", "quantity"), ("set", "note"), ("add", "tags"), ("remove", "tags"),
         ("resolve", "quantity"), ("void", "@void"), ("stamp", "quantity")])
    there = [one for one in made if one[0] == target]
    seen = [[one[1], one[2]] for one in there if one[3] == register]
    op = {**record(target), "k": kind, "f": register}
    op["v"] = generator.choice([True, None]) if kind == "void" else str(generator.randint(1, 4))
    count = len(seen) if kind in ("resolve", "void") else min(1, len(seen))
    if count and kind not in ("add", "stamp"):
        op["x"] = generator.sample(seen, count)
    if kind == "void":
        op["s"] = [[one[1], one[2]] for one in there if generator.random() < 0.7]
    return op


FAMILIES: list[Callable[[], Vectors]] = [
    shapes, boundaries, texts, unknown, merges, sets_and_ledgers, histories]

"""Commits that a reader must refuse: JSON beyond the profile, and operations beyond the format."""

from typing import Callable, Iterator

from bad import ID, SET, Bad, filler, with_commit, with_ops, with_segment, with_value
from writing import CENTRE, Log, commit, compact, seal


def profile() -> Iterator[Bad]:
    """JSON that is not of the profile, signed all the same."""
    values = (
        ("float", "a fraction", b"1.5"), ("float-whole", "a whole number as a fraction", b"1.0"),
        ("exponent", "an exponent", b"1e3"), ("minus-zero", "-0", b"-0"),
        ("leading-zero", "a leading zero", b"012"), ("plus", "a plus sign", b"+1"),
        ("integer-large", "2^53", b"9007199254740992"),
        ("integer-small", "-2^53", b"-9007199254740992"),
        ("integer-endless", "a number of 1,000 digits", b"9" * 1_000), ("nan", "NaN", b"NaN"),
        ("duplicate-key", "a name twice", b'{"a":1,"a":1}'),
        ("duplicate-key-escaped", "a name twice, once escaped", rb'{"a":1,"\u0061":1}'),
        ("lone-high-surrogate", "the first half of a pair", rb'"\ud83d"'),
        ("lone-low-surrogate", "the second half of a pair", rb'"\ude00"'),
        ("swapped-surrogates", "the halves swapped", rb'"\ude00\ud83d"'),
        ("nul-escape", "NUL, escaped", rb'"a\u0000"'), ("nul", "NUL as it is", b'"a\x00"'),
        ("control", "a control character as it is", b'"a\tb"'),
        ("unknown-escape", "an escape that does not exist", rb'"\x41"'),
        ("short-escape", "an escape of three digits", rb'"\u041"'),
        ("invalid-utf8", "half a letter", b'"\xd0"'), ("overlong-utf8", "a slash in two bytes", b'"\xc0\xaf"'),
        ("surrogate-utf8", "half a pair in UTF-8", b'"\xed\xa0\xbd"'),
        ("beyond-unicode", "a code beyond the last", b'"\xf4\x90\x80\x80"'),
        ("trailing-comma", "a comma before the end", b"[1,]"), ("comment", "a comment", b"1/**/"),
        ("single-quotes", "single quotation marks", b"'a'"), ("bare-name", "a name without marks", b"{a:1}"),
        ("too-deep", "nesting of 17 levels", b"[" * 14 + b"]" * 14),
        ("very-deep", "100,000 opening brackets", b"[" * 100_000),
        ("items-too-many", "an array of 65,537 items", b"[" + b"0," * 65_536 + b"0]"),
    )
    for name, about, raw in values:
        yield f"json-{name}", "segment", about, with_value(raw)
    line = compact(commit(1, 1, [SET]))
    yield "json-bom", "segment", "a byte order mark", with_commit(b"\xef\xbb\xbf" + line)
    yield "json-two-values", "segment", "two objects on a line", with_commit(line + line)
    yield "json-no-object", "segment", "a commit that is an array", with_commit(b"[" + line + b"]")
    yield "json-empty-line", "segment", "an empty line", with_commit(b"")
    yield "json-form-feed", "segment", "white space that JSON does not know", with_commit(line + b"\x0c")


def commits() -> Iterator[Bad]:
    """Commits and operations beyond the format."""
    yield "line-too-long", "segment", "a line of 262,145 bytes", with_commit(
        compact(commit(1, 1, [SET])).ljust(262_145))
    lines = [compact(commit(n, 1, [SET]))[:-1] + b',"pad":"' + filler(262_000)[:-n] + b'"}'
             for n in range(1, 6)]
    yield "segment-too-large", "segment", "a segment of more than 1 MiB", with_segment(
        seal(Log(CENTRE).header(5, 5), lines, CENTRE), 5)
    two = [commit(1, 1, [SET]), commit(3, 2, [SET])]
    yield "numbering-gap", "segment", "number 2 is left out", with_segment(
        seal(Log(CENTRE).header(3, 2), two, CENTRE), 3)
    two[1]["n"] = 1
    yield "numbering-again", "segment", "number 1 twice", with_segment(
        seal(Log(CENTRE).header(2, 2), two, CENTRE), 2)
    yield "numbering-short", "segment", "fewer operations than announced", with_commit(
        commit(1, 1, [SET]), 2)
    yield "numbering-long", "segment", "more operations than announced", with_commit(
        commit(1, 1, [SET, SET]), 1)
    yield "number-huge", "segment", "an operation number of 2^53 - 1", with_commit(
        commit(2**53 - 1, 1, [SET]))
    yield "commit-empty", "segment", "a commit with no operations", with_ops([])
    yield "commit-operations-too-many", "segment", "1,025 operations", with_ops(
        [SET] + [{"f": "title", "v": 1}] * 1_024)
    yield "commit-lamport-zero", "segment", "Lamport number 0", with_commit(commit(1, 0, [SET]))
    yield "commit-no-time", "segment", "no time", with_commit({"n": 1, "l": 1, "ops": [SET]})
    yield "commit-time-text", "segment", "a time that is text", with_commit(
        {"n": 1, "l": 1, "t": "2023-02-09", "ops": [SET]})
    yield "author-long", "segment", "a person of 201 bytes", with_ops([SET], by="x" * 201)
    yield "author-null", "segment", "a person that is null", with_ops([SET], by=None)
    yield "reason-long", "segment", "a reason of 4,001 bytes", with_ops([SET], why="x" * 4_001)
    void = {"y": "aid", "r": ID, "k": "void", "v": True}
    yield "void-without-reason", "segment", "a withdrawal without a reason", with_ops([void])
    yield "void-empty-reason", "segment", "a withdrawal with an empty reason", with_ops([void], why="")
    yield "void-value", "segment", "a withdrawal that is neither true nor null", with_ops(
        [{**void, "v": "yes"}], why="because")
    yield "void-register", "segment", "a withdrawal in another register", with_ops(
        [{**void, "f": "title"}], why="because")
    yield "void-by-set", "segment", "a withdrawal as an edit, which needs no reason", with_ops(
        [{**SET, "f": "@void", "v": True}])
    yield "void-by-entry", "segment", "a withdrawal that nothing could replace", with_ops(
        [{**SET, "k": "entry", "f": "@void", "v": True}])
    yield "resolve-without-reason", "segment", "a decision without a reason", with_ops(
        [{**SET, "k": "resolve"}])
    yield "operation-array", "segment", "an operation that is no object", with_ops([[SET]])
    for name, member in (("type", "y"), ("record", "r"), ("value", "v")):
        yield f"operation-no-{name}", "segment", f"the first operation has no '{member}'", with_ops(
            [{key: value for key, value in SET.items() if key != member}])
    yield "record-upper-case", "segment", "a record in upper-case digits", with_ops(
        [{**SET, "r": "AB" * 16}])
    yield "type-null", "segment", "a type that is null", with_ops([SET, {"y": None, "f": "a", "v": 1}])
    names = (("long", "n" * 65), ("empty", ""), ("at", "@"), ("upper-case", "Title"),
             ("cyrillic", "назва"), ("underscore", "a_b"), ("inner-at", "a@b"), ("line", "a\n"))
    for name, text in names:
        yield f"name-{name}", "segment", f"a register's name ({name})", with_ops([{**SET, "f": text}])
    yield "kind-number", "segment", "a kind that is a number", with_ops([{**SET, "k": 1}])
    log = Log(CENTRE).name
    for name, about, reference in (
            ("self", "itself", 1), ("later", "a later own operation", 2),
            ("later-in-full", "a later own operation, in full", [log, 2]), ("zero", "number 0", 0),
            ("text", "a text", "1"), ("short", "a log without a number", [log]),
            ("long", "three parts", [log, 1, 1]), ("bool", "a truth value", True),
            ("upper-case", "a log in upper-case digits", ["AB" * 16, 1])):
        yield f"reference-{name}", "segment", f"it replaces {about}", with_ops(
            [{**SET, "x": [reference]}, {**SET, "v": "b"}])
    yield "reference-alone", "segment", "references that are no array", with_ops([{**SET, "x": 1}])
    yield "seen-later", "segment", "it has seen a later own operation", with_ops(
        [{**SET, "s": [2]}, {**SET, "v": "b"}])
    yield "references-too-many", "segment", "4,097 references", with_ops(
        [{**SET, "x": [["00" * 16, n] for n in range(1, 4_098)]}])


FAMILIES: list[Callable[[], Iterator[Bad]]] = [profile, commits]

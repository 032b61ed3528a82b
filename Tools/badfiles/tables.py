"""Tables as text: their bytes, their shape, and what stands in their cells."""

from typing import Iterator

from badfile import BadFile

PARTNERSHIP = ["--type", "partnership"]
HEAD = "title,form\n"
GOOD = HEAD + "Duisburg,solidarity\n"


def table(name: str, content: str | bytes, says: str, words: list[str] | None = None, code: int = 3) -> BadFile:
    """A table that 'import' refuses; by default it is one of partnerships."""
    raw = content.encode() if isinstance(content, str) else content
    return BadFile(f"{name}.csv" if "." not in name else name, raw, code, says, words=words or PARTNERSHIP)


def all_files() -> Iterator[BadFile]:
    """All of them."""
    yield from encodings()
    yield from shapes()
    yield from strangers()
    yield from cells()
    yield from rows()


def encodings() -> Iterator[BadFile]:
    """Bytes that are no text of an encoding."""
    utf16 = GOOD.encode("utf-16-le")
    yield table("zero-at-start", b"\0" + GOOD.encode(), "line 1: text that is not utf-8")
    yield table("zero-in-cell", HEAD + "A\0B,solidarity\n", "line 2: text that is not utf-8")
    yield table("zero-at-end", GOOD + "\0", "line 3: text that is not utf-8")
    yield table("zeros-only", bytes(4_096), "line 1: text that is not utf-8")
    yield table("utf-16-odd", b"\xff\xfe" + utf16 + b"x", "text that is not utf-16")
    yield table("utf-16-half-pair", b"\xff\xfe" + utf16 + b"\x3d\xd8", "text that is not utf-16")
    yield table("utf-16-low-half", b"\xff\xfe" + b"\x00\xdc" + utf16, "text that is not utf-16")
    yield table("utf-16-zero", b"\xff\xfe" + (HEAD + "A\0B,solidarity\n").encode("utf-16-le"), "line 2: text that is not utf-16")
    yield table("utf-16-big-zero", b"\xfe\xff" + (HEAD + "\0,solidarity\n").encode("utf-16-be"), "line 2: text that is not utf-16")
    yield table("utf-16-no-mark", utf16, "text that is not utf-8")
    yield table("utf-32", GOOD.encode("utf-32"), "line 1: text that is not utf-16")
    yield table("latin-as-utf-8", (HEAD + "Bäume,solidarity\n").encode("cp1252"), "line 2: text that is not UTF-8",
                [*PARTNERSHIP, "--encoding", "utf-8"])
    for name, raw in [("overlong", b"\xc0\xaf"), ("surrogate", b"\xed\xa0\x80"), ("beyond", b"\xf4\x90\x80\x80"),
                      ("cut", b"\xe2\x82"), ("lone-tail", b"\x80"), ("ff", b"\xff")]:
        yield table(f"utf-8-{name}", HEAD.encode() + raw + b",solidarity\n", "line 2: text that is not UTF-8",
                    [*PARTNERSHIP, "--encoding", "utf-8"])
    yield table("windows-1251-hole", HEAD.encode() + b"\x98,solidarity\n", "line 2: text that is not windows-1251",
                [*PARTNERSHIP, "--encoding", "windows-1251"])
    for hole in (0x81, 0x8D, 0x8F, 0x90, 0x9D):
        yield table(f"windows-1252-hole-{hole:x}", HEAD.encode() + bytes([hole]) + b",solidarity\n",
                    "line 2: text that is not windows-1252", [*PARTNERSHIP, "--encoding", "windows-1252"])


def shapes() -> Iterator[BadFile]:
    """Texts that are no table, or too large a one."""
    yield table("empty", b"", "the table is empty")
    yield table("mark-only", b"\xef\xbb\xbf", "the table is empty")
    yield table("utf-16-mark-only", b"\xff\xfe", "the table is empty")
    yield table("line-feeds-only", "\n" * 1_000, "the table is empty")
    yield table("returns-only", "\r\n\r\r\n", "the table is empty")
    yield table("columns-1001", ",".join(["title"] * 1_001) + "\n", "line 1: 1,001 cells")
    yield table("columns-100000", ",".join(f"c{number}" for number in range(100_000)) + "\n", "line 1: 1,001 cells")
    yield table("columns-tabbed.tsv", "\t" * 100_000, "line 1: 1,001 cells")
    yield table("columns-late", GOOD + "," * 100_000 + "\n", "line 3: 1,001 cells")
    yield table("semicolons-only", ";" * 100_000, "no column gives it")
    yield table("quote-open", HEAD + '"Duisburg,solidarity\n', "line 2: a quotation mark is missing or out of place")
    yield table("quote-open-long", HEAD + '"' + "Duisburg,solidarity\n" * 5_000, "line 2: a quotation mark is missing")
    yield table("quote-followed", HEAD + '"Duis"burg,solidarity\n', "line 2: a quotation mark is missing or out of place")
    yield table("quote-only", '"', "line 1: a quotation mark is missing or out of place")
    yield table("quote-in-heading", 'title,"fo"rm\nA,solidarity\n', "line 1: a quotation mark is missing or out of place")
    yield table("longer-row", HEAD + "Duisburg,solidarity,more\n", "row 2: row: it has 3 cells")
    yield table("shorter-row", "title,form,note\nDuisburg,solidarity\n", "row 2: row: it has 2 cells")
    yield table("no-such-heading-row", GOOD, "nothing in row 7", [*PARTNERSHIP, "--heading-row", "7"])
    yield table("no-such-column", GOOD, "Titel", [*PARTNERSHIP, "--map", "title=Titel"])


def strangers() -> Iterator[BadFile]:
    """Files of something else."""
    for name, raw in [("elf", b"\x7fELF\x02\x01\x01" + bytes(64)), ("png", b"\x89PNG\r\n\x1a\n" + bytes(32)),
                      ("sqlite", b"SQLite format 3\0" + bytes(84)), ("tar", b"a.txt" + bytes(507))]:
        yield table(f"stranger-{name}", raw, "text that is not")
    for name, text in [("json", '{"records": []}\n'), ("html", "<html><body><table></table></body></html>\n"),
                       ("pdf", "%PDF-1.7\n1 0 obj\n"), ("mail", "Dear colleagues,\n\nthe list follows.\n"),
                       ("xml", "<?xml version='1.0'?>\n<list/>\n"), ("script", "#!/bin/sh\nrm -rf /\n")]:
        yield table(f"stranger-{name}", text, "column")


def cells() -> Iterator[BadFile]:
    """Cells that do not fit their fields, one a file."""
    partnership = [("form", "brotherhood", "form"), ("title", "x" * 16_385, "the text is too long"),
                   ("parties", "Duisburg", "parties"), ("parties", "UA00", "parties"), ("parties", "XX/", "parties"),
                   ("council-decision-a", "yesterday; unanimous", "council-decision-a"),
                   ("council-decision-a", "2023-02-30", "council-decision-a")]
    for number, (field, value, says) in enumerate(partnership):
        others = {"title": "Duisburg", "form": "solidarity", field: value}
        text = ",".join(others) + "\n" + ",".join(f'"{cell}"' for cell in others.values()) + "\n"
        yield table(f"cell-partnership-{number}", text, says)
    rates = [("rate", "x"), ("rate", "1.2.3"), ("rate", "--1"), ("rate", "1e5"), ("rate", "NaN"), ("rate", "Infinity"),
             ("rate", "0x10"), ("rate", "1" * 19), ("rate", "0.1234567890"), ("rate", "٣"), ("rate", "1/3"),
             ("date", "2023-13-01"), ("date", "2023-02-29"), ("date", "0000-00-00"), ("date", "99999-01-01"),
             ("date", "29.02.2023"), ("date", "2023-W05"), ("date", "soon"), ("date", "١٢-٠١-٢٠٢٣"),
             ("currency", "€€"), ("currency", "XYZ"), ("currency", "123"), ("currency", "")]
    for number, (field, value) in enumerate(rates):
        row = {"currency": "UAH", "target": "EUR", "date": "2023-02-09", "rate": "0.025", field: value}
        row = {f"official-{name}": cell for name, cell in row.items()}
        text = ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
        yield table(f"cell-rate-{number}", text, field, ["--type", "rate"])


def rows() -> Iterator[BadFile]:
    """Tables whose headings or rows lack what every record of their type has."""
    yield table("lacking-partnership", "form\nsolidarity\n", "title: no column gives it")
    for kind, field in [("task", "partnership"), ("office", "code"), ("rate", "official-currency"), ("agreement", "partnership")]:
        yield table(f"lacking-{kind}", "note\nx\n", f"{field}: no column gives it", ["--type", kind])
    yield table("personal", "note\nx\n", "personal data, which no table brings in", ["--type", "contact"])
    yield table("no-such-type", GOOD, "there is no record type 'partnerships'", ["--type", "partnerships"])
    yield table("no-such-set", GOOD, "has no field 'titel'", [*PARTNERSHIP, "--set", "titel=x"])
    yield table("no-such-key", GOOD, "has no field 'titel'", [*PARTNERSHIP, "--key", "titel"])
    yield table("no-such-chain", GOOD, "cannot hold one of 'ledger'", [*PARTNERSHIP, "--with", "ledger"])
    yield table("no-such-mapping", GOOD, "there is no 'mapping' never saved", ["--mapping", "never saved"], code=4)

"""Spreadsheets: archives that lie, parts that attack, cells without a meaning."""

import io
import struct
import zipfile
import zlib
from typing import Iterator

from badfile import BadFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
TIME = (2023, 1, 1, 0, 0, 0)
HEAD = "<row r='1'><c r='A1' t='str'><v>title</v></c><c r='B1' t='str'><v>form</v></c></row>"


def related(lines: list[tuple[str, str, str]]) -> str:
    """Relations of a part."""
    parts = "".join(f"<Relationship Id='{one}' Type='{KINDS}/{kind}' Target='{to}'/>" for one, kind, to in lines)
    return f"<Relationships xmlns='{PACKAGE}'>{parts}</Relationships>"


def parts(data: str = "", texts: str = "", styles: str = "") -> dict[str, str]:
    """The parts of a small workbook."""
    return {
        "_rels/.rels": related([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": related([
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml")]),
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{KINDS}'><sheets>"
                           "<sheet name='Data' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/styles.xml": f"<styleSheet xmlns='{MAIN}'>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>{texts}</sst>",
        SHEET: f"<worksheet xmlns='{MAIN}'><sheetData>{data}</sheetData></worksheet>",
    }


def zipped(contents: dict[str, str | bytes], packed: bool = True) -> bytes:
    """An archive of parts, always the same bytes for the same parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return file.getvalue()


def sheet(name: str, content: bytes, says: str) -> BadFile:
    """A spreadsheet that 'import' refuses."""
    return BadFile(f"{name}.xlsx", content, 3, says, words=["--type", "partnership"])


def all_files() -> Iterator[BadFile]:
    """All of them."""
    yield from archives()
    yield from bombs()
    yield from lies()
    yield from attacks()
    yield from places()
    yield from values()


def archives() -> Iterator[BadFile]:
    """Files of other kinds, and archives that are no workbook."""
    good = zipped(parts(HEAD))
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield sheet("old-excel", compound + bytes(1_016) + "Workbook".encode("utf-16-le"), "before 2007")
    yield sheet("encrypted", compound + bytes(1_016) + "EncryptedPackage".encode("utf-16-le"), "locked with a password")
    yield sheet("zip-begun", b"PK\x03\x04", "damaged")
    yield sheet("zip-noise", b"PK\x03\x04" + zlib.compress(good), "damaged")
    for name, cut in [("head", 20), ("quarter", len(good) // 4), ("half", len(good) // 2), ("directory", len(good) - 60),
                      ("end", len(good) - 1)]:
        yield sheet(f"zip-cut-{name}", good[:cut], "damaged")
    yield sheet("zip-of-a-text", zipped({"a.txt": "Dear colleagues"}), "no spreadsheet")
    yield sheet("open-document", zipped({"mimetype": "x", "META-INF/manifest.xml": "<a/>", "content.xml": "<a/>"}), ".ods")
    word = {"_rels/.rels": related([("rId1", "officeDocument", "word/document.xml")]), "word/document.xml": "<document/>"}
    yield sheet("word-document", zipped(word), "the table is empty")
    binary = parts()
    binary["_rels/.rels"] = binary["_rels/.rels"].replace("workbook.xml", "workbook.bin")
    yield sheet("binary-excel", zipped(binary), ".xlsb")
    for name, lacking, says in [
        ("start", "_rels/.rels", "no spreadsheet"), ("workbook", "xl/workbook.xml", "damaged (xl/workbook.xml)"),
        ("relations", "xl/_rels/workbook.xml.rels", "the table is empty"), ("sheet", SHEET, f"damaged ({SHEET})"),
    ]:
        yield sheet(f"lacking-{name}", zipped({part: text for part, text in parts(HEAD).items() if part != lacking}), says)
    yield sheet("no-sheets", zipped({**parts(), "xl/workbook.xml": f"<workbook xmlns='{MAIN}'><sheets/></workbook>"}), "empty")
    yield sheet("no-rows", zipped(parts()), "empty")


def bombs() -> Iterator[BadFile]:
    """Archives that inflate without end."""
    zeros = bytes(1 << 26)
    yield sheet("bomb-parts", zipped({str(number): zeros for number in range(9)}), "inflates to more than")
    yield sheet("bomb-sheet", zipped({**parts(), SHEET: b" " * ((256 << 20) + 1)}), "inflates to more than")
    yield sheet("bomb-count", zipped({str(number): "" for number in range(10_001)}, packed=False), "more than 10,000 parts")
    data = "".join(f"<row r='{number}'><c r='XFD{number}'><v>1</v></c></row>" for number in range(1, 200))
    yield sheet("bomb-cells", zipped(parts(data)), "more than 2,000,000 cells")
    yield sheet("bomb-text", zipped(parts(f"<row><c t='str'><v>{'x' * (1 << 22)}</v></c></row>")), "more than 32,767 characters")
    yield sheet("bomb-tag", zipped(parts("<a b='" + "x" * (2 << 20) + "'/>")), "damaged")
    yield sheet("bomb-depth", zipped(parts("<a>" * 100_000)), "damaged")


def lies() -> Iterator[BadFile]:
    """Archives whose headers say what is not so."""
    good = zipped(parts(HEAD))
    place = good.rindex(b"PK\x05\x06")
    for name, at, value in [("count", 10, 60_000), ("size", 12, 0xFFFFFF), ("offset", 16, 0xFFFFFF), ("count-none", 10, 0)]:
        lying = bytearray(good)
        lying[place + at : place + at + 2] = struct.pack("<H", value & 0xFFFF)
        if at != 10:
            lying[place + at : place + at + 4] = struct.pack("<I", value)
        yield sheet(f"lie-{name}", bytes(lying), "damaged (its directory)")
    for name, at, size, says in [("method", 10, 2, "damaged"), ("checksum", 16, 4, "damaged"),
                                 ("inflated", 24, 4, "inflates to more than"), ("flags", 8, 2, "locked with a password")]:
        lying = bytearray(good)
        entry = lying.index(b"PK\x01\x02")
        while entry >= 0:
            lying[entry + at : entry + at + size] = bytes([0x5B] * size)
            entry = lying.find(b"PK\x01\x02", entry + 4)
        yield sheet(f"lie-{name}", bytes(lying), says)


def attacks() -> Iterator[BadFile]:
    """Parts with document types, and XML that is none."""
    laughs = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY a{n + 1} '&a{n or ''};&a{n or ''};'>" for n in range(30)) + "]>"
    outside = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"
    for name in parts():
        short = name.split("/")[-1].replace(".", "-")
        for kind, text in [("entities", laughs), ("outside", outside)]:
            yield sheet(f"{kind}-{short}", zipped({**parts(HEAD), name: text + parts(HEAD)[name]}), "document type")
        yield sheet(f"cut-{short}", zipped({**parts(HEAD), name: parts(HEAD)[name][:-9]}), "damaged")
        yield sheet(f"noise-{short}", zipped({**parts(HEAD), name: b"\x00\xff<<>"}), "damaged")
    yield sheet("utf-16-declared", zipped({**parts(), SHEET: "<?xml version='1.0' encoding='utf-16'?>" + parts(HEAD)[SHEET]}),
                "damaged")
    yield sheet("unknown-encoding", zipped({**parts(), SHEET: "<?xml version='1.0' encoding='x-none'?>" + parts()[SHEET]}),
                "damaged")


def places() -> Iterator[BadFile]:
    """Cells in places that there are not."""
    wrong = ["<row r='2'/><row r='2'/>", "<row r='1048577'/>", "<row r='0'/>", "<row r='x'/>", "<c r='A1'/>",
             "<row><c r='XFE1'/></row>", "<row><c r='B1'/><c r='A1'/></row>", "<row><c r='A2'/></row>", "<row><c r='A'/></row>",
             "<row><c r='1'/></row>", "<row><c r='A99999999999999999999'/></row>", "<row r='-1'/>", "<row r='2'/><row r='1'/>"]
    for number, data in enumerate(wrong):
        yield sheet(f"place-{number}", zipped(parts(data)), "damaged")


def values() -> Iterator[BadFile]:
    """Cells whose values mean nothing."""
    for number, index in enumerate(["0", "-1", "99999999999999999999", "x", "1.0"]):
        yield sheet(f"text-{number}", zipped(parts(f"<row><c t='s'><v>{index}</v></c></row>")), "cell A1: the file is damaged (a text")
    for number, value in enumerate(["1,5", "1E999999999", "NaN", "--1", "1E", ".", "0x1", "1 2", "INF", "١"]):
        yield sheet(f"number-{number}", zipped(parts(f"<row><c><v>{value}</v></c></row>")), "cell A1: the file is damaged (a number)")
    for name, cell in [("cell", "<c t='str'><v>A_x0000_B</v></c>"), ("heading", "<c t='str'><v>_x0000_</v></c>")]:
        head = HEAD if name == "cell" else ""
        yield sheet(f"zero-in-{name}", zipped(parts(f"{head}<row>{cell}</row>")), "the character NUL")
    yield sheet("unknown-type", zipped(parts("<row><c t='q'><v>1</v></c></row>")), "a cell of an unknown type")
    yield sheet("empty-text", zipped(parts("<row><c t='s'><v/></c></row>")), "the table is empty")

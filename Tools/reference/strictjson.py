"""The JSON profile: a strict parser over bytes, and the canonical form."""

import json
import re
from typing import Any, NoReturn

from limits import LARGEST_INTEGER

SPACE = b" \t\n\r"
INTEGER = re.compile(rb"-?[0-9]+")
PLAIN = re.compile(rb'[^"\\\x00-\x1f]*')
HEX4 = re.compile(rb"[0-9A-Fa-f]{4}")
# What the quick parser would take for something else: escapes, long numbers, and -0.
SUSPECT = re.compile(rb"\\u|[0-9]{16}|(?:^|[^0-9A-Za-z])-0")
STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
OTHERS = bytes(byte for byte in range(256) if byte not in b"[]{}")
SQUARE = bytes.maketrans(b"{}", b"[]")
LETTERS = {0x22: '"', 0x5C: "\\", 0x2F: "/", 0x62: "\b", 0x66: "\f", 0x6E: "\n", 0x72: "\r", 0x74: "\t"}


class NotJSON(Exception):
    """Bytes that are not JSON of the profile."""


class Parser:
    """A recursive-descent parser with limits on depth, strings and items."""

    def __init__(self, text: bytes, depth: int, string_bytes: int, items: int) -> None:
        self.text = text
        self.at = 0
        self.depth = depth
        self.string_bytes = string_bytes
        self.items = items

    def document(self) -> Any:
        """Reads one value that is the whole text."""
        self.skip()
        value = self.value(0)
        self.skip()
        if self.at != len(self.text):
            raise NotJSON("something follows the value")
        return value

    def skip(self) -> None:
        """Steps over white space."""
        while self.at < len(self.text) and self.text[self.at] in SPACE:
            self.at += 1

    def peek(self) -> int:
        """Returns the next byte."""
        if self.at >= len(self.text):
            raise NotJSON("the text ends too early")
        return self.text[self.at]

    def take(self, expected: bytes) -> None:
        """Steps over exactly these bytes."""
        if not self.text.startswith(expected, self.at):
            raise NotJSON(f"not {expected!r} at byte {self.at}")
        self.at += len(expected)

    def value(self, depth: int) -> Any:
        """Reads a value inside so many containers."""
        byte = self.peek()
        if byte == 0x22:
            return self.string()
        if byte in b"{[":
            if depth + 1 > self.depth:
                raise NotJSON("nesting deeper than the limit")
            return self.object(depth + 1) if byte == 0x7B else self.array(depth + 1)
        for word, value in ((b"true", True), (b"false", False), (b"null", None)):
            if byte == word[0]:
                self.take(word)
                return value
        return self.integer()

    def integer(self) -> int:
        """Reads an integer within the limit, without fraction, exponent or needless zero."""
        found = INTEGER.match(self.text, self.at)
        if not found:
            raise NotJSON(f"unexpected byte at {self.at}")
        digits = found[0]
        self.at = found.end()
        if self.text[self.at : self.at + 1] in (b".", b"e", b"E"):
            raise NotJSON("a number that is not an integer")
        if digits.startswith(b"-0") or (digits.startswith(b"0") and digits != b"0"):
            raise NotJSON("a leading zero, or -0")
        if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
            raise NotJSON("an integer out of range")
        return int(digits)

    def string(self) -> str:
        """Reads a string from quotation mark to quotation mark."""
        self.at += 1
        start = self.at
        parts: list[str] = []
        while True:
            plain = PLAIN.match(self.text, self.at)
            assert plain
            try:
                parts.append(plain[0].decode("utf-8", "strict"))
            except UnicodeDecodeError as error:
                raise NotJSON("text that is not UTF-8") from error
            self.at = plain.end()
            byte = self.peek()
            if byte < 0x20:
                raise NotJSON("a control character that is not escaped")
            if byte == 0x22:
                break
            parts.append(self.escape())
        if self.at - start > self.string_bytes:
            raise NotJSON("a string longer than the limit")
        self.at += 1
        return "".join(parts)

    def escape(self) -> str:
        """Reads one escape; NUL and half a surrogate pair are refused."""
        self.at += 1
        letter = self.peek()
        self.at += 1
        if letter in LETTERS:
            return LETTERS[letter]
        if letter != 0x75:
            raise NotJSON("an escape that does not exist")
        code = self.four_digits()
        if 0xD800 <= code <= 0xDBFF:
            self.take(b"\\u")
            low = self.four_digits()
            if not 0xDC00 <= low <= 0xDFFF:
                raise NotJSON("half a surrogate pair")
            return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))
        if code == 0 or 0xDC00 <= code <= 0xDFFF:
            raise NotJSON("NUL, or half a surrogate pair")
        return chr(code)

    def four_digits(self) -> int:
        """Reads the four digits of an escape."""
        found = HEX4.match(self.text, self.at)
        if not found:
            raise NotJSON("an escape that is not allowed")
        self.at += 4
        return int(found[0], 16)

    def more(self, close: int, count: int) -> bool:
        """Steps over a comma or the closing byte; tells whether an item follows."""
        self.skip()
        byte = self.peek()
        self.at += 1
        if byte == close:
            return False
        if byte != 0x2C:
            raise NotJSON(f"unexpected byte at {self.at - 1}")
        if count >= self.items:
            raise NotJSON("more items than the limit")
        self.skip()
        return True

    def opened(self, close: int) -> bool:
        """Steps over the opening byte; tells whether an item follows."""
        self.at += 1
        self.skip()
        if self.peek() != close:
            return True
        self.at += 1
        return False

    def array(self, depth: int) -> list[Any]:
        """Reads an array."""
        items: list[Any] = []
        going = self.opened(0x5D)
        while going:
            items.append(self.value(depth))
            going = self.more(0x5D, len(items))
        return items

    def object(self, depth: int) -> dict[str, Any]:
        """Reads an object whose names differ."""
        members: dict[str, Any] = {}
        going = self.opened(0x7D)
        while going:
            if self.peek() != 0x22:
                raise NotJSON("a name that is not a string")
            name = self.string()
            if name in members:
                raise NotJSON("a name given twice")
            self.skip()
            self.take(b":")
            self.skip()
            members[name] = self.value(depth)
            going = self.more(0x7D, len(members))
        return members


def parse(text: bytes, size: int, depth: int, string_bytes: int, items: int) -> Any:
    """Reads one value that is the whole text, within limits."""
    if len(text) > size:
        raise NotJSON("a text larger than the limit")
    if len(text) <= string_bytes and text.count(b",") < items and not SUSPECT.search(text):
        try:
            if is_shallow(text, depth):
                return QUICK.decode(text.decode())
        except (ValueError, RecursionError):
            # The parser below tells what is wrong.
            pass
    return Parser(text, depth, string_bytes, items).document()


def is_shallow(text: bytes, depth: int) -> bool:
    """Tells whether brackets outside of strings stand no deeper than this within one another."""
    if text.count(b"[") + text.count(b"{") <= depth:
        return True
    left = STRING.sub(b"", text).translate(SQUARE, OTHERS)
    for _ in range(depth):
        left = left.replace(b"[]", b"")
    return not left


def refuse(text: str) -> NoReturn:
    """Refuses what the profile does not have."""
    raise ValueError(text)


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Returns the members of an object, whose names differ."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name given twice")
    return members


# The parser of the standard library is quick, and stricter than the profile on no text that is not suspect.
QUICK = json.JSONDecoder(object_pairs_hook=distinct, parse_float=refuse, parse_constant=refuse)
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def plain(value: bytes) -> Any:
    """Returns a canonical value as data."""
    return parse(value, 1 << 62, 64, 1 << 62, 1 << 62)


def compact(value: Any) -> bytes:
    """Writes a value without white space, members in their order."""
    return COMPACT.encode(value).encode()


def canonical(value: Any) -> bytes:
    """Writes the canonical form: members sorted by name, no white space, fewest escapes."""
    return CANONICAL.encode(value).encode()


def is_integer(value: Any) -> bool:
    """Tells whether a value is a number; Python takes truth values for numbers."""
    return isinstance(value, int) and not isinstance(value, bool)

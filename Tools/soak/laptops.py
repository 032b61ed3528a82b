"""Laptops of another make: they write real requests and bundles without the program, by the second implementation."""

import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))

import writing  # noqa: E402
from admission import REQUEST_DOMAIN  # noqa: E402
from gzipmembers import inflate  # noqa: E402
from merging import Store  # noqa: E402
from names import blake2b, fingerprint  # noqa: E402
from sealing import unseal  # noqa: E402
from strictjson import compact, parse  # noqa: E402
from writing import Device, Log, close, open_body, parsed  # noqa: E402

LIMITS = (1 << 30, 64, 1 << 20, 10_000_000)


def join(network: str) -> None:
    """Makes all that is written from now on of a network."""
    writing.NETWORK = network


def manifest_of(file: bytes, reader: Device) -> dict[str, Any]:
    """Reads the manifest of a bundle that is sealed to a laptop."""
    text, _ = inflate(unseal(file, writing.NETWORK, reader.reader)[1])
    return parse(text[:text.index(b"\n")], *LIMITS)


class Laptop:
    """A laptop of an office with one partnership, in which it alone writes."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.device = Device(f"soak {number}", f"DE/Town {number}")
        self.chance = random.Random(number)
        self.log = Log(self.device, self.chance.getrandbits(128))
        # The digest of the dossier: four words.
        self.words = [0, 0, 0, 0]
        self.lamport = self.bundles = 0
        self.unsent: list[bytes] = []
        self.path: Path | None = None
        # What it holds of the directory, which the centre has told: `have` and digest.
        self.directory: tuple[dict[str, Any], str] = ({}, "00" * 32)

    @property
    def fingerprint(self) -> str:
        """The digits that its person reads out."""
        return fingerprint(writing.NETWORK, self.device.public, self.device.box)

    def request(self) -> bytes:
        """Its request for admission."""
        members = {"request": 1, "network": writing.NETWORK, "device": self.device.public, "box": self.device.box,
                   "office": self.device.office, "label": self.device.name, "person": "Soak"}
        line = compact(members)[:-1]
        return compact({**members, "signature": self.device.sign(REQUEST_DOMAIN + blake2b(line))}) + b"\n"

    def enter(self) -> None:
        """Enters its partnership the first time, and an aid entry; three operations or more."""
        self.lamport += 1
        record = f"{self.chance.getrandbits(128):032x}"
        value = {"amount": str(self.chance.randrange(1, 1_000_000)), "currency": "EUR"}
        ops: list[dict[str, Any]] = [] if self.lamport > 1 else [
            {"y": "partnership", "r": self.log.dossier, "f": "title", "v": f"Partnership {self.number}"}]
        ops += [{"y": "aid", "r": record, "f": "title", "v": f"Aid {self.lamport} of town {self.number}"},
                {"f": "kind", "v": "goods"}, {"f": "value", "v": value}]
        text = self.log.segment((self.lamport, ops))
        self.unsent.append(text)
        # Each record stands in one segment, so that the digest is the sum of theirs.
        alone = Store(self.device.public)
        alone.merge(parsed(text))
        digest = bytes.fromhex(alone.state.digests()[self.log.dossier])
        self.words = [(word + int.from_bytes(digest[8 * place:8 * place + 8], "big")) % (1 << 64)
                      for place, word in enumerate(self.words)]

    def bring(self, folder: Path) -> int:
        """Leaves a bundle with what it has entered since the last, in place of that; returns its size."""
        if self.path:
            self.path.unlink()
        self.bundles += 1
        have = {self.log.name: [[1, self.log.next - 1]]}
        digest = b"".join(word.to_bytes(8, "big") for word in self.words).hex()
        first = {
            "bundle": 1, "network": writing.NETWORK, "from": self.device.public, "epoch": f"{1:016x}", "former": [],
            "office": self.device.office, "label": self.device.name, "number": self.bundles,
            "created": writing.TIME, "for": [], "contents": [parsed(text).run for text in self.unsent],
            "have": dict(sorted((have | self.directory[0]).items())),
            "digests": dict(sorted({f"{0:032x}": self.directory[1], self.log.dossier: digest}.items())),
            "forks": {}, "receipts": [], "wants": []}
        file = close(open_body(first, self.unsent), len(self.unsent), self.device)
        self.unsent = []
        own = folder / f"pobratym-{writing.NETWORK}" / self.device.public
        own.mkdir(parents=True, exist_ok=True)
        self.path = own / f"{self.bundles:08}-{blake2b(file).hex()[:32]}.jsonl.gz"
        self.path.write_bytes(file)
        return len(file)

"""Vectors about sealed bundles, requests, epochs, and what comes back; and how to write the first two."""

import hashlib
from typing import Any, Callable, Iterator

from nacl import bindings

from admission import RENEWAL_DOMAIN, REQUEST_DOMAIN
from bad import noise
from good import Vectors, put
from good_trust import CLERK, OFFICER, directory, work
from gzipmembers import store
from limits import SEALED_CHUNK_BYTES
from names import blake2b
from sealing import FINAL, MESSAGE
from strictjson import compact
from writing import CENTRE, NETWORK, Device, Log, admit, bundle, close, manifest

FILE_KEY = blake2b(b"pobratym test vector file key")
STREAM_HEADER = blake2b(b"pobratym test vector stream")[:24]


def plain(segments: list[bytes], sender: Device = CENTRE, pad: int = 0, **changes: Any) -> bytes:
    """A bundle of stored members: the same bytes whatever zlib there is."""
    if pad:
        changes["pad"] = [piece.decode() for piece in chunks(noise(pad), 60_000)]
    text = compact(manifest(segments, sender, **changes)) + b"\n" + b"".join(segments)
    body = b"".join(store(text[at : at + 60_000]) for at in range(0, len(text), 60_000))
    return close(body, len(segments), sender)


def sealed_key(box: str, key: bytes = FILE_KEY) -> str:
    """What crypto_box_seal makes, with a sender's key that comes from the recipient's."""
    public = bytes.fromhex(box)
    own, secret = bindings.crypto_box_seed_keypair(blake2b(b"pobratym test vector seal\n" + public))
    nonce = hashlib.blake2b(own + public, digest_size=24).digest()
    return (own + bindings.crypto_box(key, nonce, public, secret)).hex()


def header(recipients: list[Device], sender: Device = CENTRE, **changes: Any) -> bytes:
    """A sealed bundle's header line, with its line feed."""
    keys = sorted([one.public, sealed_key(one.box)] for one in recipients)
    members = {"sealed": 1, "network": NETWORK, "from": sender.public, "keys": keys}
    return compact({**members, **changes}) + b"\n"


def chunks(file: bytes, size: int = SEALED_CHUNK_BYTES) -> list[bytes]:
    """A file in the pieces that are encrypted apart."""
    return [file[at : at + size] for at in range(0, len(file), size)]


def encrypted(line: bytes, parts: list[tuple[bytes, int]], ad: bytes | None = None) -> list[bytes]:
    """The stream's header and its chunks, of parts with their tags."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, STREAM_HEADER, FILE_KEY)
    made = [STREAM_HEADER]
    for part, tag in parts:
        additional = (ad if ad is not None else blake2b(line)) if len(made) == 1 else None
        made.append(bindings.crypto_secretstream_xchacha20poly1305_push(
            state, part, additional or None, tag))
    return made


def tagged(parts: list[bytes]) -> list[tuple[bytes, int]]:
    """Parts with the tags that they must have."""
    return [(part, MESSAGE) for part in parts[:-1]] + [(parts[-1], FINAL)]


def seal(file: bytes, recipients: list[Device], sender: Device = CENTRE) -> bytes:
    """Seals a bundle's file to devices."""
    line = header(recipients, sender)
    return line + b"".join(encrypted(line, tagged(chunks(file))))


def sized(segments: list[bytes], size: int) -> bytes:
    """A bundle's file of exactly so many bytes."""
    pad = 1
    while len(file := plain(segments, pad=pad)) != size:
        pad += size - len(file)
    return file


def sealed() -> Vectors:
    """Vectors of sealed bundles."""
    people = directory().segment((1, [admit(CENTRE, "centre"), admit(CLERK), admit(OFFICER, "officer")]))
    several = [people, work(CLERK), work(OFFICER, "Tents")]
    file = plain(several, **{"for": [CLERK.public]})
    yield "sealed", "a bundle sealed to two devices, of which one reads", [
        seal(file, [CLERK, OFFICER])], {}, ("members",), CLERK
    yield "sealed-by-clerk", "a bundle that a clerk has sealed to one device", [
        seal(plain(several, CLERK, number=4), [OFFICER], CLERK)], {}, (), OFFICER
    yield "sealed-chunks", "three chunks", [
        seal(sized(several, 150_000), [CLERK])], {}, (), CLERK
    yield "sealed-whole-chunks", "the last of two chunks is as long as the first", [
        seal(sized(several, 2 * SEALED_CHUNK_BYTES), [CLERK])], {}, (), CLERK
    yield "sealed-last-byte", "the last chunk has one byte", [
        seal(sized(several, SEALED_CHUNK_BYTES + 1), [CLERK])], {}, (), CLERK
    yield "sealed-and-plain", "one segment sealed, another one not", [
        seal(plain([people]), [CLERK]), bundle([work(CLERK)], number=2)], {}, (), CLERK


def request(device: Device, office: str, label: str, person: str, **more: Any) -> dict[str, Any]:
    """A request's members before the signature."""
    return {
        "request": 1, "network": NETWORK, "device": device.public, "box": device.box,
        "office": office, "label": label, "person": person, **more}


def signed(members: dict[str, Any] | bytes, key: Device, member: str = "signature",
           domain: bytes = REQUEST_DOMAIN) -> bytes:
    """A request's line, after a signature over its members has been added."""
    start = (members if isinstance(members, bytes) else compact(members))[:-1]
    signature = key.sign(domain + blake2b(start))
    return start + b',"%s":"%s"}' % (member.encode(), signature.encode())


def renewal(last: dict[str, Any], former: Device = OFFICER, domain: bytes = RENEWAL_DOMAIN) -> bytes:
    """A request of the clerk to replace the officer's device."""
    members = request(CLERK, "DE/Duisburg", "Laptop 2", "Ю. Майер", replaces=OFFICER.public, last=last)
    return signed(signed(members, former, "former", domain), CLERK) + b"\n"


def requests() -> Iterator[tuple[str, str, bytes]]:
    """Requests that are right."""
    yield "request", "a device asks to be admitted", signed(
        request(CLERK, "UA12060170000091033", "Ноутбук 7", "О. Коваль"), CLERK) + b"\n"
    yield "request-texts", "texts that are escaped, are empty, or go to the limit", signed(
        request(CLERK, "\"\\/\b\f\n\r\t\x1f\x7f😀", "", "ж" * 100), CLERK) + b"\n"
    yield "request-renewal", "a device asks to replace another one", renewal(
        {"00" * 16: "cd" * 32, "ab" * 16: "ef" * 32})
    yield "request-renewal-empty", "a device asks to replace one that has written nothing", renewal({})


def epochs() -> Vectors:
    """Vectors about what manifests say of their senders; the segments stay the same."""
    log, far = Log(CENTRE, dossier=1), Log(CENTRE, dossier=2)
    one, two = (log.segment((n, [put("note", str(n))])) for n in (1, 2))
    away = far.segment((1, [put("title", "elsewhere")]))
    people = directory().segment((1, [admit(CENTRE, "centre"), admit(CLERK)]))
    everything = bundle([people, one, two, away])
    tells = ("members", "holds")

    def says(number: int, held: list[bytes], epoch: int = 1, sender: Device = CLERK,
             former: list[int] | None = None) -> bytes:
        return bundle([], sender, number, held=[people, *held], epoch=f"{epoch:016x}",
                      former=[f"{one:016x}" for one in former or []])

    yield "holds", "a member's newest manifest tells what it holds; a stranger's nothing", [
        everything, says(1, [one]), says(2, [one, two]), says(1, [one, two], sender=OFFICER)], {}, tells
    yield "holds-less", "a rolled-back manifest: the higher number counts, whatever it says", [
        everything, says(7, [one]), says(6, [one, two, away])], {}, tells
    yield "holds-one-number", "two manifests with one number: what both say", [
        everything, says(7, [one, away]), says(7, [one, two])], {}, tells
    yield "holds-by-dossier", "a manifest that does not speak of a dossier says nothing of it", [
        everything, says(1, [one, away]), says(2, [one, two])], {}, tells
    yield "holds-former", "a manifest of an epoch that was left says nothing any more", [
        everything, says(9, [one, away], epoch=1), says(2, [one, two], epoch=2, former=[1])], {}, tells
    yield "holds-copies", "two copies of a device: what both hold", [
        everything, says(9, [one, two], epoch=1), says(2, [one, away], epoch=2)], {}, tells
    left, right = (Log(CENTRE, dossier=3).segment((1, [put("note", note)])) for note in "ab")
    yield "holds-forked", "of a forked log goes what `forks` says", [
        bundle([people, left, right]), says(1, [left, right]),
        says(3, [left], sender=CENTRE)], {}, tells
    told = bundle([one, two], number=3)
    yield "replayed", "an old bundle comes back after a newer one", [
        bundle([one], number=2), told, bundle([away], number=4), bundle([one], number=2)], {}, ("holds",)


FAMILIES: list[Callable[[], Vectors]] = [sealed, epochs]

"""Merging by definition: the state is computed from the whole set of operations at once."""

from typing import Any

from names import blake2b
from segments import KINDS, Operation, Reference, Segment
from strictjson import canonical, parse

RecordKey = tuple[str, str, str]


def order(operation: Operation) -> tuple[int, str, int]:
    """The order that is the same everywhere: Lamport number, log, number."""
    return (operation.lamport, operation.log, operation.number)


def plain(value: bytes) -> Any:
    """Returns a canonical value as data."""
    return parse(value, 1 << 62, 64, 1 << 62, 1 << 62)


class Record:
    """One record: all its operations."""

    def __init__(self) -> None:
        self.operations: dict[Reference, Operation] = {}

    def registers(self) -> list[str]:
        """The registers that any operation has touched, sorted."""
        return sorted({operation.register for operation in self.operations.values()})

    def of(self, register: str) -> list[Operation]:
        """The operations of a register."""
        return [one for one in self.operations.values() if one.register == register]

    def heads(self, register: str) -> list[Operation]:
        """The operations that none of the register has replaced, sorted by name."""
        operations = self.of(register)
        replaced = {id for operation in operations for id in operation.replaced}
        left = [
            one for one in operations
            if one.kind != "remove" and (one.kind == "entry" or one.id not in replaced)]
        return sorted(left, key=lambda one: one.id)

    def awaited(self, register: str) -> list[Reference]:
        """The replaced operations that have not come, sorted."""
        named = {id for operation in self.of(register) for id in operation.replaced}
        return sorted(named - set(self.operations))

    def alternatives(self, register: str) -> list[bytes]:
        """The distinct values of heads that set one, the earliest first."""
        setting = [one for one in self.heads(register) if one.kind in ("set", "resolve", "void")]
        return list(dict.fromkeys(one.value for one in sorted(setting, key=order)))

    def shown(self, register: str, rule: str) -> dict[str, Any]:
        """What the register shows under a rule."""
        heads = self.heads(register)
        if rule == "set":
            return {"elements": [plain(v) for v in sorted({h.value for h in heads if h.kind == "add"})]}
        if rule == "ask":
            values = self.alternatives(register)
            if len(values) > 1:
                return {"conflict": [plain(value) for value in values]}
        elif rule == "ledger":
            values = [h.value for h in sorted(heads, key=order) if h.kind == "entry"][:1]
        else:
            setting = [h for h in heads if h.kind in ("set", "resolve", "void")]
            values = [h.value for h in sorted(setting, key=order)][-1:]
        return {"value": plain(values[0])} if values and values[0] != b"null" else {}

    def voids(self) -> list[Operation]:
        """The heads that withdraw the record."""
        return [head for head in self.heads("@void") if head.value == b"true"]

    def edits_apart(self) -> list[Reference]:
        """Heads of other registers that no withdrawal has seen, sorted."""
        voids = self.voids()
        if not voids:
            return []
        seen = {id for head in voids for id in head.seen}
        heads = [h.id for name in self.registers() if name != "@void" for h in self.heads(name)]
        return sorted(id for id in heads if id not in seen)

    def known(self) -> list[list[Any]]:
        """The numbers of all operations as intervals, per log, sorted by log."""
        logs: dict[str, list[list[int]]] = {}
        for log, number in sorted(self.operations):
            intervals = logs.setdefault(log, [])
            if intervals and intervals[-1][1] == number - 1:
                intervals[-1][1] = number
            else:
                intervals.append([number, number])
        return [[log, intervals] for log, intervals in logs.items()]

    def digest_input(self, key: RecordKey) -> bytes:
        """The text that is hashed for the state digest."""
        heads = [[name, [head_entry(head) for head in self.heads(name)]] for name in self.registers()]
        return canonical(
            ["pobratym record 1", *key, self.known(), [pair for pair in heads if pair[1]]])


def head_entry(head: Operation) -> list[Any]:
    """What the digest covers of a head."""
    seen = [list(id) for id in sorted(head.seen)]
    return [head.log, head.number, head.kind, plain(head.value), seen]


class Store:
    """Everything merged so far."""

    def __init__(self) -> None:
        self.records: dict[RecordKey, Record] = {}

    def merge(self, segment: Segment) -> None:
        """Adds a segment's operations; those that are there already change nothing."""
        for operation in segment.operations:
            key = (segment.header["dossier"], operation.type, operation.record)
            record = self.records.setdefault(key, Record())
            record.operations.setdefault(operation.id, operation)

    def digests(self) -> dict[str, str]:
        """The digest of each dossier: four 64-bit words, each a sum modulo 2^64."""
        words: dict[str, list[int]] = {}
        for key, record in self.records.items():
            sums = words.setdefault(key[0], [0, 0, 0, 0])
            hashed = blake2b(record.digest_input(key))
            for index in range(4):
                word = int.from_bytes(hashed[8 * index : 8 * index + 8], "big")
                sums[index] = (sums[index] + word) % (1 << 64)
        return {
            dossier: b"".join(word.to_bytes(8, "big") for word in sums).hex()
            for dossier, sums in sorted(words.items())}

    def digest(self) -> str:
        """The digest of the whole store."""
        return blake2b(canonical([list(pair) for pair in self.digests().items()])).hex()

    def contents(self) -> list[dict[str, Any]]:
        """Every record with its heads and their values, for people."""
        return [
            {"dossier": key[0], "type": key[1], "id": key[2], "registers": {
                name: [{"id": list(head.id), "kind": head.kind, "value": plain(head.value)}
                       for head in self.records[key].heads(name)]
                for name in self.records[key].registers()}}
            for key in self.keys()]

    def keys(self) -> list[RecordKey]:
        """The records by dossier, id and type."""
        return sorted(self.records, key=lambda key: (key[0], key[2], key[1]))

    def facts(self, rules: dict[str, str]) -> list[dict[str, Any]]:
        """Every record with its heads and what it shows; registers without a rule `ask`."""
        return [record_facts(key, self.records[key], rules) for key in self.keys()]


def record_facts(key: RecordKey, record: Record, rules: dict[str, str]) -> dict[str, Any]:
    """What is to be known of one record."""
    facts: dict[str, Any] = {"dossier": key[0], "type": key[1], "id": key[2], "registers": {}}
    if record.voids():
        facts["void"] = True
        facts["apart"] = [list(id) for id in record.edits_apart()]
    for name in record.registers():
        rule = rules.get(f"{key[1]}.{name}", "ask")
        register: dict[str, Any] = {
            "rule": rule, "heads": [list(head.id) for head in record.heads(name)],
            "shown": record.shown(name, rule)}
        awaited = record.awaited(name)
        if awaited:
            register["awaited"] = [list(id) for id in awaited]
        unknown = [list(head.id) for head in record.heads(name) if head.kind not in KINDS]
        if unknown:
            register["unknown"] = unknown
        facts["registers"][name] = register
    return facts

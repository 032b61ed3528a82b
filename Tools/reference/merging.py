"""Merging by definition: the state is computed from the whole set of segments at once."""

from dataclasses import replace
from functools import cached_property
from typing import Any, Callable

from blobs import BlobBundle, erased, referred
from branches import Branches, Node, Tree
from bundles import Bundle
from names import blake2b
from segments import KINDS, Operation, Reference, Segment
from strictjson import canonical, plain
from trust import Trust, permits

SETTING = ("set", "resolve", "void")
RecordKey = tuple[str, str, str]


def order(operation: Operation) -> tuple[int, str, int]:
    """The order that is the same everywhere: Lamport number, log, number."""
    return (operation.lamport, operation.log, operation.number)


class Record:
    """One record: all its operations. Nothing is added once it has been asked for anything."""

    def __init__(self) -> None:
        self.operations: dict[Reference, Operation] = {}

    @cached_property
    def by_register(self) -> dict[str, list[Operation]]:
        """The operations that have effect, by register."""
        found: dict[str, list[Operation]] = {}
        for one in self.operations.values():
            if one.has_effect:
                found.setdefault(one.register, []).append(one)
        return found

    @cached_property
    def all_heads(self) -> dict[str, list[Operation]]:
        """The heads of every register."""
        return {name: heads(operations) for name, operations in self.by_register.items()}

    def registers(self) -> list[str]:
        """The registers that any operation with effect has touched, sorted."""
        return sorted(self.by_register)

    def heads(self, register: str) -> list[Operation]:
        """The operations that none of the register has replaced, sorted by name."""
        return self.all_heads.get(register, [])

    def awaited(self, register: str) -> list[Reference]:
        """The replaced operations that have not come, sorted."""
        named = {id for operation in self.by_register[register] for id in operation.replaced}
        return sorted(named - set(self.operations))

    def alternatives(self, register: str) -> list[bytes]:
        """The distinct values of heads that set one, the earliest first."""
        setting = [one for one in self.heads(register) if one.kind in SETTING]
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
            setting = [h for h in heads if h.kind in SETTING]
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
        """The text that is hashed for the state digest; values are in canonical form already."""
        dossier, type_name, record = key
        registers = [(name, self.heads(name)) for name in self.registers()]
        written = b",".join(
            b'["%s",[%s]]' % (name.encode(), b",".join(map(head_entry, heads)))
            for name, heads in registers if heads)
        return b'["pobratym record 1","%s","%s","%s",%s,[%s]]' % (
            dossier.encode(), type_name.encode(), record.encode(), canonical(self.known()), written)


def heads(operations: list[Operation]) -> list[Operation]:
    """The heads among a register's operations that have effect, sorted by name."""
    replaced = {id for operation in operations for id in operation.replaced}
    left = [
        one for one in operations
        if one.kind != "remove" and (one.kind == "entry" or one.id not in replaced)]
    return sorted(left, key=lambda one: one.id)


def head_entry(head: Operation) -> bytes:
    """What the digest covers of a head."""
    seen = canonical([list(id) for id in sorted(head.seen)]) if head.seen else b"[]"
    return b'["%s",%d,"%s",%s,%s]' % (
        head.log.encode(), head.number, head.kind.encode(), head.value, seen)


class State:
    """What a set of segments comes to, for a device or for anybody; defects come to nothing."""

    def __init__(
        self, segments: list[Segment], own: str | None, defects: dict[bytes, str]
    ) -> None:
        self.defects = defects
        self.trust = Trust(segments, own)
        self.aside = [one for one in segments if self.trust.reason(one)]
        counting = [one for one in segments if not self.trust.reason(one)]
        self.branches = Branches(counting)
        self.records: dict[RecordKey, Record] = {}
        for tree in self.branches.trees.values():
            header = tree.segments[0].header
            roles = self.trust.roles(header["device"])
            for node in tree.nodes():
                for operation in self.named(tree, node, roles):
                    key = (header["dossier"], operation.type, operation.record)
                    record = self.records.setdefault(key, Record())
                    record.operations[operation.id] = operation

    def named(self, tree: Tree, node: Node, roles: set[str]) -> list[Operation]:
        """The operations of a commit under their names, with what they name and may do."""
        def resolved(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
            found = [self.branches.resolve(tree, node, one) for one in references]
            return tuple(one for one in found if one)

        assert node.commit
        return [self.placed(one, node, resolved, permits(roles, one)) for one in node.commit.operations]

    @staticmethod
    def placed(
        one: Operation, node: Node, resolved: Callable[..., tuple[Reference, ...]], has_effect: bool
    ) -> Operation:
        """An operation as it stands among all; mostly it is as its line says."""
        if has_effect and node.name == one.log and not one.replaced and not one.seen:
            return one
        return replace(one, log=node.name, replaced=resolved(one.replaced), seen=resolved(one.seen),
                       has_effect=has_effect)

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
                name: [{"id": list(head.id), "kind": head.kind, "value": head.data}
                       for head in self.records[key].heads(name)]
                for name in self.records[key].registers()}}
            for key in self.keys()]

    def keys(self) -> list[RecordKey]:
        """The records by dossier, id and type."""
        return sorted(self.records, key=lambda key: (key[0], key[2], key[1]))

    def facts(self, rules: dict[str, str]) -> list[dict[str, Any]]:
        """Every record with its heads and what it shows; registers without a rule `ask`."""
        return [record_facts(key, self.records[key], rules) for key in self.keys()]

    def aside_facts(self) -> list[dict[str, str]]:
        """The segments that do not count and those with a defect, each with the reason."""
        facts = [{"segment": one.hash.hex(), "reason": self.trust.reason(one)} for one in self.aside]
        facts += [{"segment": name.hex(), "reason": stage} for name, stage in self.defects.items()]
        return sorted(facts, key=lambda fact: fact["segment"])

    def without_effect(self) -> list[list[Any]]:
        """The names of operations that count and have no effect, sorted."""
        operations = [one for record in self.records.values() for one in record.operations.values()]
        return sorted(list(one.id) for one in operations if not one.has_effect)

    def branch_facts(self) -> dict[str, list[str]]:
        """The names, other than its own, that a log's operations have; sorted."""
        names = {log: {node.name for node in tree.nodes()} - {log}
                 for log, tree in self.branches.trees.items()}
        return {log: sorted(found) for log, found in names.items() if found}

    def referred(self) -> set[str]:
        """The blobs to which heads refer."""
        heads = (head for record in self.records.values() for register in record.registers()
                 for head in record.heads(register))
        return {blob for head in heads if (blob := referred(head))}

    def erased(self) -> set[str]:
        """The blobs that operations with effect erase."""
        operations = (one for record in self.records.values() for one in record.operations.values())
        return {blob for one in operations if (blob := erased(one))}

    def members(self) -> list[dict[str, Any]]:
        """The admitted members."""
        return self.trust.members(lambda one: (
            one.operation.lamport, one.operation.log, one.operation.number, one.segment.hash))


class Store:
    """The segments taken in so far, whoever wrote them, and the blobs that are held beside them."""

    def __init__(self, own: str | None = None) -> None:
        self.own = own
        self.segments: dict[bytes, Segment] = {}
        self.defects: dict[bytes, str] = {}
        self.blobs: dict[str, bytes] = {}
        self.erased: set[str] = set()

    def take(self, bundle: Bundle) -> None:
        """Merges a bundle's segments, and takes out the blobs that were erased."""
        self.keep(bundle)
        self.erased |= self.state.erased()
        self.blobs = {id: blob for id, blob in self.blobs.items() if id not in self.erased}

    def keep(self, bundle: Bundle) -> None:
        """Adds a bundle's segments, and sets aside those with a defect."""
        for segment in bundle.segments:
            self.merge(segment)
        self.defects |= {one.name: one.stage for one in bundle.defects}

    def take_blobs(self, bundle: BlobBundle) -> None:
        """Keeps those of a bundle's blobs that are wanted."""
        wanted = self.wanted()
        self.blobs |= {id: blob for id, blob in bundle.blobs.items() if id in wanted}

    def wanted(self) -> set[str]:
        """The blobs to which heads refer, and that are neither here nor erased."""
        return self.state.referred() - set(self.blobs) - self.erased

    def blob_facts(self) -> dict[str, list[str]]:
        """The ids of the blobs that are here, that are wanted, and that were erased."""
        return {"held": sorted(self.blobs), "wanted": sorted(self.wanted()),
                "erased": sorted(self.erased)}

    def merge(self, segment: Segment) -> None:
        """Adds a segment; one that is there already changes nothing."""
        if segment.hash not in self.segments:
            self.segments[segment.hash] = segment
            self.__dict__.pop("state", None)

    @cached_property
    def state(self) -> State:
        """What the segments come to."""
        return State(list(self.segments.values()), self.own, self.defects)


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

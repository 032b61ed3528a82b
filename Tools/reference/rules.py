"""The merge rules of the present schema, and what is open under them: Protocol/README.md, Values and What people decide."""

from typing import NamedTuple

from merging import SETTING, Record, RecordKey, State
from names import blake2b
from segments import Operation

EVERY = {"same": "set", "apart": "set", "accepted-violations": "set"}
SETS = {
    "agreement": "documents", "aid": "documents tags", "consignment": "aid seals documents", "filter": "where",
    "handout": "entries documents", "item": "serials", "mapping": "columns constants key", "news": "tags",
    "office": "languages sectors needs strengths",
    "partnership": "parties fields in-common people-in-charge source", "term": "official-words"}
LATEST = {
    "agreement": "purpose note", "aid": "purpose note", "consignment": "route note", "contact": "role",
    "handout": "note", "item": "condition packaging", "news": "text text-uk text-de source",
    "office": "population website note", "partnership": "aims note", "relation": "source", "task": "note"}
BOOKS = ("ledger", "money")
RULES = {
    (type_name, register): rule for rule, table in (("set", SETS), ("latest", LATEST))
    for type_name, registers in table.items() for register in registers.split()}
RULES |= {(type_name, "entry"): "ledger" for type_name in BOOKS}


def rule(type_name: str, register: str) -> str:
    """Returns the rule of a register."""
    return EVERY.get(register) or RULES.get((type_name, register), "ask")


class Open(NamedTuple):
    """Something that people must decide: between values, or whether the record is withdrawn."""

    key: RecordKey
    register: str
    values: list[bytes]
    heads: list[Operation]

    @property
    def token(self) -> str:
        """The digits that name it."""
        names = sorted(head.id for head in self.heads)
        return blake2b("\n".join(f"{log}:{number}" for log, number in names).encode())[:4].hex()


def is_disputed(record: Record) -> bool:
    """Tells whether people contradict each other on whether a record is withdrawn."""
    voids = record.voids()
    return bool(voids) and (len(record.alternatives("@void")) > 1 or bool(record.edits_apart()))


def is_here(record: Record) -> bool:
    """Tells whether a record counts: it is not withdrawn, or that is disputed."""
    return not record.voids() or is_disputed(record)


def open_conflicts(state: State) -> list[Open]:
    """Returns what is open, by dossier, id, type and register."""
    return [one for key in state.keys() for one in open_of(key, state.records[key])]


def open_of(key: RecordKey, record: Record) -> list[Open]:
    """Returns what is open of a record."""
    if not is_here(record):
        return []
    found: list[Open] = []
    for name in record.registers():
        heads, values = record.heads(name), record.alternatives(name)
        setting = [head for head in heads if head.kind in SETTING]
        if name == "@void":
            if is_disputed(record):
                apart = set(record.edits_apart())
                edits = [head for other in record.registers() for head in record.heads(other)
                         if other != "@void" and head.id in apart]
                found.append(Open(key, name, [], setting + edits))
        elif len(values) > 1 and key[1] not in BOOKS and rule(key[1], name) == "ask":
            found.append(Open(key, name, values, setting))
    return found

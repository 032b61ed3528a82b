"""What the bundles in a folder come to, as data that another implementation can be compared with."""

from collections import Counter
from pathlib import Path
from typing import Any

from books import accounts
from folders import take_folder
from merging import State, Store
from rules import Open, open_conflicts
from segments import KINDS, Operation
from strictjson import canonical


def told(folder: str, own: str | None = None) -> dict[str, Any]:
    """Merges a folder's bundles and tells what they come to, for a device or for anybody."""
    store = Store(own)
    skipped = take_folder(store, Path(folder))
    state = store.state
    found = {
        "digest": state.digest(), "digests": state.digests(), "heads": heads(state),
        "conflicts": sorted((conflict(one) for one in open_conflicts(state)), key=canonical),
        "accounts": accounts(state), "members": state.members(), "aside": state.aside_facts(),
        "forks": state.branches.forks(), "branches": state.branch_facts(),
        "without_effect": state.without_effect(), "erased": sorted(state.erased()),
        "skipped": skipped}
    return {**found, "counts": counts(state, found)}


def heads(state: State) -> list[list[Any]]:
    """The names of the heads of every register that has any."""
    found = []
    for key in state.keys():
        registers = [[name, [list(head.id) for head in heads]]
                     for name, heads in sorted(state.records[key].all_heads.items()) if heads]
        found.append([*key, registers])
    return found


def conflict(one: Open) -> list[Any]:
    """Something that people must decide: dossier, type, record, register, token, values."""
    values = {head.value: head.data for head in one.heads}
    return [*one.key, one.register, one.token, [values[value] for value in one.values]]


def counts(state: State, found: dict[str, Any]) -> dict[str, int]:
    """How much there is of what, so that a comparison tells what it has compared."""
    operations = [one for record in state.records.values() for one in record.operations.values()]
    counted = Counter(f"kind {one.kind}" for one in operations)
    counted.update(f"entry {kind}" for one in operations if (kind := member(one, "entry", "kind")) is not None)
    counted.update(f"aside {one['reason']}" for one in found["aside"])
    counted.update({
        "operations": len(operations), "records": len(state.records), "open": len(found["conflicts"]),
        "disputed withdrawals": sum(one[3] == "@void" for one in found["conflicts"]),
        "without effect": len(found["without_effect"]), "accounts": len(found["accounts"]),
        "forked logs": len(found["forks"]), "branches": sum(map(len, found["branches"].values())),
        "joined": sum(one.kind == "add" and one.register == "same" for one in operations),
        "renewals": sum(member(one, "admit", "replaces") is not None for one in operations)})
    return dict(sorted(counted.items()))


def member(operation: Operation, kind: str, name: str) -> str | None:
    """Returns a text of what an operation of a kind says, or None."""
    if operation.kind != kind:
        return None
    said = operation.data if kind in KINDS else operation.data.get("v")
    text = said.get(name) if isinstance(said, dict) else None
    return text if isinstance(text, str) else None

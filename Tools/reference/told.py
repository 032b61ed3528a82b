"""What the bundles in a folder come to, as data that another implementation can be compared with."""

from collections import Counter
from pathlib import Path
from typing import Any

from books import accounts
from folders import take_folder
from merging import State, Store
from rules import Open, open_conflicts
from strictjson import canonical


def told(folder: str, own: str | None = None) -> dict[str, Any]:
    """Merges a folder's bundles and tells what they come to, for a device or for anybody."""
    store = Store(own)
    skipped = take_folder(store, Path(folder))
    state = store.state
    return {
        "digest": state.digest(), "digests": state.digests(), "heads": heads(state),
        "conflicts": sorted((conflict(one) for one in open_conflicts(state)), key=canonical),
        "accounts": accounts(state), "members": state.members(), "aside": state.aside_facts(),
        "forks": state.branches.forks(), "branches": state.branch_facts(),
        "without_effect": state.without_effect(), "erased": sorted(state.erased()),
        "skipped": skipped, "counts": counts(state)}


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


def counts(state: State) -> dict[str, int]:
    """How often what is rare is in what was merged."""
    operations = [one for record in state.records.values() for one in record.operations.values()]
    found = Counter(one.kind for one in operations)
    found["operations"] = len(operations)
    found["records"] = len(state.records)
    found["joined"] = sum(one.register == "same" for one in operations)
    found["reversal"] = sum(
        one.kind == "entry" and isinstance(one.data, dict) and one.data.get("kind") == "reversal"
        for one in operations)
    found["renewal"] = sum(
        one.kind == "admit" and isinstance(one.data.get("v"), dict) and "replaces" in one.data["v"]
        for one in operations)
    found["branches"] = sum(map(len, state.branch_facts().values()))
    return dict(sorted(found.items()))

"""What devices hold, as far as their manifests tell."""

from typing import Any, Iterable

from merging import State, Store

Intervals = list[list[int]]


def common(left: Intervals, right: Intervals) -> Intervals:
    """Returns the numbers that two lists of intervals share."""
    pairs = [(max(a[0], b[0]), min(a[1], b[1])) for a in left for b in right]
    return sorted([first, last] for first, last in pairs if first <= last)


class Holding:
    """What one copy of a device's database holds: numbers of logs, and hashes of forked ones."""

    def __init__(self, have: dict[str, Intervals], forks: dict[str, list[str]]) -> None:
        self.have = {log: intervals for log, intervals in have.items() if intervals}
        self.forks = {log: hashes for log, hashes in forks.items() if hashes}

    def shared(self, other: "Holding") -> "Holding":
        """Returns what both hold."""
        return Holding(
            {log: common(self.have[log], other.have[log]) for log in self.have if log in other.have},
            {log: sorted(set(self.forks[log]) & set(other.forks[log]))
             for log in self.forks if log in other.forks})

    def facts(self) -> dict[str, Any]:
        """The holding as data."""
        return {"have": dict(sorted(self.have.items())), "forks": dict(sorted(self.forks.items()))}


def shared(holdings: Iterable[Holding]) -> Holding:
    """Returns what all hold; nothing where there are none."""
    found: Holding | None = None
    for holding in holdings:
        found = found.shared(holding) if found else holding
    return found or Holding({}, {})


def copy(manifests: list[dict[str, Any]], dossiers: dict[str, str], forked: set[str]) -> Holding:
    """Returns what the manifests of one epoch say of logs whose dossiers are known."""
    have: dict[str, Intervals] = {}
    forks: dict[str, list[str]] = {}
    for dossier in set(dossiers.values()):
        speaking = [one for one in manifests if dossier in one["digests"]]
        newest = max((one["number"] for one in speaking), default=0)
        logs = {log for log, of in dossiers.items() if of == dossier}
        told = shared(
            Holding({log: one["have"].get(log, []) for log in logs - forked},
                    {log: one["forks"].get(log, []) for log in logs & forked})
            for one in speaking if one["number"] == newest)
        have |= told.have
        forks |= told.forks
    return Holding(have, forks)


def holds(manifests: list[dict[str, Any]], store: Store) -> dict[str, Any]:
    """Returns what each member that has written is known to hold."""
    state: State = store.state
    dossiers = {one.log: one.header["dossier"] for one in store.segments.values()}
    forked = set(state.branches.forks())
    found = {}
    for device, network in sorted({(one["from"], one["network"]) for one in manifests}):
        if not state.trust.is_member(device, network):
            continue
        own = [one for one in manifests if one["from"] == device]
        former = {epoch for one in own for epoch in one["former"]}
        epochs: dict[str, list[dict[str, Any]]] = {}
        for one in own:
            if one["epoch"] not in former:
                epochs.setdefault(one["epoch"], []).append(one)
        copies = [copy(epochs[epoch], dossiers, forked) for epoch in sorted(epochs)]
        found[device] = shared(copies).facts()
    return found

"""Branches: the trees of the commits of each log, and the names of their operations."""

from typing import Iterator

from names import branch_name
from segments import Commit, Reference, Segment


class Node:
    """A commit, or what the first commits of segments follow: the beginning, or what is missing."""

    def __init__(self, commit: Commit | None = None, parent: "Node | None" = None) -> None:
        self.commit = commit
        self.parent = parent
        self.children: dict[bytes, Node] = {}
        self.name = ""

    @property
    def first(self) -> int:
        """The number of a commit's first operation."""
        return self.commit.operations[0].number if self.commit else 0

    @property
    def last(self) -> int:
        """The number of a commit's last operation."""
        return self.commit.operations[-1].number if self.commit else 0

    def child(self, commit: Commit) -> "Node":
        """Returns the commit that follows with these bytes."""
        return self.children.setdefault(commit.line, Node(commit, self))

    def below(self) -> Iterator["Node"]:
        """The commits that follow, parents first."""
        waiting = list(self.children.values())
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children.values()

    def give(self, name: str) -> None:
        """Names this and all that follow."""
        self.name = name
        for node in self.below():
            assert node.parent
            parent = node.parent
            is_only = len(parent.children) == 1
            node.name = parent.name if is_only else branch_name(parent.name, node.commit.line)


class Tree:
    """The commits of one log, of segments that count."""

    def __init__(self, log: str, segments: list[Segment]) -> None:
        self.log = log
        self.segments = sorted(segments, key=lambda one: (one.first, one.hash))
        self.dossier = self.segments[0].header["dossier"]
        self.beginning = Node()
        self.missing: dict[str, Node] = {}
        self.ends: dict[tuple[str, int], Node] = {}
        for segment in self.segments:
            node = self.parent(segment)
            for commit in segment.commits:
                node = node.child(commit)
            self.ends[segment.hash.hex(), segment.last] = node
        self.name_all()
        apart = [node.first for node in self.nodes() if node.name != log]
        self.apart = min(apart, default=None)

    def parent(self, segment: Segment) -> Node:
        """What a segment's first commit follows."""
        previous = segment.header["previous"]
        if previous is None:
            return self.beginning
        end = self.ends.get((previous, segment.first - 1))
        return end or self.missing.setdefault(previous, Node())

    def nodes(self) -> Iterator[Node]:
        """All commits."""
        for start in (self.beginning, *self.missing.values()):
            yield from start.below()

    def name_all(self) -> None:
        """Names all commits, from the lowest numbers upward."""
        self.beginning.give(self.log)
        for previous, start in self.missing.items():
            heads = [one for one in self.segments if self.parent(one) is start]
            first = min(one.first for one in heads)
            own = set(start.below())
            others = [node for node in self.nodes() if node not in own]
            is_apart = any(node.name not in ("", self.log) and node.first < first for node in others)
            overlaps = any(
                node.first <= one.last and one.first <= node.last for node in others for one in heads)
            straight = not is_apart and not overlaps
            start.give(self.log if straight else branch_name(self.log, bytes.fromhex(previous)))

    def is_forked(self) -> bool:
        """Tells whether segments contradict each other; they are sorted by their first number."""
        ends: dict[int, set[str]] = {}
        for one in self.segments:
            ends.setdefault(one.last, set()).add(one.hash.hex())
        highest = 0
        for one in self.segments:
            if one.first <= highest or ends.get(one.first - 1, set()) - {one.header["previous"]}:
                return True
            highest = one.last
        return False


class Branches:
    """The trees of all logs."""

    def __init__(self, segments: list[Segment]) -> None:
        logs: dict[str, list[Segment]] = {}
        for segment in segments:
            logs.setdefault(segment.log, []).append(segment)
        self.trees = {log: Tree(log, held) for log, held in sorted(logs.items())}

    def name(self, segment: Segment, number: int) -> Reference:
        """Returns the name of an operation of a segment."""
        node = self.trees[segment.log].ends[segment.hash.hex(), segment.last]
        while node.first > number:
            assert node.parent
            node = node.parent
        return (node.name, number)

    def named(self, dossier: str, log: str, number: int) -> Reference | None:
        """Returns what a reference from another log of a dossier names, or None where nobody can tell."""
        apart = self.trees[log].apart if log in self.trees and self.trees[log].dossier == dossier else None
        return None if apart is not None and number >= apart else (log, number)

    def resolve(self, tree: Tree, node: Node, reference: Reference) -> Reference | None:
        """Returns what a reference in a commit names."""
        log, number = reference
        if log != tree.log or tree.apart is None:
            return self.named(tree.dossier, log, number)
        at: Node | None = node
        while at and at.commit and at.first > number:
            at = at.parent
        return (at.name, number) if at and at.commit else self.named(tree.dossier, log, number)

    def forks(self) -> dict[str, list[str]]:
        """The hashes of the segments of each forked log, sorted."""
        return {
            log: sorted(one.hash.hex() for one in tree.segments)
            for log, tree in self.trees.items() if tree.is_forked()}

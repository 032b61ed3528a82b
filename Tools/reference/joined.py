"""Records of one thing that was entered more than once: Protocol/README.md, Joined records."""

from merging import Record, State
from names import is_hex
from rules import is_here


class Joined:
    """The records of one type, and which of them stand for those that are joined."""

    def __init__(self, state: State, type_name: str) -> None:
        held = {key[2]: record for key, record in state.records.items() if key[1] == type_name}
        self.here = {id: record for id, record in held.items() if is_here(record)}
        self.parents: dict[str, str] = {}
        for id, record in held.items():
            for element in record.shown("same", "set")["elements"]:
                if is_hex(element, 16):
                    self.join(id, element)
        self.standing: dict[str, str] = {}
        for id in sorted(self.here):
            self.standing.setdefault(self.root(id), id)

    def root(self, id: str) -> str:
        """Returns the same id for all that are joined."""
        while id in self.parents:
            id = self.parents[id]
        return id

    def join(self, one: str, other: str) -> None:
        """Joins two records and all that are joined with them."""
        one, other = self.root(one), self.root(other)
        if one != other:
            self.parents[one] = other

    def stands(self, id: str) -> str | None:
        """Returns the id of the record that stands for one and is here, or None."""
        return self.standing.get(self.root(id))

    def counted(self) -> dict[str, Record]:
        """Returns the records that are here and stand, by id."""
        return {id: self.here[id] for id in sorted(self.standing.values())}

"""For peers that exchange the workload's own lines, as gzip."""
import time

from peers.peer import Event, Peer, loads


class LinesPeer(Peer):
    """Exchanges the laptops' lines as they are."""

    def author(self) -> None:
        """Packs all laptops' lines."""
        self.seconds = 0
        for laptop in self.laptops():
            lines = (self.data / f"lap_{laptop:03d}.jsonl").read_bytes()
            start = time.perf_counter()
            self.put(f"{laptop:03d}", lines)
            self.seconds += time.perf_counter() - start

    def delta_author(self) -> None:
        """Packs the delta's lines."""
        self.put("delta", (self.data / "delta.jsonl").read_bytes())

    def bundle(self, name: str) -> list[Event]:
        """Reads and parses an exchange file."""
        return [loads(line) for line in self.take(name).splitlines()]

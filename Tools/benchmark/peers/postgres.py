"""PostgreSQL as the central store: a bundle is copied into a staging table, then merged a field at a time if newer.

A server of its own listens on a socket in a temporary folder (PGBIN is where the programs are). A bundle is one
transaction with synchronous_commit on. The seconds leave out starting and stopping the server.
"""
import io
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
import psycopg2

from peers.lines import LinesPeer
from peers.peer import FIELDS, Event, Unavailable, size_of

PROGRAMS = Path(os.environ.get("PGBIN", "/usr/lib/postgresql/15/bin"))
NUMBERS = {field: number for number, field in enumerate(FIELDS)}
SETTINGS = "-c listen_addresses='' -c shared_buffers=256MB -c max_wal_size=4GB"
DELTA = 1_000    # the version that the delta's cells get
CREATE = "create table cell(id text, f smallint, v text, t bigint, l smallint, ver int, primary key(id,f))"
STAGE = "create temp table if not exists st(id text, f smallint, v text, t bigint, l smallint)"
MERGE = ("insert into cell select distinct on (id,f) id,f,v,t,l,%s from st order by id,f,t desc,l desc "
         "on conflict(id,f) do update set v=excluded.v,t=excluded.t,l=excluded.l,ver=excluded.ver "
         "where (excluded.t,excluded.l) > (cell.t,cell.l)")


def run(program: str, *arguments: str | Path) -> None:
    """Runs one of the server's programs, as another user where we are root: it refuses to be root's."""
    command = [str(PROGRAMS / program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not through pipes: the server would keep them open.
    with tempfile.TemporaryFile("w+") as log:
        done = subprocess.run(command, stdout=log, stderr=log, cwd="/tmp", check=False)
        log.seek(0)
        if done.returncode != 0:
            raise Unavailable(f"{program} failed: " + " ".join(log.read().split())[-300:])


def own(folder: Path) -> None:
    """Gives a folder to the user whom the server runs as."""
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)


def copied(events: Iterable[Event], laptop: int) -> io.StringIO:
    """Cells in the form of COPY."""
    return io.StringIO("".join(f"{event['id']}\t{NUMBERS[field]}\t{value}\t{event.get('t', 0)}\t{laptop}\n"
                               for event in events for field, value in event["f"].items()))


class PostgreSQL(LinesPeer):
    """Merges by cell."""

    def version(self) -> str:
        """The server's version."""
        if not os.access(PROGRAMS / "postgres", os.X_OK):
            raise Unavailable("PostgreSQL is not installed; Tools/setup --bench installs it")
        told = subprocess.run([PROGRAMS / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return f"PostgreSQL {told.split()[2]}, psycopg2 {psycopg2.__version__.split()[0]}"

    @contextmanager
    def _cursor(self, folder: str = "run") -> Iterator[Any]:
        """Starts the server on a folder, and stops it in any case."""
        place = tempfile.mkdtemp(prefix="bench-", dir="/tmp")
        own(Path(place))
        try:
            run("pg_ctl", "-D", self.work / folder, "-w", "-l", f"{place}/log", "-o", f"-k {place} {SETTINGS}", "start")
            try:
                connection = psycopg2.connect(host=place, user="postgres", dbname="postgres")
                yield connection.cursor()
                connection.commit()
                self.helper_bytes = peak_of(connection.info.backend_pid)
                connection.close()
            finally:
                run("pg_ctl", "-D", self.work / folder, "-w", "-m", "fast", "stop")
        finally:
            shutil.rmtree(place)

    def _make(self, folder: str) -> None:
        own(self.folder(folder))
        run("initdb", "-D", self.work / folder, "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8")
        with self._cursor(folder) as cursor:
            cursor.execute(CREATE)

    @staticmethod
    def _merge(cursor: Any, events: Iterable[Event], laptop: int, version: int) -> None:
        lines = copied(events, laptop)
        cursor.execute(STAGE)
        cursor.execute("truncate st")
        cursor.copy_expert("copy st from stdin", lines)
        cursor.execute(MERGE, (version,))
        cursor.connection.commit()

    @contextmanager
    def _timed(self) -> Iterator[None]:
        start = perf_counter()
        yield
        self.seconds = perf_counter() - start

    def seed(self) -> None:
        """Makes the server's folder and merges the base records as one bundle."""
        self._make("run")
        with self._cursor() as cursor:
            self._merge(cursor, self.base(), -1, 0)

    def consolidate(self) -> None:
        """Merges all bundles."""
        with self._cursor() as cursor, self._timed():
            for laptop in self.laptops():
                self._merge(cursor, self.bundle(f"{laptop:03d}"), laptop, laptop + 1)

    def delta_apply(self) -> None:
        """Merges the delta."""
        with self._cursor() as cursor, self._timed():
            self._merge(cursor, self.bundle("delta"), 0, DELTA)

    @staticmethod
    def _dump(cursor: Any, where: str) -> bytes:
        cursor.execute(f"select id, f, v from cell {where} order by id, f")
        records: dict[str, dict[str, str]] = {}
        for name, field, value in cursor:
            records.setdefault(name, {})[FIELDS[field]] = value
        return b"\n".join(orjson.dumps({"id": name, "f": fields}) for name, fields in records.items())

    def delta_down(self) -> None:
        """Writes the cells that the delta changed."""
        with self._cursor() as cursor, self._timed():
            self.put("down", self._dump(cursor, f"where ver >= {DELTA}"))

    def boot_export(self) -> None:
        """Writes all cells."""
        with self._cursor() as cursor, self._timed():
            self.put("boot", self._dump(cursor, ""))

    def boot_import(self) -> None:
        """Merges them into an empty server."""
        self._make("fresh")
        with self._cursor("fresh") as cursor, self._timed():
            self._merge(cursor, self.bundle("boot"), -1, 0)

    def lookup(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Reads the cells; values are text."""
        found: dict[str, dict[str, Any]] = {}
        with self._cursor() as cursor:
            cursor.execute("select id, f, v from cell where id = any(%s)", (ids,))
            for name, field, value in cursor:
                found.setdefault(name, {})[FIELDS[field]] = value
        return found

    def store_bytes(self) -> int:
        """The server's folder without its write-ahead log."""
        return size_of(self.centre) - size_of(self.centre / "pg_wal")


def peak_of(process: int) -> int:
    """The peak of a process's memory."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024

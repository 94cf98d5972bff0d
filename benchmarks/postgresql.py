"""A PostgreSQL server for one proof, in a folder of its own, listening on 127.0.0.1 only."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.database import Database

PROGRAMS = Path("/usr/lib/postgresql")
# The server refuses to run as root; Debian's package makes this user.
SERVER_USER = "postgres"
SETTINGS = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\n"


class NoPostgresqlError(Exception):
    """PostgreSQL is not installed here."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int

    def database(self, name: str = "postgres") -> Database:
        """A database by its name."""
        return Database(f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{self.port}/{name}")

    def create(self, name: str, like: str = "template0") -> Database:
        """A new database, empty or a copy of one that nobody uses."""
        import psycopg

        url = f"postgresql://{SERVER_USER}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.database(name)


@contextmanager
def server() -> Iterator[Server]:
    """Make a cluster, start it, and remove it with the block."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-postgresql-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, SERVER_USER)
        cluster, port = folder / "cluster", _free_port()
        _run("initdb", f"--pgdata={cluster}", f"--username={SERVER_USER}", "--auth=trust", "--encoding=UTF8")
        with (cluster / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        _run(
            "pg_ctl", "start", "--wait", f"--pgdata={cluster}", f"--log={folder}/log", f"--options=-p {port}"
        )
        try:
            yield Server(port)
        finally:
            _run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={cluster}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    command = [_path(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", SERVER_USER, "--", *command]
    # In its own folder: the server's user may not enter the one we stand in.
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)


def _path(program: str) -> str:
    found = sorted(PROGRAMS.glob(f"*/bin/{program}"))
    path = str(found[-1]) if found else shutil.which(program)
    if path is None:
        raise NoPostgresqlError(f"{program} is not installed; Debian calls the package postgresql")
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""A PostgreSQL database as a file, through the programs that come with the server: pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url

from domain.errors import DomainError

BEGINNING = b"PGDMP"
# Tables that a restore has put aside are no part of the next backup.
ASIDE = "dondoc_before_"
_REVISION = re.compile(r"^COPY \S*alembic_version .*?;\n(\S+)\n\\\.", re.MULTILINE)


def looks_like_dump(file: Path) -> bool:
    """Whether a file begins as a dump in pg_dump's custom format does."""
    with file.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING


def dump(url: str, file: Path, snapshot: str) -> None:
    """Write everything that an exported snapshot sees."""
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--exclude-schema={ASIDE}*")
    _run("pg_dump", *options, f"--snapshot={snapshot}", f"--file={file}", url=url)


def revision_of(file: Path) -> str:
    """The migration a dump stands at; reads the whole file, so that a damaged one is found out.

    Raises:
        DomainError: `backup-broken`, or `backup-foreign` when it is of another program.
    """
    try:
        _run("pg_restore", f"--file={os.devnull}", str(file))
        told = _run("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file))
    except DomainError as error:
        raise DomainError("backup-broken", file=str(file), problem=error.details["problem"]) from None
    found = _REVISION.search(told)
    if found is None:
        raise DomainError("backup-foreign", file=str(file))
    return found[1]


def load(url: str, file: Path) -> None:
    """Make the tables of a dump and fill them: all or nothing."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", *options, f"--dbname={_without_password(url)}", str(file), url=url)


def _run(program: str, *words: str, url: str | None = None) -> str:
    """Run a program of PostgreSQL; DomainError `postgresql-failed` with the last thing it said."""
    environment = {**os.environ, "LC_ALL": "C"}
    if url is not None:
        password = _password(url)
        words = (f"--dbname={_without_password(url)}", *words) if program == "pg_dump" else words
        environment |= {"PGPASSWORD": password} if password else {}
    command = [_find(program), *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"]
        telling = next((line for line in said if "error:" in line), said[-1])
        raise DomainError("postgresql-failed", program=program, problem=telling)
    return done.stdout.decode(errors="replace")


def _find(program: str) -> str:
    """The newest one there is: an older pg_dump refuses a newer server."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    found = str(newest) if newest is not None else shutil.which(program)
    if found is None:
        raise DomainError("postgresql-programs-missing", program=program)
    return found


def _without_password(url: str) -> str:
    """The address as libpq reads it; what others may see in the list of processes."""
    parsed = make_url(url)
    options = {name: value for name, value in parsed.query.items() if name != "password"}
    place = {"host": parsed.host, "port": parsed.port, "user": parsed.username, "dbname": parsed.database}
    return make_conninfo("", **{name: value for name, value in (place | options).items() if value})  # type: ignore[arg-type]


def _password(url: str) -> str:
    parsed = make_url(url)
    return parsed.password or str(parsed.query.get("password", ""))

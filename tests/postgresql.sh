#!/bin/sh
# Runs a command with a PostgreSQL server of its own, named by DONDOC_TEST_POSTGRESQL; nothing of it stays.
#   sh tests/postgresql.sh .venv/bin/pytest tests/services
set -eu

sh "$(dirname "$0")/system-packages.sh" postgresql
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$programs" ] && command -v initdb >/dev/null 2>&1; then
    programs=$(dirname "$(readlink -f "$(command -v initdb)")")
fi
if [ -z "$programs" ]; then
    echo "PostgreSQL is not installed: nothing is tested on it" >&2
    [ -z "${CI:-}" ] && exit 0 || exit 1
fi

# In memory where there is room: a database for every test is nine hundred small files each time.
place=${TMPDIR:-/tmp}
if [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 1000000 ] 2>/dev/null; then
    place=/dev/shm
fi
folder=$(mktemp -d -p "$place")
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then # The server refuses to run as root.
    chown postgres "$folder"
    as_server() { (cd "$folder" && runuser -u postgres -- "$@"); }
fi
stop() {
    as_server "$programs/pg_ctl" stop --silent --mode=immediate --pgdata="$folder/data" >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Another alphabet than SQLite's, so that no test passes because both happen to sort alike.
order="--locale=C.UTF-8"
if "$programs/initdb" --help | grep -q icu-locale; then
    order="$order --locale-provider=icu --icu-locale=vi"
fi
# shellcheck disable=SC2086 # several options
as_server "$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 $order \
    --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
# Durability is PostgreSQL's own affair and not tested here.
cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
checkpoint_timeout = 1h
CONF
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_server "$programs/pg_ctl" start --silent --wait --pgdata="$folder/data" --log="$folder/server.log" \
    --options="-p $port" >/dev/null || { cat "$folder/server.log" >&2; exit 1; }

DONDOC_TEST_POSTGRESQL="postgresql://postgres@127.0.0.1:$port/postgres"
export DONDOC_TEST_POSTGRESQL
"$@"

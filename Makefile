# Đôn Đốc: install, try, check. Needs only Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What these tests check must hold on SQLite and on PostgreSQL; the others need no database.
ON_BOTH_DATABASES := $(addprefix tests/,services handlers bot storage acceptance channels/test_web.py)
# All that speaks to the database by itself, and the story that uses everything: at every change.
ALWAYS_ON_POSTGRESQL := $(addprefix tests/,services storage channels/test_web.py $(addprefix acceptance/test_,story.py \
	several_channels.py) $(addprefix bot/test_,batches.py inbox_worker.py \
	several_processes.py moving_command.py))

# Tests wait for servers and timers: one worker more than there are processors keeps these busy.
WORKERS := -n $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1) --dist worksteal

.PHONY: install install-dev demo story test test-postgresql check understanding holidays plans lock format clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.installed

demo: install
	$(BIN)/dondoc demo

story: install
	$(BIN)/dondoc demo --story

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

test: install-dev check
	sh tests/system-packages.sh chromium postgresql tesseract
	$(BIN)/pytest $(WORKERS)
	DONDOC_TEST_EXAMPLES=0.3 sh tests/postgresql.sh $(BIN)/pytest $(WORKERS) $(ALWAYS_ON_POSTGRESQL)

# Everything that may be tried on PostgreSQL, with as many random examples as on SQLite.
test-postgresql: install-dev
	sh tests/postgresql.sh $(BIN)/pytest $(WORKERS) $(ON_BOTH_DATABASES)

format: install-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is understood of the replies in tests/domain/understanding: expected and found actions, wrong values, speed.
understanding: install-dev
	PYTHONPATH=. $(BIN)/python -m tests.domain.understanding.table

# Which days are public holidays, from the newest version of the library that is locked.
holidays: install-dev
	PYTHONPATH=. $(BIN)/python -m tests.services.public_holidays

# What is found in the documents of tests/domain/plan/documents, against what they say.
plans: install-dev
	$(BIN)/python -m tests.domain.plan.table

# The lock files carry hashes and no index address; uv resolves for every platform at once.
lock:
	$(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml requirements-build.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml requirements-build.in --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache

# make run   serve the seed example, and say what to open
# make test  run every test (browser tests where a Chromium is found)
# make check ruff, oxfmt and oxlint, mypy, the site of the docs and its code blocks
# make docs  build the site of the docs into docs/build (ARGS=serve shows it while you write)
#
# Each sets up its own virtual environment; PYTHON=python3.13 chooses another interpreter.

PYTHON ?= python3
TAG := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
VENV := .venv-$(TAG)
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OLDEST := .venv-oldest-$(TAG)
BENCH := .venv-bench-$(TAG)
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
JS := 'stario/**/*.js' 'tests/**/*.js'

.PHONY: ready run test test-oldest check docs bench format clean

ready: $(READY)

run: $(READY)
	@echo "Open http://$(HOST):$(PORT)/ and watch it count. Ctrl+C stops it."
	@cd examples/online_counter && ../../$(BIN)/uvicorn main:app --reload --host $(HOST) --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest $(ARGS)

# The oldest Starlette that pyproject.toml allows.
test-oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/python -m pytest -m "not browser" $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxfmt --check $(JS)
	$(BIN)/oxlint --deny-warnings stario tests
	$(BIN)/mypy
	$(BIN)/zensical build --config-file docs/zensical.toml --strict --clean
	$(BIN)/python -m pytest tests/docs -q

# A warning is an error: a broken link, a page or a name that is not there.
docs: $(READY)
	$(BIN)/zensical $(if $(filter serve,$(ARGS)),$(ARGS),build --strict --clean $(ARGS)) --config-file docs/zensical.toml

# Beside others: the group `bench`, and another project that has our import name, in a venv of its own.
bench: $(BENCH)/.ready
	-@$(BENCH)/bin/python benchmarks/setup_index_stario.py
	$(BENCH)/bin/python benchmarks/run.py $(ARGS)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/oxlint --fix stario tests
	$(BIN)/oxfmt $(JS)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Stario needs Python 3.11 or newer; PYTHON=... names another" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	@touch $@

$(OLDEST)/.ready: pyproject.toml
	$(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(OLDEST)/bin/python -m pip install --quiet --editable ".[all]" --group dev --group oldest
	@touch $@

$(BENCH)/.ready: pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BENCH)/bin/python -m pip install --quiet --editable ".[server,testing,compression,browser]" --group bench
	@touch $@

clean:
	rm -rf .venv-* docs/build docs/.cache .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

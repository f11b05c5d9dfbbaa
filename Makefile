# Everything here is also a plain command: see README.md and CONTRIBUTING.md.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8866
ARGS ?=

.PHONY: start lab test lint check check-cases accuracy bench clean

start: $(VENV)/.run
	@$(BIN)/caseroom start --port $(PORT) $(ARGS)

lab: $(VENV)/.run
	@$(BIN)/caseroom lab $(ARGS)

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 2 --maxschedchunk 1 $(ARGS)

lint: $(VENV)/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

check: $(VENV)/.run
	@$(BIN)/caseroom check

check-cases: $(VENV)/.run
	@$(BIN)/caseroom check --cases 10000 --workers $$(nproc 2>/dev/null || echo 2)

accuracy: $(VENV)/.dev
	@$(BIN)/python -m tests.accuracy $(ARGS)

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is not here: '$(PYTHON)' was not found. Install Python 3.11 or newer, or name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Caseroom needs Python 3.11 or newer; this is %d.%d. Install a newer one, or name it: make $(MAKECMDGOALS) PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "The environment could not be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Making the environment. This takes a minute or two, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Making the environment with the tests. This takes a minute or two, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.run

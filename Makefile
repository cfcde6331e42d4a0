# Two commands for a fresh machine: `make serve` runs it, `make test` tests it. Python 3.11 or later and pip are enough.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: serve test check install clean

# What runs needs no test tools: an office that only serves installs less.
.venv/.bereit: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) -e .
	touch $@

.venv/.pruefbereit: .venv/.bereit
	$(PIP) -e ".[test]"
	touch $@

install: .venv/.pruefbereit

serve: .venv/.bereit
	$(BIN)/leitlinien serve

test: install
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv build dist *.egg-info

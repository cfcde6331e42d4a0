# Two commands for a fresh machine: `make serve` runs it, `make test` tests it. Python 3.11 or later and pip are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test check install clean

.venv/.fertig: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

install: .venv/.fertig

serve: install
	$(BIN)/leitlinien serve

test: install
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv build dist *.egg-info

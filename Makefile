# Everything that a person or CI does here. The environment is made on first use and only when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench words docs clean

demo: $(READY)
	@$(BIN)/ytchannel demo

test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist worksteal  # each core has its share

lint: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(READY)
	@$(BIN)/python -m bench

# Collect every sentence from the code into the catalogues, and compile them.
words: $(READY)
	@$(BIN)/python tools/catalogues.py

# Write down what the sandbox models.
docs: $(READY)
	@$(BIN)/python -m tools.sandbox_coverage

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q ytchannel  # an editable installation would compile at every start
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

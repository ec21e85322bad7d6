# The two commands of the README are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help setup demo nightly test check format lint types contracts bench starter pictures lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

setup: $(STAMP) ## make the virtual environment (done by every other target when needed)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "diembao needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@echo "Setting up $(VENV): about two minutes the first time ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## one whole night against the bundled miniature of both sites, then the coverage table
	@$(BIN)/diembao demo

nightly: $(STAMP) ## the same night against the real sites
	@$(BIN)/diembao nightly

test: $(STAMP) ## all tests (what the CI runs)
	@$(BIN)/pytest -n 2 --dist worksteal

check: format lint types contracts test ## everything a change must pass

format: $(STAMP)
	@$(BIN)/ruff format --check .

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/deptry .

types: $(STAMP)
	@$(BIN)/mypy

contracts: $(STAMP)
	@$(BIN)/lint-imports

bench: $(STAMP) ## the speed measurements of benchmarks/, as ratios
	@$(BIN)/python -m benchmarks

starter: $(STAMP) ## train the shipped classifier anew from the development data in SHARED
	@$(BIN)/python -m classify.starter.train --gold $(SHARED)/gold/dev.jsonl --articles $(SHARED)/data --out classify/starter

pictures: $(STAMP) ## draw the pictures of docs/pictures from a demo night (needs chromium, LibreOffice and pdftoppm)
	@$(BIN)/python docs/pictures/draw.py

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --all-extras --group dev -o requirements.lock --upgrade

clean: ## take away what the targets made, not your data
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

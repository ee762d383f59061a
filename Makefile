# The README's two commands are `make demo` and `make test`; each sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
export PYTHONHASHSEED := 0
export UV_COMPILE_BYTECODE := 1

.PHONY: demo test lint check fast docs format bench-speed bench-reading bench-small bench-packaged bench-full gallery clean
.DEFAULT_GOAL := help

help:  ## list what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tallyscope needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@touch $@

.venv/.run: .venv/.uv pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --no-dev --inexact --python $(BIN)/python
	@touch $@

.venv/.dev: .venv/.uv pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --inexact --python $(BIN)/python
	@touch $@ .venv/.run

demo: .venv/.run  ## a simulated country, tampered with in a known way, audited; writes out/demo
	$(BIN)/tallyscope demo --out out/demo

test: .venv/.dev  ## every test, with branch coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term --cov-fail-under=95

fast: .venv/.dev  ## the tests without the slow ones and those in a browser
	$(BIN)/python -m pytest -n auto -m "not slow and not browser"

docs: .venv/.dev  ## write the generated reference pages and the table of needed words again
	$(BIN)/python -m tallyscope.reading.needed_words
	$(BIN)/python -m docs.generate

lint: .venv/.dev  ## format, lint, types, import contracts, what is generated
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tallyscope.reading.needed_words --check
	$(BIN)/python -m docs.generate --check

check: lint fast  ## the same and the fast tests

format: .venv/.dev  ## put code into the common form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench-speed: .venv/.dev  ## table of work, seconds, CPU seconds, peak memory, ratio to the reference
	TALLYSCOPE_SHARED="$${TALLYSCOPE_SHARED:-../shared}" $(BIN)/python -m tallyscope.benchmark.speed

bench-reading: .venv/.dev  ## precision and recall of the story reader, field by field
	$(BIN)/python -m tests.reading.measure

gallery: .venv/.dev  ## audit every election of the shared data and write docs/gallery anew
	$(BIN)/python -m tallyscope.report.gallery "$${TALLYSCOPE_SHARED:-../shared}/data/world" "$${TALLYSCOPE_SHARED:-../shared}/data/russia"

bench-small: .venv/.dev  ## every method on simulated elections whose truth is known, small; writes out/bench
	$(BIN)/tallyscope bench --out out/bench

bench-packaged: .venv/.dev  ## the run that the assessment quotes, its table and its page; about two hours
	$(BIN)/tallyscope bench --out out/bench-packaged --cases packaged
	$(BIN)/tallyscope bench --out out/bench-clean --cases packaged:clean --data "$${TALLYSCOPE_SHARED:-../shared}/data/world"
	$(BIN)/tallyscope bench --out out/bench-lopsided --cases packaged --method lopsided_neighbours --all-shares
	$(BIN)/python -m tallyscope.benchmark.detection out/bench-packaged out/bench-clean out/bench-lopsided
	$(BIN)/python -m tallyscope.report.bench_page out/bench-packaged out/bench-clean out/bench-lopsided

bench-full: .venv/.dev  ## the same at full size: hours on two processors
	$(BIN)/tallyscope bench --out out/bench-full --cases full

clean:  ## remove what was built
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

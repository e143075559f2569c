# Loket: `make run` and `make test` set up whatever is missing first.
PYTHON := .venv/bin/python
LOKET := .venv/bin/loket
STAMP := .venv/.loket-stamp
OWN := bot actions channels desk
export OMP_NUM_THREADS := 1
export DJANGO_SETTINGS_MODULE := channels.settings

.PHONY: help setup run stop test check bench clean

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(STAMP)  ## Python 3.10, .venv and every library at its locked version

$(STAMP): requirements.lock pyproject.toml deploy/setup
	@bash deploy/setup

run: setup  ## start everything; prints the addresses
	@exec $(LOKET) run

stop:  ## end what `make run` started
	@$(LOKET) stop

test: setup  ## every test
	@bash deploy/test-tools
	$(PYTHON) -m pytest

check: setup  ## style, types, texts, training data
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy $(OWN) benchmarks
	$(PYTHON) -m django makemigrations --check --dry-run
	$(PYTHON) -m pytest -q tests/texts
	$(LOKET) catalogue check data/catalogue
	TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false .venv/bin/rasa data validate --fail-on-warnings --data data/nlu data/rules

bench: setup  ## the benchmarks, each with a ratio against a peer of the same run
	$(PYTHON) -m benchmarks

clean:  ## remove the virtual environment, models, databases and caches (asks nothing)
	rm -rf .venv var models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis

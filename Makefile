# The two commands of a new user are `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALL_MPXJ = $(BIN)/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-mpxj.lock

SECONDS ?= 300
SEED ?=

.PHONY: run test quick proof soak dev lint format bench parity lock clean

run: $(INSTALLED)            ## write the demo portfolio into the inbox, run the whole job, print the figures
	@$(BIN)/pmo demo
	@$(BIN)/pmo run

test: $(INSTALLED)           ## the suite; what proves by numbers of files is `make proof`
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not proof"

quick: $(INSTALLED)          ## the suite without its slow tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not proof"

proof: $(INSTALLED)          ## hostile files by the hundred, the silent-wrong bench, the figures of the cases, a kill at every step
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m proof -rfE

soak: $(INSTALLED)           ## kills, mutants, readers and bad weather for SECONDS (300); SEED=7 repeats a run
	@$(BIN)/python -m tests.soak --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

dev: $(INSTALLED)            ## Dagster's UI with everything loaded
	@$(BIN)/pmo dev

lint: $(INSTALLED)           ## ruff (lint and format), import-linter and sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/sqlfluff lint dbt_project/models dbt_project/tests --processes 2 --disable-progress-bar

format: $(INSTALLED)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(INSTALLED)          ## the speed figures of the README, measured side by side with peers
	@if command -v java >/dev/null; then $(INSTALL_MPXJ); fi
	@$(BIN)/python -m tests.bench

parity: $(INSTALLED)         ## our reading of every XER beside the project against MPXJ's, cell by cell (needs Java 17)
	@$(INSTALL_MPXJ)
	@$(BIN)/python -m pytest tests/parity -rs

$(INSTALLED): requirements.lock pyproject.toml
	@echo "Installing into $(VENV) (once, about two minutes) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock:                        ## rewrite the lock files (needs uv)
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --python-version 3.11 --universal -o requirements.lock
	uv pip compile pyproject.toml --extra mpxj --generate-hashes --no-emit-index-url --python-version 3.11 -c requirements.lock -o requirements-mpxj.lock

clean:
	rm -rf workspace dbt_project/target dbt_project/logs

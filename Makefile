# `make run` and `make test` do all their own set-up: they need only python3 (3.11 or newer) and make.

PYTHON ?= python3
PREPARE = $(PYTHON) tools/prepare.py
BIN = .venv/bin
# Two worker processes. Groups are named for the day when xdist keeps them together again; with this
# pytest every test is handed out singly.
PYTEST = $(BIN)/pytest -n 2 --dist loadgroup
ARGS ?=

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.SILENT:
.PHONY: help run test soak lint format spa docs migration lock wheel clean clean-data

help: ## Show this list
	awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start erm with a demo company; HOST and PORT are respected, data stays in var/
	$(PREPARE) run
	exec $(BIN)/erm run

test: ## Run every check and test; ARGS="-k word" narrows them down
	$(PREPARE) test
	exec $(PYTEST) $(ARGS)

soak: ## Run the long forms of the crash, concurrency and mail tests
	$(PREPARE) test
	exec $(BIN)/pytest -m soak -v -s -o faulthandler_timeout=0 $(ARGS)

lint: ## Run the linters and type checkers only
	$(PREPARE) test
	exec $(BIN)/pytest -q tests/architecture/test_static.py tests/architecture/test_layers.py \
		tests/frontend/test_frontend.py -k "not own_tests and not is_built" $(ARGS)

format: ## Format the Python code
	$(PREPARE) test
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

spa: ## Build the single-page application
	$(PREPARE) run

docs: ## Write what follows from the code: schema.graphql and the generated pages of docs/
	$(PREPARE) test
	$(BIN)/python -m erm schema -o schema.graphql
	$(BIN)/python -m tools.docs
	$(BIN)/python -m tools.permissions

migration: ## Draft the migration that the models need
	$(PREPARE) test
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tools.migration

lock: ## Write the lock files anew; ARGS=--upgrade takes the newest versions that fit
	$(PREPARE) test
	$(PYTHON) tools/lock.py $(ARGS)

wheel: ## Build a wheel, with the single-page application in it, into dist/
	$(PREPARE) run
	$(BIN)/uv build --wheel --no-build-isolation --quiet
	ls dist/*.whl

clean: ## Remove what was built and installed; data in var/ stays
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		dist erm/web/static frontend/node_modules frontend/dist frontend/src/gql
	find erm tests tools -name __pycache__ -prune -exec rm -rf {} +

clean-data: ## Remove the demo company's data in var/
	rm -rf var

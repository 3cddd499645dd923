# Thin: the command `summitdata` does the work; here is only what it needs first.
# Everything lives in .venv; delete that folder to start over.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.ready-test

.DEFAULT_GOAL := help
.PHONY: help site test proofs lab refresh check audit lint bench lock badges clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(READY) ## Check the data, execute the notebooks, write the pages to site/
	@$(BIN)/summitdata render

test: $(TESTED) ## Test data, library and notebooks (under three minutes)
	@$(BIN)/summitdata test

proofs: $(TESTED) ## The long tests: browsers, JupyterLab, kills, hostile data, cluster (a quarter of an hour)
	@$(BIN)/summitdata test --proofs

lab: $(READY) ## Open JupyterLab at the first notebook
	@$(BIN)/summitdata lab

refresh: $(READY) ## Execute the notebooks and store their outputs
	@$(BIN)/summitdata refresh

check: $(READY) ## Check the data and list all faults
	@$(BIN)/summitdata check

audit: $(TESTED) ## Change each row and column on a copy: do the pages say so? (two hours)
	@$(BIN)/python tools/audit

lint: $(TESTED) ## Check the style of the code
	@$(BIN)/ruff check src tests tools bench && $(BIN)/ruff format --check src tests tools bench

bench: $(TESTED) ## Measure rendering, tables and growth beside the usual tools (half an hour)
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/tables.py
	@$(BIN)/python bench/growth.py
	@$(BIN)/python bench/draft.py

lock: $(TESTED) ## Pin the newest versions that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --custom-compile-command "make lock" --all-extras pyproject.toml -o requirements-test.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --custom-compile-command "make lock" --extra build --extra review -c requirements-test.lock pyproject.toml -o requirements.lock

badges: $(READY) ## Put badges and a cell that installs in place: make badges REPOSITORY=https://github.com/OWNER/NAME
	@$(BIN)/python tools/badges.py $(REPOSITORY)

clean: ## Remove .venv and site
	rm -rf $(VENV) site

# The stamp is written last: a set-up that failed is never taken for done.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "summitdata needs Python 3.11 or later, and $(PYTHON) is none."; \
	  echo "Install one and name it: make PYTHON=python3.12 site"; exit 1; }
	@command -v uv >/dev/null || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments."; \
	  echo "On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@rm -rf $(VENV)
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --seed --python "$$(command -v $(PYTHON))" $(VENV) && \
	  uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; fi || { \
	  echo "The set-up failed; what it says above tells why. Run make again after mending it."; exit 1; }
	@$(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib  # the packages' own tests, 39 MB, are not run
	@touch $@

# The tests' own packages come when tests are asked for: site and lab need none of them.
$(TESTED): $(READY) requirements-test.lock
	@echo "Adding what the tests need to $(VENV) (once) ..."
	@if command -v uv >/dev/null; then \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-test.lock; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock; fi || { \
	  echo "That failed; what it says above tells why. Run make again after mending it."; exit 1; }
	@touch $@

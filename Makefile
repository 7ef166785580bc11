# `make help` lists what can be done here. Each target sets .venv up first, where it needs it.
PYTHON ?= python3
ARGS ?=
UV := 0.13.9
ZIG := 0.17.1
# Containers often set this; importing Keras then takes three times as long, every time.
unexport PYTHONDONTWRITEBYTECODE

RUN := .venv/bin/python -m
# Three workers for two cores: one that waits for a browser or a kernel leaves its core idle, and
# with four the cores change so often what they work on that all takes an eighth more of their time.
# Which goes to which worker, and in what order: tests/conftest.py. A kernel that hangs fails after
# two minutes.
PYTEST := $(RUN) pytest -n 3 --dist loadfile --no-loadscope-reorder
NBVAL := --nbval-lax --nbval-current-env --nbval-cell-timeout=120
JAX := --no-deps --target .venv/jax --requirement requirements-jax.lock.txt
AXE := tests/browser/node_modules/.stamp
JS := restorelib/widgets/js
HUB := tools/hub/node_modules/.stamp
# The copy for a class has no test of the bundles, so it fetches no tools for one.
BUNDLER := $(if $(wildcard tests/widgets/test_bundle.py),$(JS)/node_modules/.stamp)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.PHONY: lab
lab: .venv/.stamp ## open your own copy of the lessons; ARGS="--no-browser --port=8899"
	@exec $(RUN) restorelib start $(ARGS)

.PHONY: test
test: lint $(AXE) $(BUNDLER) ## lint, units, one seed of each claim, notebooks, a short browser run
	$(PYTEST) $(NBVAL) -m "not claims" $(ARGS)

.PHONY: lint
lint: .venv/.stamp ## check style and format, in notebooks too, and the direction of imports
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-cache

.PHONY: format
format: .venv/.stamp ## mend style and format where ruff can
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

.PHONY: unit
unit: .venv/.stamp ## the quick tests only: no training, no notebook, no browser
	$(PYTEST) -m "not claims and not slow and not browser" $(ARGS)

.PHONY: js
js: $(JS)/node_modules/.stamp ## type-check, lint, test and bundle the browser's half
	cd $(JS) && npm run --silent format && npm run --silent types && npm test --silent && npm run --silent bundle

.PHONY: wasm
wasm: .venv/wasm/.stamp ## compile the inner loops of the browser's engine; fetches 100 MB
	$(RUN) tools.wasm

# Another version may give other bytes, and the test of them would fail.
.venv/wasm/.stamp: .venv/.stamp
	$(RUN) pip install --quiet --upgrade --no-deps --target .venv/wasm ziglang==$(ZIG)
	touch $@

.PHONY: claims
claims: .venv/.stamp ## prove what the lessons say, on all seeds
	$(PYTEST) $(NBVAL) -m claims $(ARGS)

.PHONY: nbval
nbval: .venv/.stamp ## run every notebook and compare its checked cells
	$(PYTEST) $(NBVAL) $(or $(ARGS),notebooks)

.PHONY: browser
browser: .venv/.stamp $(AXE) ## every lesson in a real JupyterLab, in headless Chromium
	RESTORELIB_BROWSER=all $(RUN) pytest tests/browser $(ARGS)

.PHONY: compat
compat: .venv/.stamp ## the check-up in other versions of Keras, as people have them; ARGS=colab
	$(RUN) tools.compat $(ARGS)

.PHONY: cluster
cluster: .venv/.cluster ## recording with Dask's scheduler and workers: gets Dask, and tests it
	$(RUN) pytest -p no:xdist tests/commands/on_dask.py $(ARGS)

# Node's half of the hub. Where it can't be had, the tool says so.
.PHONY: hub
hub: .venv/.stamp $(HUB) ## a class of four on a real JupyterHub: pull, run, guess, pull again
	$(RUN) tools.hub

.PHONY: record
record: .venv/.stamp ## train the recorded runs that are missing; resumable
	$(RUN) restorelib record $(ARGS)

.PHONY: notebooks
notebooks: .venv/.stamp ## re-execute lessons and solutions in place, then normalise them
	$(RUN) tools.execute $(or $(ARGS),$(wildcard notebooks/*.ipynb notebooks/solutions/*.ipynb))

.PHONY: student
student: .venv/.stamp ## a copy for a class, without solutions: ARGS="--clear FOLDER"
	$(RUN) tools.student $(ARGS)

.PHONY: site
site: .venv/.stamp ## the whole course as plain pages, in build/site; ARGS=FOLDER
	$(RUN) tools.site $(ARGS)

.PHONY: release
release: site ## what a release carries, in build/release: the site as a zip, the one file, the wheel
	rm -rf build/release build/lib build/bdist.* && mkdir build/release
	cp build/site/why-does-it-not-train.html build/release
	cd build && ../.venv/bin/python -m zipfile -c release/site.zip site
	$(RUN) pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/release .

.PHONY: symptoms
symptoms: .venv/.stamp ## write SYMPTOMS.md from the rules of the check-up
	$(RUN) restorelib.checkup.symptoms_page

.PHONY: lock
lock: .venv/.stamp ## write the lock, both environments and the link to Binder from pyproject.toml
	$(RUN) tools.lock $(ARGS)

.PHONY: doctor
doctor: ## say what is wrong with this machine and how to mend it
	@$(or $(wildcard .venv/bin/python),$(PYTHON)) -m restorelib doctor

.PHONY: clean
clean: ## remove .venv and caches; runs recorded so far stay in build/
	rm -rf .venv dist *.egg-info .pytest_cache .ruff_cache $(dir $(AXE) $(HUB)) $(JS)/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder that .venv was made in, for the doctor. --python: another
# environment may be active, and uv would rather fill that one.
.venv/.stamp: requirements.lock.txt requirements-jax.lock.txt pyproject.toml $(wildcard tools/*.json) | doctor
	@echo "Setting up .venv: about 0.6 GB to fetch, once."
	test -x .venv/bin/pip || $(PYTHON) -m venv --clear .venv
	$(RUN) pip install --quiet uv==$(UV) \
	  && .venv/bin/uv pip sync --python .venv/bin/python requirements.lock.txt \
	  || $(RUN) pip install --requirement requirements.lock.txt
	.venv/bin/uv pip install --quiet --python .venv/bin/python $(JAX) || $(RUN) pip install --quiet $(JAX)
	$(RUN) pip install --quiet --no-deps --no-build-isolation --editable .
	@# Compiles them once, on two cores; else the first lessons or tests wait for it, each for itself.
	.venv/bin/python -c "import restorelib, keras" & keras=$$!; \
	  .venv/bin/python -c "import matplotlib.pyplot, ipywidgets, jupyterlab.labapp, nbclient" && wait $$keras
	mkdir -p .venv/share/jupyter/lab/settings
	cp tools/overrides.json .venv/share/jupyter/lab/settings
	mkdir -p .venv/etc/jupyter/jupyter_server_config.d
	cp tools/jupyter_server.json .venv/etc/jupyter/jupyter_server_config.d/restorelib.json
	@pwd > $@

# Beside the lock, in the versions that fit it; a newer lock takes it away again.
.venv/.cluster: .venv/.stamp
	.venv/bin/uv pip install --quiet --python .venv/bin/python --constraint requirements.lock.txt --requirement pyproject.toml --extra cluster
	touch $@

# axe-core looks for barriers to accessibility; another folder checks and bundles the browser's half
# of the widgets; the hub's has its proxy. Where they cannot be had, what needs them says so.
%/node_modules/.stamp: %/package-lock.json
	@cd $* && npm ci --ignore-scripts --silent --fetch-retries=0 && touch node_modules/.stamp \
	  || echo "No npm, or no network: $* stays untested."

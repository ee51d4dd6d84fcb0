# Needs python3 (3.11 to 3.13), make and the package registries; everything else is made below .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test test-all test-clients fuzz-images docs-clients fuzz lint format bench bench-peers wsdl docs gallery clean

demo: $(INSTALLED)  ## export real photographs through the network into ./demo-out
	$(BIN)/python -m flytower.testing.demo --out demo-out

test: $(INSTALLED)  ## guard-rails and fast tests
	$(BIN)/python -m pytest -q

test-all: $(INSTALLED)  ## the slow journeys too
	$(BIN)/python -m pytest -q -m "(slow or not slow) and not clients"

test-clients: $(INSTALLED)  ## clients in other languages, on the published WSDL files (PUBLISHED_CONTRACT) and ours
	$(BIN)/python tests/journeys/clients/install.py
	$(BIN)/python -m pytest -q -rs -m clients tests/journeys/clients

fuzz: $(INSTALLED)  ## made-up requests without end, until Ctrl-C; FUZZ="--requests 1000000 --processes 2" sends a number
	PYTHONPATH=tests/support $(BIN)/python -m fuzzing $(FUZZ)

fuzz-images: $(INSTALLED)  ## 10,000 made-up pictures through the render processes; FUZZ="--files 100000 --seed 2" sends others
	PYTHONPATH=tests/support $(BIN)/python -m hostile_images $(FUZZ)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED)  ## every benchmark, each against a peer or limit in the same run
	$(BIN)/python bench/run.py

bench-peers: $(INSTALLED)  ## install what the benchmarks compare with, below .clients
	$(BIN)/python bench/peers/install.py

wsdl: $(INSTALLED)  ## write the WSDL files from the contract
	$(BIN)/flytower wsdl wsdl

docs: $(INSTALLED)  ## write the generated parts of the documentation: what follows the marker in these files
	sed -i '/^<!-- generated/q' docs/configuration.md
	sed -i '/^<!-- generated/q' docs/coverage.md
	sed -i '/^<!-- generated/q' docs/image-serving.md
	$(BIN)/flytower settings >> docs/configuration.md
	$(BIN)/flytower operations >> docs/coverage.md
	$(BIN)/flytower commands >> docs/image-serving.md

gallery: $(INSTALLED)  ## render the examples of docs/image-gallery.md and write the page
	$(BIN)/python -m flytower.testing.gallery docs

docs-clients: $(INSTALLED)  ## write the table of docs/clients.md from what `make test-clients` has recorded
	sed -i '/^<!-- generated/q' docs/clients.md
	$(BIN)/python tests/journeys/clients/table.py >> docs/clients.md

clean:
	rm -rf $(VENV) .clients demo-out .mypy_cache .ruff_cache .pytest_cache

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Flytower needs Python 3.11, 3.12 or 3.13")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fast,vector,heic,demo,dev]'
	touch $@

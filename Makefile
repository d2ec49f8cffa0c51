# Two commands do all the set-up on a fresh Debian or macOS machine with Python 3.11 or newer: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
# A container may show all cores of its machine and have two of them.
CORES ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test lint unit browser torture audit shots docs wheel clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

demo: $(BIN)/adgen ## build the three demo contractors into build/
	@$(BIN)/adgen build
	@echo
	@echo "見るには / to look at it:  $(BIN)/python -m http.server --directory build 8000   →  http://127.0.0.1:8000/"
	@echo "または / or open the file: build/index.html"

test: lint unit browser ## everything: lint, types, architecture, unit, wheel, browser

lint: .venv/dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: .venv/dev ## unit and architecture tests, with the coverage floor
	sh tests/publish/install.sh
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n $(CORES) -m "not browser and not exiftool"
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

browser: .venv/dev ## the demo sites in a real browser, and published photos under exiftool
	sh tests/browser/install.sh
	$(BIN)/pytest -m "browser or exiftool"

torture: .venv/dev ## every promise of docs/promises.md under attack, whole: prints a table (half an hour; not part of test)
	$(BIN)/python -m tests.torture

audit: .venv/dev ## Lighthouse, Nu HTML checker and axe on the demo sites (needs Node 20 and Java; not part of test)
	sh tests/browser/install.sh
	sh tests/audit/install.sh
	$(BIN)/python -m tests.audit

shots: .venv/dev ## retake the pictures of the READMEs and of the guide (needs pdftoppm; not part of test)
	sh tests/browser/install.sh
	$(BIN)/python -m tests.browser.shots
	$(BIN)/python -m tests.browser.guide_shots

docs: .venv/dev ## regenerate the generated pages of docs/
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/generate_guide.py

wheel: .venv/dev ## dist/*.whl
	$(BIN)/python -m build --outdir dist .

clean: ## remove what was built and installed
	rm -rf .venv .adgen dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache
	find build -mindepth 1 ! -name .gitignore -delete

.venv/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 以上が必要です / Python 3.11 or newer is needed (make PYTHON=python3.12 …)"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Debian: apt install python3-venv"; exit 1; }
	@touch $@

$(BIN)/adgen: .venv/pip pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: $(BIN)/adgen
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

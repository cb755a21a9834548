# Each target sets up what it needs: a virtual environment with the locked, hash-checked requirements.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold/dev
SPELLS ?= ../shared/data/football/spells_2019-2025.csv

.PHONY: demo test lint bench bench-quick learn backtest lock clean

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/.run
	$(BIN)/hotseat demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest --cov --cov-report=term

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# First what scores quality or takes long, each into its file; then benchmarks/REPORT.md of these and of the ratios measured at the end.
MEGABYTES ?= 2048
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.score_reader $(GOLD) --floors benchmarks/floors.json --write benchmarks/reader.json
	$(BIN)/python -m benchmarks.score_quotes $(GOLD) --write benchmarks/quotes.json
	$(BIN)/python -m benchmarks.score_details $(GOLD) --floors benchmarks/floors.json --write benchmarks/details.json
	$(BIN)/python -m benchmarks.strange_names --floors benchmarks/floors.json --write benchmarks/strangers.json
	$(BIN)/python -m benchmarks.score_judge --write benchmarks/judge.json
	$(BIN)/python -m benchmarks.time_judge --write benchmarks/judge_speed.json
	$(BIN)/python -m benchmarks.score_hazard $(SPELLS) --write benchmarks/hazard.json
	$(BIN)/python -m benchmarks.time_reader $(GOLD) --write benchmarks/speed.json
	$(BIN)/python -m benchmarks.score_dominoes --write benchmarks/dominoes.json
	$(BIN)/python -m benchmarks.time_ledger --write benchmarks/ledger.json
	$(BIN)/python -m benchmarks.time_pages --write benchmarks/pages.json
	$(BIN)/python -m benchmarks.time_warc --write benchmarks/warc.json
	$(BIN)/python -m benchmarks.broken_inputs --write benchmarks/broken.json
	$(BIN)/python -m benchmarks.kill_gather --write benchmarks/kills.json
	$(BIN)/python -m benchmarks.suite.growth --write benchmarks/growth.json
	$(BIN)/python -m benchmarks.archive_job --megabytes $(MEGABYTES) --rounds 2 --write benchmarks/archive_job.json
	$(BIN)/python -m benchmarks.kill_backfill --megabytes $(MEGABYTES) --write benchmarks/kill_backfill.json
	$(BIN)/python -m benchmarks.suite

# Every part of the report on less, without the runs that take hours; into build/bench, not over the figures that are kept.
bench-quick: $(VENV)/.dev
	$(BIN)/python -m benchmarks.suite --quick --out build/bench

# The shipped weights of the judge: learned from the news and resolved markets under NEWS, which stay outside the project.
# Both read every item anew; READINGS=FILE takes what `hotseat read --format jsonl` printed of the same items with the same reader.
NEWS ?= ../shared/data/news
READINGS ?=
learn: $(VENV)/.dev
	$(BIN)/hotseat learn --items $(NEWS)/short_2021-23_bbc.jsonl --items $(NEWS)/short_2025-autumn_mixed.jsonl --markets $(NEWS)/markets_2021-2025.jsonl $(addprefix --readings ,$(READINGS)) --output src/hotseat/judge/data/weights.json
	$(BIN)/python -m training.fit_hazard

backtest: $(VENV)/.dev
	$(BIN)/python -m benchmarks.score_backtest $(NEWS) $(addprefix --readings ,$(READINGS)) --write benchmarks/backtest.json

lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate --extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --no-annotate requirements/build.in -o requirements/build.txt

clean:
	rm -rf $(VENV)

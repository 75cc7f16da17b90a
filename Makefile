# Everything is set up in .venv by the first target that needs it; no other preparation is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO := tests/data/pages/ucap_2020.html

.PHONY: demo test lint train evaluate benchmark notebook docs clean

demo: $(VENV)/ready  ## analyse a report of the repository in the terminal
	$(BIN)/govnlp analyze $(DEMO)

test: $(VENV)/ready  ## run the tests, on two cores
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/ready  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

train: $(VENV)/ready  ## train the models, score them, write their cards and the README's table
	$(BIN)/python -m training.train

evaluate: $(VENV)/ready  ## score the models on the test split
	$(BIN)/python -m training.evaluate

benchmark: $(VENV)/ready  ## time loading, analysis and its growth; time and memory of hostile files
	$(BIN)/python -m training.benchmark
	$(BIN)/python -m training.hostile

notebook: $(VENV)/ready  ## open the notebooks
	$(BIN)/pip install -q notebook
	$(BIN)/jupyter notebook notebooks

docs: $(VENV)/ready  ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip
	$(BIN)/python -m pip install -q -e '.[dev,docs]'
	touch $@

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache

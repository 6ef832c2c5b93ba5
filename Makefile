# The words one types. Each program that does the work says more: binder/prepare.py, binder/write_locks.py.
# PYTHON=/path/to/python3.12 chooses the Python; START_ARGS="--no-browser --port 8899" goes to `fingerpost start`.

export PYTHON
unexport PYTHONDONTWRITEBYTECODE    # where it is set, everything is compiled anew at every start

DEV := .venv-dev/bin
PREPARE = python=$$(sh binder/find-python) && "$$python" binder/prepare.py

.DEFAULT_GOAL := help
.PHONY: help setup start tutor hub check test module bench web picture fidelity lock developer

help: ## List these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Prepare the learner's environment, .venv
	@$(PREPARE) learner

# nbgrader calls `alembic`, and a terminal in Lab `jupyter`, by name: the environment comes first on the PATH
start: setup ## Prepare what is missing, then open JupyterLab at Start here
	@PATH="$$PWD/.venv/bin:$$PATH" .venv/bin/python -m fingerpost start $(START_ARGS)

tutor: ## Prepare the tutor's environment, .venv-tutor, which marks and makes feedback
	@$(PREPARE) tutor

developer:
	@$(PREPARE) developer

hub: ## Start a JupyterHub to try out, as root: accounts, course, marking (HUB_ARGS=--remove takes it away)
	@python=$$(sh binder/find-python) && "$$python" binder/hub/try_out.py $(HUB_ARGS)

check: developer ## Look at the sources: format, lint, types, imports, dead code, spelling, lists up to date
	$(DEV)/ruff format --check
	$(DEV)/ruff check
	$(DEV)/mypy
	$(DEV)/lint-imports
	$(DEV)/vulture
	$(DEV)/codespell
	$(DEV)/python binder/write_locks.py --check
	$(DEV)/python binder/build_web.py check

test: check ## Check, then run every test (installs Chromium when root)
	@$(DEV)/python binder/fetch_programs.py
	$(DEV)/python -m pytest -n 2 --no-loadscope-reorder

module: developer ## Prove one module of the course: make module M=03
	@MODULE="$(or $(M),$(error Say which module, for instance: make module M=03))" $(DEV)/python -m pytest -q \
		tests/course/test_answers_of_modules.py tests/course/test_faults_analysts_make.py \
		tests/course/test_pages_of_modules.py tests/course/test_figures_of_modules.py

bench: developer ## Measure the figures that design and README promise (B=hub measures one part)
	$(DEV)/python -m pytest -s tests/bench$(if $(B),/bench_$(B).py) -o python_files='bench_*.py'

web: developer ## Build the browser's files from extensions/web
	@$(DEV)/python binder/build_web.py build

picture: developer ## Take the README's picture anew
	@$(DEV)/python binder/fetch_programs.py
	$(DEV)/python -m pytest tests/browser/readme_picture.py

fidelity: developer ## Say how near the invented children are to England, on a page in dist/fidelity
	$(DEV)/python tests/fidelity/make_page.py

lock: developer ## Resolve pyproject.toml into the lists anew (AS_OF=2027-01-04 moves the day)
	@$(DEV)/python binder/write_locks.py $(AS_OF)

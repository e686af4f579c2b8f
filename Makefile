# bin/uv is the uv on the PATH, or a private one fetched with pip: nothing else is needed on a fresh machine.
UV := bin/uv
RUN := $(UV) run --frozen
PORT := 8000

.PHONY: help run test check lint fix messages docs
help:   ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/'
run:  ## the application, with its worker and demonstration data (make run PORT=8000)
	$(UV) sync --frozen --no-dev --inexact -q
	.venv/bin/kheo migrate
	.venv/bin/kheo demo
	.venv/bin/kheo serve --port $(PORT)
test:  ## every test: SQLite, PostgreSQL, a browser
	$(UV) sync --frozen -q
	.venv/bin/python bin/test
check: lint test  ## what CI checks
lint:  ## style, types, layers, templates, migrations, generated pages
	$(UV) sync --frozen -q
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) djangofmt --check kheo/templates
	find kheo/templates -name '*.html' -exec .venv/bin/djade --check --target-version 6.1 {} +
	! grep -rn --include='*.html' '{% blocktranslate' kheo/templates | grep -v trimmed
	$(RUN) python manage.py check
	$(RUN) python manage.py makemigrations --check --dry-run
fix:  ## let the tools write
	$(RUN) ruff format . && $(RUN) ruff check --fix . && $(RUN) djangofmt kheo/templates
messages:  ## collect the Vietnamese words for the English catalogue, and compile it
	$(RUN) python manage.py makemessages -l en --no-location --no-obsolete --ignore .venv --ignore tests
	$(RUN) python manage.py compilemessages -l en --ignore .venv
docs:  ## write the generated pages: requirements, flows, permissions
	$(RUN) python -m tests.scenarios.requirements
	$(RUN) python -m tests.docs.flows
	$(RUN) python -m tests.docs.permissions

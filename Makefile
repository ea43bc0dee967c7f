# Two commands matter: `make run` brings the site up, `make test` runs every test.
PORT ?= 8000
export PORT LONG

# Finds a Python for what runs outside .venv.
with_python = @for python in $(PYTHON) python3.11 python3 python3.14 python3.13 python3.12; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	exec $$python -I marketplace/project/$(1); fi; done; \
	echo "Python 3.11 or newer is missing (Debian, Ubuntu: apt install python3 python3-venv)."; \
	echo "If it stands in an unusual place: make PYTHON=/path/to/python3"; exit 1

# As a real site is set up, for its deployment checks.
real_site = DJANGO_SETTINGS_MODULE=marketplace.project.settings.production \
	ALLOWED_HOSTS=market.example.org EMAIL_URL=smtp://mail.example.org:25

two_workers = -n 2 --dist loadgroup --no-loadscope-reorder

.PHONY: help run setup test bench bench-search stats chaos lint messages clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 21
	@echo "  PORT=8001 make run          another port than 8000"
	@echo "  make test LONG=1            also what proves scale, or an installation from nothing"
	@echo "  DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/NAME make run"

# What Python has compiled for one process, the next may read: a start takes half the time, and
# the tests start a hundred.
run setup test: export PYTHONDONTWRITEBYTECODE =

run: ## The site with its demonstration data, on http://127.0.0.1:8000/
	$(call with_python,environment.py requirements.lock)
	@exec .venv/bin/python -m marketplace.project.serve

setup: ## All that `make run` needs, without starting it
	$(call with_python,environment.py requirements.lock)
	@.venv/bin/python -m marketplace.project.prepare

test: ## Every test that this machine can run; the others say what they need
	$(call with_python,environment.py requirements-test.lock)
	@.venv/bin/python -m marketplace.project.translations
	@.venv/bin/python -m pytest $(two_workers) $(TESTS)

bench: ## How fast the engines are on this machine (BENCH=log: one of them)
	$(call with_python,environment.py requirements-test.lock)
	@DJANGO_SETTINGS_MODULE=$${DJANGO_SETTINGS_MODULE:-marketplace.project.settings.dev} \
		.venv/bin/python -m tests.bench $(BENCH)

bench-search: ## Both search engines on 100,000 agencies and notices (TEST_ELASTICSEARCH_URL)
	$(call with_python,environment.py requirements-test.lock)
	@.venv/bin/python -m tests.bench.search

lint: ## Style, types, templates, migrations, deployment checks
	$(call with_python,environment.py requirements-test.lock)
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/djlint --lint --quiet .
	@.venv/bin/mypy
	@DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py makemigrations --check --dry-run
	@state=$$(mktemp -d); MARKETPLACE_STATE_DIR=$$state $(real_site) \
		.venv/bin/python manage.py check --deploy --fail-level WARNING; \
		code=$$?; rm -r $$state; exit $$code

stats: ## The statistics of a million draws: some minutes
	$(call with_python,environment.py requirements-test.lock)
	@.venv/bin/python -m tests.stats.draws

chaos: ## The process killed at every step of a draw and an award: half an hour (EVERY=10: fewer)
	$(call with_python,environment.py requirements-test.lock)
	@.venv/bin/python -m tests.chaos $(or $(EVERY),1) 0
	@.venv/bin/python -m tests.chaos $(or $(EVERY),1) 40

messages: ## Gathers new texts into the .po files, for translators (needs gettext)
	@.venv/bin/python manage.py makemessages -l zh_Hans --no-wrap --no-location --no-obsolete \
		-i 'tests/*' -i '.venv/*' -i 'var/*' -i '*/migrations/*'

clean: ## Removes the database, keys, mail and built files; the next start is a new one
	$(call with_python,clean.py)

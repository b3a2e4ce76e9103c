# TS Air Cargo. `make run` starts everything; `make test` proves it. Needs Python 3.11+, Node 20+.

SHELL := /bin/sh
PY := .venv/bin/python
ETAPE := .ci/etape
APPS := config core audit accounts colis vols distribution notifications tracking rapports
# The generator's comments link to a package registry; no such address is committed.
SANS_ADRESSES = sed -i -E 's/\{@link https?:[^ ]+ (`[^`]+`)\}/\1/'
SOURCES_PWA = $(shell find frontend/src frontend/public frontend/index.html \
	frontend/vite.config.ts frontend/tsconfig.json -type f 2>/dev/null)

.PHONY: matrice preuve-audit run test etapes check types-ecran contrat fmt bench bench-station verrous audit installer installer-dev \
	paquets tests-python tests-ecran tests-bout-en-bout tests-schema pwa contrat-a-jour preuve-hors-ligne preuve-vidange scenes \
	preuve-notifications bench-messages

## run: installs what is missing, builds the PWA, starts the whole system (Ctrl-C stops it)
run: .venv/.pret frontend/dist/.pret
	@exec $(PY) manage.py up

## test: every proof, one stage after the other, each with its time
test:
	@debut=$$(date +%s); $(MAKE) --no-print-directory etapes; code=$$?; \
	[ -x $(PY) ] && $(PY) -m tests.serveur; \
	echo; echo "=== make test : $$(( $$(date +%s) - debut )) s — code $$code"; exit $$code

etapes:
	@$(ETAPE) "paquets système" 120 .ci/paquets
	@$(ETAPE) "dépendances" 180 $(MAKE) --no-print-directory installer-dev
	@$(ETAPE) "linters et types" 150 $(MAKE) --no-print-directory check
	@$(ETAPE) "tests Python (unités, API, base)" 420 $(MAKE) --no-print-directory tests-python
	@$(ETAPE) "tests de la PWA (vitest)" 180 $(MAKE) --no-print-directory tests-ecran
	@$(ETAPE) "construction de la PWA" 60 $(MAKE) --no-print-directory pwa
	@$(ETAPE) "parcours de bout en bout" 360 $(MAKE) --no-print-directory tests-bout-en-bout
	@$(ETAPE) "contrat d'API (schemathesis)" 200 $(MAKE) --no-print-directory tests-schema
	@$(ETAPE) "preuve hors ligne (forme courte)" 240 $(MAKE) --no-print-directory preuve-hors-ligne
	@$(ETAPE) "preuve des notifications (forme courte)" 240 $(MAKE) --no-print-directory preuve-notifications

paquets:
	@.ci/paquets

tests-python: .venv/.pret-dev
	$(PY) -m pytest tests -n 2 --dist loadfile -m "not e2e"

tests-ecran: frontend/node_modules/.pret
	cd frontend && npx vitest run

tests-bout-en-bout: .venv/.pret-dev frontend/dist/.pret
	$(PY) -m pytest tests/e2e -m "e2e and not schema and not scene"

tests-schema: .venv/.pret-dev
	$(PY) -m pytest tests/e2e -s -m "schema"

pwa: frontend/dist/.pret

## check: all linters and types; changes nothing
check: .venv/.pret-dev frontend/node_modules/.pret
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy $(APPS) bench tests
	$(PY) manage.py check
	$(PY) -W ignore manage.py makemigrations --check --dry-run
	cd frontend && npx biome check .
	cd frontend && npx tsc --noEmit
	@$(MAKE) --no-print-directory contrat-a-jour

## contrat: writes docs/openapi.json and the client generated from it
contrat: .venv/.pret-dev frontend/node_modules/.pret
	$(PY) manage.py export_openapi_schema --api config.api.api --indent 1 --sorted \
		--output docs/openapi.json
	cd frontend && npm run --silent api && $(SANS_ADRESSES) src/api/client/types.gen.ts

contrat-a-jour:
	@mkdir -p var
	@$(PY) manage.py export_openapi_schema --api config.api.api --indent 1 --sorted \
		--output var/openapi.json
	@cmp -s var/openapi.json docs/openapi.json || \
		{ echo "docs/openapi.json n'est plus à jour : make contrat"; exit 1; }
	@rm -rf frontend/.api-attendue && cd frontend && \
		npx openapi-ts --output .api-attendue >/dev/null && \
		$(SANS_ADRESSES) .api-attendue/client/types.gen.ts && \
		{ diff -r .api-attendue src/api >/dev/null; code=$$?; rm -rf .api-attendue; \
		[ $$code -eq 0 ] || { echo "frontend/src/api n'est plus à jour : make contrat"; exit 1; }; }
	@echo "contrat d'API et client généré : à jour"

## fmt: the only target that rewrites sources
fmt: .venv/.pret-dev frontend/node_modules/.pret
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	cd frontend && npx biome check --write .

## preuve-hors-ligne: N schedules of seed SEED under faults, then the mutants; last line is JSON
N ?= 40
SEED ?= 1
preuve-hors-ligne: .venv/.pret-dev frontend/dist/.pret
	@$(PY) -m tests.preuve_hors_ligne -n $(N) -s $(SEED)

## preuve-vidange: 10 000 operations and 500 photos drained to a local server; last line is JSON
preuve-vidange: .venv/.pret-dev frontend/dist/.pret
	@$(PY) -m tests.preuve_hors_ligne.vidange

## scenes: the bench's and the device's scenes in Chromium, one after the other
scenes: .venv/.pret-dev frontend/dist/.pret
	$(PY) -m pytest tests/e2e -m scene

## bench: measures; the last line is JSON
bench: .venv/.pret-dev
	@$(PY) -m bench

## bench-station: fifty cartons at the intake bench without a mouse; the last line is JSON
bench-station: .venv/.pret-dev frontend/dist/.pret
	@$(PY) -m bench.station

## matrice: every operation and table × every role, then planted leaks; the last line is JSON
matrice: .venv/.pret-dev
	@$(PY) -m tests.matrice

## preuve-audit: attacks on the journal with superuser rights, then LIGNES (a million) verified
preuve-audit: .venv/.pret-dev
	@$(PY) -W ignore -m tests.preuve_audit

## preuve-notifications: N messages (100; 20000 for the long form) on simulated days, then the mutants
preuve-notifications: .venv/.pret-dev
	@$(PY) -W ignore -m tests.preuve_notifications -n $(if $(filter file,$(origin N)),100,$(N)) -s $(SEED)

## bench-messages: first try, line down seen, webhook under load; the last line is JSON
bench-messages: .venv/.pret-dev
	@$(PY) -m bench.messages

## audit: known vulnerabilities of the locked dependencies (needs the network)
audit: .venv/.pret-dev frontend/node_modules/.pret
	.venv/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
	cd frontend && npm audit --omit=dev

## verrous: locks the dependencies again, with hashes and without any index address
verrous:
	python3 -m venv var/outils && var/outils/bin/pip install --quiet uv
	for groupe in "requirements.lock" "requirements-dev.lock --group dev"; do \
		var/outils/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
			--generate-hashes --no-header --no-annotate --no-emit-index-url \
			--quiet -o $$groupe || exit 1; \
	done
	cd frontend && npm install --package-lock-only
	python3 .ci/completer-verrou.py frontend/package-lock.json

installer: .venv/.pret frontend/node_modules/.pret

installer-dev: .venv/.pret-dev frontend/node_modules/.pret

.venv/.pret: requirements.lock
	@.ci/venv requirements.lock
	@touch $@

.venv/.pret-dev: requirements-dev.lock
	@.ci/venv requirements-dev.lock
	@touch $@ .venv/.pret

frontend/node_modules/.pret: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund
	@touch $@

frontend/dist/.pret: frontend/node_modules/.pret $(SOURCES_PWA)
	cd frontend && npx vite build
	@touch $@

# Two commands are enough: `make serve` and `make test`. Each sets up what it needs and says what it is doing.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
NODE := $(BIN)/python -m scripts.node
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What Python has compiled is kept, also in a container that says otherwise: tests start hundreds of Pythons.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: setup ## Set up, build, serve on http://127.0.0.1:8000 and rebuild when a file changes
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

build: setup ## Write site/; any warning fails
	$(BIN)/mkdocs build --strict

pdf: setup ## The same, with every notice as a PDF file and booklets of regions and life events (minutes the first time)
	PDF=true $(BIN)/mkdocs build --strict

build-distributed: setup ## What `make build` writes, the regions' parts made on a Dask cluster: SCHEDULER=tcp://… STORE=s3://… or a shared folder
	$(BIN)/python -m scripts.cluster "$(SCHEDULER)" $(if $(STORE),--store "$(STORE)")
	$(BIN)/mkdocs build --strict

usb: edition ## dist/usb: the edition to open from a USB stick by double-click; regions=national,guannan: of these regions only
	$(BIN)/python -m scripts.editions.usb $(EDITION) dist/usb

kiosk: edition ## dist/kiosk: what a kiosk needs, and the signed update for a USB stick; regions=… as for usb
	$(BIN)/python -m scripts.editions.kiosk $(EDITION) dist --key $(or $(KIOSK_KEY),.kiosk-key.pem)

kiosk-staff: edition ## dist/kiosk-staff: the same for the clerk's side of a counter, with rosters and their files
	$(BIN)/python -m scripts.editions.kiosk $(EDITION) dist --key $(or $(KIOSK_KEY),.kiosk-key.pem) --staff

# The site that an edition is made of: the whole, or one of some regions, which is built apart from it.
EDITION := $(if $(regions),build/regions,site)
edition: setup
	$(if $(regions),REGIONS="$(regions)") $(BIN)/mkdocs build --strict --site-dir $(EDITION)

publish-list: ## dist/upload.txt, dist/delete.txt: what differs from what was published last, by before=published.sha256
	@$(BIN)/python -m scripts.outputs.publishing site dist $(if $(before),--before "$(before)")

kiosk-next-key: setup ## Announce the next key of the releases for kiosks: make kiosk-next-key next=.kiosk-key-2.pem
	@$(BIN)/python -m scripts.editions.signing --key $(or $(KIOSK_KEY),.kiosk-key.pem) --next "$(next)"

lint: setup ## Style and types of Python, JavaScript and style sheets; nothing younger than the browsers promised
	@$(MAKE) --jobs 2 --output-sync=target --no-print-directory $(LINTERS)

# The longest first: two at a time, each one's words together.
LINTERS := lint-types lint-biome lint-tsc lint-stylelint lint-style lint-engines
lint-style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
lint-types:
	$(BIN)/mypy
lint-biome:
	$(NODE) node_modules/@biomejs/biome/bin/biome lint --error-on-warnings
lint-tsc:
	$(NODE) node_modules/typescript/bin/tsc --project jsconfig.json
lint-stylelint:
	$(NODE) node_modules/stylelint/bin/stylelint.mjs "docs/stylesheets/*.css" "kiosk/**/*.css"
lint-engines:
	$(NODE) scripts/tools/engines.mjs

# In the order of tests/conftest.py, the longest first, not that of the number of tests in a group.
BY_TWO := -n 2 --dist loadgroup --no-loadscope-reorder

test: lint system ## Everything: style, types, units, the built site in Chromium
	$(BIN)/pytest $(BY_TWO)

test-fast: lint ## The same without browsers and whole builds
	$(BIN)/pytest $(BY_TWO) -m "not browser and not build"

test-access: setup system ## axe on every kind of page, script, colour scheme, size and mode: some minutes
	$(BIN)/pytest $(BY_TWO) -m access

test-engines: setup ## Pages in browsers of years ago, WebKit and Firefox; says which could not be had
	@scripts/tools/system.sh engines
	$(BIN)/pytest -n 0 -rs -m engines tests/engines

reproduce: setup ## Is the site the same to the byte from another Python, folder, language, without a network? python=python3.13
	$(BIN)/python -m scripts.tools.reproduce $(if $(python),--python "$(python)")

fuzz: setup ## Feed forms, rosters, data, documents, links and the server what is broken: seconds=600 seed=1
	$(BIN)/python -m scripts.tools.fuzz --seconds $(or $(seconds),600) --seed $(or $(seed),1)

mutate: setup ## Would the tests notice? Changed rules with one thing wrong: files=calc/engine/money.py, base=COMMIT, minutes=10
	@# yattag comes as source alone; it is built with the setuptools that is pinned.
	@$(BIN)/python -m pip install --require-hashes --only-binary :all: --no-binary yattag --no-build-isolation --quiet -r requirements-mutate.txt
	@$(BIN)/pytest -n 0 -m mutate tests/scripts/tools
	@$(BIN)/python -m scripts.tools.mutate $(files) $(if $(base),--base $(base)) $(if $(minutes),--minutes $(minutes)) $(if $(seed),--seed $(seed))

check: setup ## Check the data under guides/ and list every mistake
	$(BIN)/python -m scripts.tools.check

fresh: setup ## What to read again, check or mend, also as a page and an .ics: day=2027-01-01 looks from there, FRESH=strict fails if something is stale
	@$(BIN)/python -m scripts.fresh $(if $(day),--day $(day)) $(if $(filter strict,$(FRESH)),--strict)

new: setup ## Start a procedure: make new region=guannan slug=my-procedure
	@$(BIN)/python -m scripts.tools.new "$(region)" "$(slug)"

new-region: setup ## Start a region: make new-region region=suqian name=宿迁市
	@$(BIN)/python -m scripts.tools.new_region "$(region)" "$(name)"

retire: setup ## End a procedure: make retire region=wuhan slug=… on=2026-11-30 why='law-key 第八条' instead='现在怎么办，或者 national/…'
	@$(BIN)/python -m scripts.tools.retire "$(region)" "$(slug)" --on "$(on)" --why "$(why)" --instead "$(instead)"

rename-law: setup ## Rename a law everywhere: make rename-law old=《旧名》 new=《新名》, or two keys of laws.yml
	@$(BIN)/python -m scripts.tools.rename_law "$(old)" "$(new)" $(if $(on),--on "$(on)")

sheet: setup ## A region as a workbook to fill in: make sheet region=guannan; make import takes it back
	@$(BIN)/python -m scripts.sheets "$(region)"

import: setup ## Drafts from an office's document: make import file=指南.docx [region=suqian] [before=旧版.docx] [onto=guides/…yml]
	@$(BIN)/python -m scripts.importing "$(file)" --out "build/drafts/$(or $(region),new)" $(if $(region),--region "$(region)") $(if $(before),--before "$(before)") $(if $(onto),--onto "$(onto)")

adopt: setup ## Move a draft into its region: make adopt draft=build/drafts/suqian/….yml as=national/… [slug=…] [document=…]
	@$(BIN)/python -m scripts.tools.adopt "$(draft)" $(if $(as),--as "$(as)") $(if $(slug),--slug "$(slug)") $(if $(document),--document "$(document)")

bench-runtime: setup system ## First result in the page beside plain Pyodide and PyScript: times, bytes, ratios
	$(BIN)/python -m scripts.tools.bench

bench-runtime-soak: setup system ## 300 loads of Python in the page must give 300 answers
	$(BIN)/python -m scripts.tools.soak

bench-roster: setup ## 10,000 people in a roster beside openpyxl and pandas that read and sum the same file
	$(BIN)/python -m scripts.tools.bench_roster

bench-build: setup ## A build of whole countries beside Hugo and MkDocs, long: sizes=133,1064 checkout=../other
	$(BIN)/python -m scripts.tools.bench_build $(if $(sizes),--sizes $(sizes)) $(if $(checkout),--checkout $(checkout))

lighthouse: export SITE_URL ?= https://shebao-guide.example/
lighthouse: build system ## Lighthouse on a page of each kind, as a slow telephone sees it; fails below the bar
	$(BIN)/python -m scripts.tools.lighthouse

bench: bench-runtime bench-roster ## What is measured, beside peers in the same run

sbom: setup ## Write dist/sbom.json: every pinned package with its hashes and licence, as CycloneDX
	@mkdir -p dist
	$(BIN)/python -m scripts.tools.sbom > dist/sbom.json

theme: build ## Keep again what the pages use of the theme's style sheet, after a change of either
	$(BIN)/python -m scripts.tools.theme site

api: setup ## Write calc/API.md again, after a change in what other programs call
	$(BIN)/python -m scripts.tools.api

release-check: setup ## May this be released? Against the last tag, or base=COMMIT: entry in CHANGELOG.md, version
	@$(BIN)/python -m scripts.tools.release $(if $(base),--base $(base))

lock: setup ## Pin the dependencies again, after a change in pyproject.toml or package.json
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra site --extra test pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra mutate --constraint requirements.txt pyproject.toml --output-file requirements-mutate.txt
	$(NODE) npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts

clean: ## Remove everything that can be made again
	rm -rf site dist build .cache .venv node_modules *.egg-info

setup: .venv/.ready node_modules/.ready ## Python packages, Node with them, Node tools: what every other command begins with
	@$(BIN)/python -m scripts.compile

.venv/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: sudo apt-get install python3 python3-venv"; exit 1; }
	@echo "Setting up Python packages (about a minute the first time) …"
	@$(PYTHON) -m venv .venv || { echo "The venv module is missing: sudo apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --require-hashes --only-binary :all: --progress-bar on --quiet -r requirements.txt
	@touch $@

node_modules/.ready: package-lock.json .venv/.ready
	@echo "Setting up Node tools (about half a minute the first time) …"
	@# As the lock says; `npm ci` refuses a lock made where the binaries of other systems are not served.
	@$(NODE) npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

system: ## Install Chromium and Chinese fonts, which the browser tests need
	@scripts/tools/system.sh

.PHONY: $(LINTERS) build-distributed reproduce fuzz import adopt sheet retire rename-law api theme bench bench-build lighthouse help serve build edition publish-list pdf usb kiosk kiosk-staff kiosk-next-key lint test test-fast test-access test-engines check fresh new new-region bench-roster bench-runtime bench-runtime-soak release-check sbom lock clean setup system mutate

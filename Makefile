# What a fresh machine needs is Go (the version in go.mod) and Node 20 with npm. Every target installs
# the rest, by version: Go tools through the module proxy, npm packages by web/package-lock.json.

GO    ?= go
NPM   ?= npm
BIN   := bin/isnad

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# npm writes this file last.
NPM_DONE := web/node_modules/.package-lock.json

# The race detector needs a C compiler; without one the tests run all the same.
RACE = $(shell scripts/race.sh)

.DEFAULT_GOAL := help
.PHONY: help build demo test lint bench web sdl eval train clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## the binary, bin/isnad: static, with all data, playground and schema inside
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o $(BIN) ./cmd/isnad

demo: build ## ingest the bundled articles into a fresh store and serve them
	$(BIN) demo

test: $(NPM_DONE) ## every test: Go, GraphQL over HTTP audits, playground in a browser
	@scripts/debian.sh libxml2-utils python3-networkx python3-rdflib raptor2-utils gdal-bin || true
	$(GO) vet ./...
	CHROMIUM="$$(scripts/chromium.sh)" $(GO) test $(RACE) -timeout 15m ./...

lint: ## formatting, vet, staticcheck, module file, linguistic data, known vulnerabilities
	scripts/lint.sh "$(STATICCHECK)" "$(GOVULNCHECK)"

bench: ## stages, stores, exports, then the binary end to end
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(GO) run ./cmd/isnad bench

web: $(NPM_DONE) ## put the playground's files from npm into web/dist, which is committed and embedded
	cd web && $(NPM) run build

$(NPM_DONE): web/package-lock.json
	cd web && $(NPM) ci --no-audit --no-fund

sdl: $(NPM_DONE) ## of a release: hold the schema of the API to what was released, and make it what was released
	scripts/release-sdl.sh

eval: build ## score the extractor on the corpora in ../shared, into docs/EVALUATION.md
	scripts/eval.sh $(BIN)

train: build ## fit the learned parts of the extractor to the annotated articles in ../shared, into extract/data/model
	scripts/train.sh $(BIN)

clean: ## remove what the other targets made
	rm -rf bin web/node_modules

# Everything here needs Go and make alone: the linters are tools of go.mod. What a machine may lack (a C compiler for the
# race detector, a network for the vulnerability database) is left out in one line that says so; under CI it is not.

ROOMS     := cmd ledger signer verify
BUILT     := verify/web/built
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
BENCHTIME ?= 1s
FUZZTIME  ?= 10s
MORNING   ?= 20x120
DISTANCE  ?= 14691
# Seconds that govulncheck may take, its analysis included.
VULNTIME  ?= 300

# What a program says of itself (cmd/version). Without a repository: make dist COMMIT=... DATE=...
VERSION := $(shell sed -n 's/^const number = "\(.*\)"/\1/p' cmd/version/version.go)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null)
DATE    ?= $(shell TZ=UTC0 git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null)
BUILD   := go build -trimpath -buildvcs=false \
	-ldflags '-s -w -X ikrar/cmd/version.commit=$(COMMIT) -X ikrar/cmd/version.date=$(DATE)'

# What make dist calls beside Go, by version. It may come from elsewhere: make dist NFPM=nfpm
NFPM := go run github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.44.0
SBOM := GOFLAGS=-trimpath go run github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build wasm run test check format vet lint vuln race cross bench fuzz soak gateway morning distance afar nation plan pictures dist clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

build: wasm ## build/ikrar and build/ikrar-verify, with the WebAssembly that old browsers need
	@mkdir -p build
	CGO_ENABLED=0 $(BUILD) -o build/ ./cmd/ikrar ./cmd/ikrar-verify

# What ./verify/web embeds beside its own files. wasm_exec.js is Go's, and fits the compiler that makes the programs.
wasm:
	@for program in verifier scan; do \
		out=$(BUILT)/$$program.wasm; echo "$$out.gz"; \
		GOOS=js GOARCH=wasm go build -trimpath -ldflags '-s -w' -o $$out ./verify/web/wasm/$$program && gzip -9nf $$out || exit 1; \
	done
	@cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(BUILT)/

run: ## a whole institution to try, in build/demo
	go run ./cmd/ikrar demo build/demo

# -w: a hundred programs are linked that nobody looks into with a debugger.
test: ## all tests
	go test $(NOVET) -ldflags=-w -timeout 20m ./...

check: NOVET := -vet=off # vet has been here before
check: format vet lint test race cross vuln ## all that must hold before a commit: formatting, linters, tests, other platforms

format:
	@files=$$(gofmt -l $(ROOMS)) || exit 1; \
	if [ -n "$$files" ]; then echo "not formatted, run gofmt -w on:"; echo "$$files"; exit 1; fi

vet:
	go vet ./...

lint:
	go tool staticcheck ./...

# govulncheck exits 3 for a vulnerability; 124 is timeout's word for too long.
vuln:
	@mkdir -p build; \
	limit=; if command -v timeout >/dev/null; then limit="timeout $(VULNTIME)"; fi; \
	echo "govulncheck ./..."; \
	$$limit go tool govulncheck ./... >build/govulncheck.txt 2>&1; code=$$?; \
	if [ $$code -eq 124 ]; then \
		echo "vulnerabilities not checked: no answer in $(VULNTIME) s"; \
	elif [ $$code -ne 0 ] && grep -q 'fetching vulnerabilities' build/govulncheck.txt; then \
		echo "vulnerabilities not checked: the database cannot be reached"; \
	else \
		cat build/govulncheck.txt; exit $$code; \
	fi

# Of what is concurrent. What it calls (certificates, rosters, proofs) is called there; vet has been here before.
# The race detector needs a C compiler, except on macOS.
RACES := ./ledger ./ledger/internal/... ./ledger/server/... ./ledger/issue ./ledger/office/... ./ledger/cosigning ./ledger/enrol \
	./ledger/witness ./ledger/remote ./signer ./signer/cbor ./signer/eddsa ./verify/remote ./verify/tiles
race:
	@cc=$$(go env CC); cc=$${cc%% *}; \
	if [ -z "$$CI" ] && [ "$$(go env GOOS)" != darwin ] && ! command -v "$$cc" >/dev/null; then \
		echo "data races not checked: no C compiler ($$cc)"; \
	else \
		echo "go test -race -short $(RACES)"; \
		CGO_ENABLED=1 go test -vet=off -ldflags=-w -timeout 20m -race -short $(RACES); \
	fi

cross:
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./...

bench: ## all benchmarks, one package at a time; BENCHTIME=1s each
	@dirs=$$(grep -rl --include='*_test.go' '^func Benchmark' $(ROOMS) | sed 's|/[^/]*$$||; s|^|./|' | sort -u); \
	if [ -z "$$dirs" ]; then echo "no benchmark found"; exit 1; fi; \
	go test -p 1 -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) $$dirs

soak: ## what takes minutes: 200 kills, 280 failing calls, 2,000 flipped bytes, 400 damaged files, each audited; hostile workbooks and denials of service at full size
	IKRAR_KILLS=200 IKRAR_FAULTS=280 go test -count=1 -timeout 2h -v -run 'TestKilled|TestInjectedFaults|TestDiskFills' ./ledger
	IKRAR_FLIPS=2000 go test -count=1 -timeout 2h -v -run TestDamagedFiles ./ledger
	IKRAR_FILES=400 go test -count=1 -timeout 2h -v -run TestFilesDamaged ./ledger
	IKRAR_BOUNDS=whole go test -count=1 -timeout 1h -v -run TestWorkIsBounded ./ledger/roster
	IKRAR_LAW=whole go test -count=1 -timeout 1h -v -run TestMutated ./verify/web
	IKRAR_DAY=whole go test -count=1 -timeout 1h -v -run 'TestDayInTheLife|TestOfficeDay' ./cmd/ikrar
	IKRAR_SCENES=whole go test -count=1 -timeout 1h -v -run TestScenes ./verify/web
	IKRAR_DENIAL=whole go test -count=1 -timeout 2h -v -run TestDenial ./ledger/server

morning: ## a simulated morning: MORNING=20x120, people a second on telephones behind one address, and seconds; every step's p50 and p99
	IKRAR_MORNING=$(MORNING) go test -count=1 -timeout 1h -v -run 'TestMorning$$' ./cmd/ikrar

gateway: ## the client of object stores against versitygw, which is built by version into build/; that takes minutes
	GOBIN=$(CURDIR)/build GOFLAGS= go install github.com/versity/versitygw/cmd/versitygw@v1.8.0
	PATH="$(CURDIR)/build:$$PATH" go test -count=1 -timeout 5m -run 'Versity' ./ledger/publish/...

distance: ## officers 50 ms away, in network namespaces: DISTANCE=14691 people; every verb with its requests and bytes; needs root
	IKRAR_DISTANCE=$(DISTANCE) go test -count=1 -timeout 1h -v -run 'TestDistance$$' ./cmd/ikrar

afar: ## every page of an office 50 ms away, and settings cut off: AFAR=DIR, whose DIR/home `ikrar demo DIR/home --people 14691` made, and which is changed
	@test -n "$(AFAR)" || { echo "say where: make afar AFAR=DIR"; exit 2; }
	IKRAR_DISTANCE_VIEWS=$(abspath $(AFAR)) go test -count=1 -timeout 1h -v -run 'TestDistanceViews$$' ./cmd/ikrar

nation: ## a ledger of 5.6 million pledges in NATION=DIR, made in half an hour to an hour, served and audited; 25 GB of disk
	@test -n "$(NATION)" || { echo "say where: make nation NATION=DIR"; exit 2; }
	IKRAR_NATION=5600000 IKRAR_NATION_DIR=$(abspath $(NATION)) go test -count=1 -timeout 0 -v -run 'TestNation$$' ./ledger

fuzz: ## every fuzz target in turn; FUZZTIME=10s each
	@targets=$$(grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' $(ROOMS) | sed 's|/[^/]*:func |:|' | sort -u); \
	if [ -z "$$targets" ]; then echo "no fuzz target found"; exit 1; fi; \
	for t in $$targets; do \
		echo "$$t"; \
		go test -run '^$$' -fuzz "^$${t#*:}\$$" -fuzztime $(FUZZTIME) "./$${t%:*}" || exit 1; \
	done

plan: ## README's plan of the rooms, anew from what they import
	IKRAR_PLAN=write go test -count=1 -run 'TestPlan$$' ./cmd

pictures: ## README's pictures, anew from the demo, by Chromium and pdftoppm
	IKRAR_TAKE=write go test -count=1 -timeout 10m -run 'TestTakePictures$$' ./cmd/ikrar

dist: export SOURCE_DATE_EPOCH := $(shell date -u -d '$(DATE)' +%s 2>/dev/null || date -u -j -f %Y-%m-%dT%H:%M:%SZ '$(DATE)' +%s)
dist: wasm ## static binaries for six platforms, packages for Debian and RPM, manual pages, a list of what is in them, and SHA256SUMS, in build/dist
	@rm -rf build/dist && mkdir -p build/dist
	@for platform in $(PLATFORMS); do \
		os=$${platform%/*}; arch=$${platform#*/}; suffix=; if [ $$os = windows ]; then suffix=.exe; fi; \
		for command in ikrar ikrar-verify; do \
			out=build/dist/$$command-$$os-$$arch$$suffix; echo "$$out"; \
			CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(BUILD) -o $$out ./cmd/$$command || exit 1; \
		done; \
	done
	IKRAR_MANUAL=$(abspath build/dist) go test -count=1 -run 'TestManual$$' ./cmd/ikrar
	@gzip -9nf build/dist/man/man1/*.1 build/dist/man/id/man1/*.1
	@for command in ikrar ikrar-verify; do \
		out=build/dist/$$command.cdx.json; echo "$$out"; \
		$(SBOM) bin -json -licenses -assert-licenses -noserial -notimestamp -version v$(VERSION) -output $$out build/dist/$$command-linux-amd64 || exit 1; \
	done
	@for arch in amd64 arm64; do for packager in deb rpm; do \
		PACKAGE_DIR=build/dist PACKAGE_ARCH=$$arch PACKAGE_VERSION=$(VERSION) \
		$(NFPM) package --config cmd/ikrar/package/nfpm.yaml --packager $$packager --target build/dist/ || exit 1; \
	done; done
	@sum=sha256sum; if ! command -v $$sum >/dev/null; then sum="shasum -a 256"; fi; \
	cd build/dist && find ikrar* man completions -type f | LC_ALL=C sort | xargs $$sum >SHA256SUMS && cat SHA256SUMS

clean: ## removes what make wrote
	rm -rf build $(BUILT)/*.wasm.gz $(BUILT)/wasm_exec.js

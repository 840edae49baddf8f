#!/usr/bin/env bash
# Runs every check that needs no test to run. Goes on after a failure, so that one run shows all.
# usage: lint.sh STATICCHECK GOVULNCHECK, both as PACKAGE@VERSION
set -uo pipefail
cd "$(dirname "$0")/.." || exit

staticcheck=$1 govulncheck=$2 failed=0

check() { # TITLE COMMAND...
	local title=$1
	shift
	echo "== $title"
	"$@" || { echo "isnad: $title failed" >&2; failed=1; }
}

formatted() {
	local files
	files=$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 gofmt -l) || return 1
	[ -z "$files" ] || { printf '%s\n' "not formatted; run gofmt -w on:" "$files" >&2; return 1; }
}

vulnerabilities() {
	local out
	out=$(go run "$govulncheck" ./... 2>&1) && { echo "$out"; return 0; }
	if grep -q 'fetching vulnerabilities' <<<"$out"; then
		echo "skipped: the vulnerability database cannot be reached from here"
		return 0
	fi
	echo "$out" >&2
	return 1
}

check gofmt formatted
check vet go vet ./...
check staticcheck go run "$staticcheck" ./...
check modules go mod tidy -diff
check data go run ./cmd/isnad lint
check vulnerabilities vulnerabilities
exit $failed

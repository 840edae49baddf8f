#!/usr/bin/env bash
# Prints -race where the race detector can be built, nothing where it cannot.
set -euo pipefail

compiler=$(go env CC)
if command -v "${compiler%% *}" >/dev/null 2>&1; then
	echo -race
else
	echo "isnad: no C compiler ($compiler): tests run without the race detector" >&2
fi

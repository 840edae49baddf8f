#!/usr/bin/env bash
# Prints the path of a Chromium for the browser test, which it installs from Debian's packages where
# it may. Prints nothing where there is none to be had: the test then skips.
set -euo pipefail

find_chromium() {
	local name
	for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
		if [ -n "$name" ] && command -v "$name"; then
			return 0
		fi
	done
	return 1
}

find_chromium || { "$(dirname "$0")/debian.sh" chromium && find_chromium; } || true

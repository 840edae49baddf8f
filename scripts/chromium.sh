#!/usr/bin/env bash
# Prints the path of a Chromium for the browser test, which it installs from Debian's packages where
# it may. Prints nothing, and says why on stderr, where there is none to be had: the test then skips.
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

install_chromium() {
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "isnad: no Chromium and no apt-get: the browser test will be skipped" >&2
		return 1
	fi
	if [ "$(id -u)" -ne 0 ]; then
		echo "isnad: no Chromium, and installing it needs root: the browser test will be skipped" >&2
		return 1
	fi
	if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1; then
		echo "isnad: Debian's chromium could not be installed: the browser test will be skipped" >&2
		return 1
	fi
}

find_chromium || { install_chromium && find_chromium; } || true

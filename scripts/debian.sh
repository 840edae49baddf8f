#!/usr/bin/env bash
# Installs the Debian packages named, where this machine has apt-get and lets us. Says in one line why
# where it does not: what needs them is then skipped. Fails then, and only then.
set -euo pipefail

missing=()
for package in "$@"; do
	dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	echo "isnad: no apt-get here: without ${missing[*]} some tests skip" >&2
	exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
	echo "isnad: installing ${missing[*]} needs root: without it some tests skip" >&2
	exit 1
fi
echo "isnad: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1; then
	echo "isnad: Debian does not give us ${missing[*]}: some tests skip" >&2
	exit 1
fi

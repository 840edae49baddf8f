#!/usr/bin/env bash
# For maintainers: clones what is committed into a new directory, away from every file that only this
# tree has, and runs `make test` there (or the targets named). ../shared, where it is there, is seen
# from the clone as well.
# usage: fresh-clone.sh [TARGET…]
set -euo pipefail

top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone --quiet --no-hardlinks "$top" "$work/isnad"
[ ! -d "$top/../shared" ] || ln -s "$(realpath "$top/../shared")" "$work/shared"
cd "$work/isnad"
echo "isnad: testing $(git rev-parse --short HEAD) in $work/isnad" >&2
make "${@:-test}"
[ -z "$(git status --porcelain)" ] || { git status --short; echo "isnad: the run left files that are neither committed nor ignored" >&2; exit 1; }

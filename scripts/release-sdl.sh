#!/bin/sh
# Makes the schema as it is now the one that was released last: from then on nothing of it may break.
# usage: release-sdl.sh [--breaking]
# It refuses where the schema breaks what was released before, unless that is meant.
set -eu
cd "$(dirname "$0")/../web"
told=$(node lint.mjs ../schema/schema.graphql ../schema/released.graphql)
case $told in
*'"breaking":[]'*) ;;
*)
	if [ "${1-}" != --breaking ]; then
		echo "release-sdl: the schema breaks what was released; undo that, or say --breaking and raise the first number of the version:" >&2
		echo "$told" >&2
		exit 1
	fi
	;;
esac
cp ../schema/schema.graphql ../schema/released.graphql

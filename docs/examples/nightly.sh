#!/bin/sh
# Every night: what changed in the store, and fresh tables, in a folder that others fetch from.
#
#   15 2 * * *  ISNAD_STORE=/srv/isnad/store sh /srv/isnad/nightly.sh /srv/isnad/out
#
# The first run writes the whole graph, each later one an increment: whoever imports them in their order (isnad import)
# has what the store has. A night on which nothing changed writes nothing. Each file is there whole or not at all, with its
# hash in the manifest beside it.
set -eu

out=${1:?usage: nightly.sh FOLDER}
mkdir -p "$out"
state=$out/revision

since=
[ ! -s "$state" ] || since=$(cat "$state")
now=$(isnad changes --format csv) # the heading «revision», then the revision
now=${now##*[!0-9a-f@-]}
[ "$now" != "$since" ] || exit 0

whole() {
	file=$out/${now#*@}.whole.jsonl.zst
	isnad export jsonl --to "$file" --overwrite
}

if [ -z "$since" ]; then
	whole
else
	file=$out/${now#*@}.step.jsonl.zst
	code=0
	isnad export jsonl --since "$since" --to "$file" --overwrite || code=$?
	case $code in
	0) ;;
	5) whole ;; # the store was made anew: its old revisions say nothing
	*) exit "$code" ;;
	esac
fi

isnad export acled --to "$out/events.csv" --overwrite
isnad export geojson --to "$out/map.geojson" --overwrite

# The revision comes from the manifest: somebody may have written to the store since it was asked above.
sed -n 's/^ *"revision": "\([^"]*\)".*/\1/p' "$file.manifest.json" >"$state.new"
mv "$state.new" "$state"

#!/usr/bin/env bash
# Fits the learned parts of the extractor to the annotated articles beside the project, the blind ones left
# out, and writes them to extract/data/model.
# usage: train.sh ISNAD
set -euo pipefail
cd "$(dirname "$0")/.."

isnad=$1 corpus=../shared/corpus
if [ ! -d "$corpus" ]; then
	echo "isnad: skipped: no corpora at $corpus; there is nothing to learn from here"
	exit 0
fi
"$isnad" train \
	"testdata/annotations/pool.jsonl=$corpus/pool/conflict.jsonl.gz" \
	"$corpus/seeds/gold=$corpus/seeds/articles.jsonl" \
	"$corpus/dev/gold=$corpus/dev/articles.jsonl" \
	--but "$corpus/dev/blind.txt" --to extract/data/model

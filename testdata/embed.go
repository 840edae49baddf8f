// Package testdata embeds the articles that the demo reads.
package testdata

import "embed"

// Articles is the path in FS of the articles, one JSON object a line.
const Articles = "articles.jsonl"

// FS holds the articles with their days of publication, which the plain texts do not carry.
//
//go:embed articles.jsonl
var FS embed.FS

// Package testdata embeds the articles that the demo reads.
package testdata

import "embed"

// FS holds the articles under "articles".
//
//go:embed all:articles
var FS embed.FS

// Package data embeds the linguistic data. It holds no code but the embedding.
package data

import "embed"

// FS holds the tables and rules of each language under its code: "ar/actors/syria.tsv" and so on, and the
// learned models under "model".
//
//go:embed ar model
var FS embed.FS

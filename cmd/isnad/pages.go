package main

import (
	"net/http"

	"github.com/isnad-graph/isnad/web"
)

func pages() http.Handler { return web.Handler() }
